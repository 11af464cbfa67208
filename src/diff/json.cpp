// A comparison as JSON. docs/json-schema/diff.schema.json has the schema.
#include <nlohmann/json.hpp>

#include "diff/formats.h"
#include "diff/wording.h"

namespace ko2alias {
namespace {

using Json = nlohmann::ordered_json;

Json claim_json(const ClaimRef& claim) {
  Json json{{"module", claim.name()}, {"builtin", claim.is_builtin()}};
  if (!claim.pattern().empty()) json["pattern"] = claim.pattern();
  if (!claim.data().empty()) json["data"] = claim.data();
  return json;
}

Json claims_json(const std::vector<ClaimRef>& claims) {
  Json json = Json::array();
  for (const ClaimRef& claim : claims) json.push_back(claim_json(claim));
  return json;
}

void add_name(Json& json, const CompareView& view, std::string_view alias) {
  if (const std::string name = view.names->describe(alias); !name.empty()) json["name"] = name;
}

Json change_json(const CompareView& view, const Change& change) {
  Json json{{"category", name_of(change.category)}, {"bus", change.bus}};
  if (change.before) json["before"] = claim_json(*change.before);
  if (change.after) json["after"] = claim_json(*change.after);
  if (!change.others.empty()) json["others"] = claims_json(change.others);
  if (change.other_count > change.others.size()) json["other_count"] = change.other_count;
  if (!change.device.empty()) json["device"] = change.device;
  if (change.is_renamed) json["renamed"] = true;
  if (change.reason)
    json["config"] = {{"option", change.reason->option},
                      {"before", change.reason->before},
                      {"after", change.reason->after}};
  add_name(json, view, pattern_of(change));
  return json;
}

Json device_json(const CompareView& view, const DeviceChange& change) {
  Json json{{"category", name_of(change.category)}};
  if (!change.device->where.empty()) json["where"] = change.device->where;
  json["modalias"] = change.modalias();
  json["before"] = claims_json(change.before);
  json["after"] = claims_json(change.after);
  if (!change.dropped_before.empty()) json["modprobe_before"] = change.dropped_before;
  if (!change.dropped_after.empty()) json["modprobe_after"] = change.dropped_after;
  add_name(json, view, change.device->modalias);
  return json;
}

Json caveat_json(const Caveat& caveat) {
  Json json{{"kind", name_of(caveat.kind)}};
  if (!caveat.bus.empty()) json["bus"] = caveat.bus;
  if (!caveat.kernel.empty()) json["kernel"] = caveat.kernel;
  if (!caveat.other.empty()) json["other"] = caveat.other;
  if (caveat.count != 0) json["count"] = caveat.count;
  json["text"] = sentence_of(caveat);
  return json;
}

}  // namespace

std::string render_compare_json(const CompareView& view) {
  const Comparison& comparison = *view.comparison;
  Json json{{"schema_version", 1}, {"old", comparison.before}, {"new", comparison.after}};
  json["caveats"] = Json::array();
  for (const Caveat& caveat : comparison.caveats) json["caveats"].push_back(caveat_json(caveat));
  json["counts"] = Json::object();
  for (const Category category : all_categories)
    json["counts"][std::string(name_of(category))] = comparison.count(category);
  json["changes"] = Json::array();
  for (const Change& change : comparison.changes)
    json["changes"].push_back(change_json(view, change));
  if (comparison.device_count) {
    json["device_count"] = *comparison.device_count;
    json["devices"] = Json::array();
    for (const DeviceChange& change : comparison.device_changes)
      json["devices"].push_back(device_json(view, change));
  }
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace ko2alias
