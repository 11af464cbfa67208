// A comparison as JSON. docs/json-schema/diff.schema.json has the schema.
#include <nlohmann/json.hpp>

#include "diff/device_groups.h"
#include "diff/formats.h"
#include "diff/summary.h"
#include "diff/wording.h"
#include "support/json_document.h"

namespace ko2alias {
namespace {

using Json = nlohmann::ordered_json;

// There are thousands of these. An initializer list would be copied.
Json claim_json(const ClaimRef& claim) {
  Json json;
  json["module"] = claim.name();
  json["builtin"] = claim.is_builtin();
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

Json reason_json(const ConfigReason& reason) {
  return {{"option", reason.option}, {"before", reason.before}, {"after", reason.after}};
}

Json change_json(const CompareView& view, const Change& change) {
  Json json;
  json["category"] = name_of(change.category);
  json["bus"] = change.bus;
  if (change.before) json["before"] = claim_json(*change.before);
  if (change.after) json["after"] = claim_json(*change.after);
  if (!change.others.empty()) json["others"] = claims_json(change.others);
  if (change.other_count > change.others.size()) json["other_count"] = change.other_count;
  if (!change.device.empty()) json["device"] = change.device;
  if (change.is_renamed) json["renamed"] = true;
  if (change.reason) json["config"] = reason_json(*change.reason);
  add_name(json, view, pattern_of(change));
  return json;
}

Json device_json(const CompareView& view, const DeviceGroup& group) {
  const DeviceChange& change = *group.change;
  Json json{{"category", name_of(change.category)}};
  if (!group.hosts.empty()) json["hosts"] = group.hosts;
  if (!group.places.empty()) json["places"] = group.places;
  json["count"] = group.count;
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
  if (!caveat.kernel.path.empty()) json["kernel"] = caveat.kernel.path;
  if (!caveat.other.path.empty()) json["other"] = caveat.other.path;
  if (caveat.count != 0) json["count"] = caveat.count;
  json["text"] = sentence_of(caveat);
  return json;
}

Json lost_driver_json(const LostDriver& driver) {
  Json json{{"module", driver.module}, {"gone", driver.is_gone}};
  json["losses"] = Json::array();
  for (const LostDriver::Loss& loss : driver.losses) {
    Json& one = json["losses"].emplace_back(Json{{"bus", loss.bus}, {"count", loss.count}});
    if (loss.is_to_generic) one["to_generic"] = true;
  }
  if (driver.reason) json["config"] = reason_json(*driver.reason);
  return json;
}

// The head of the other formats as data.
Json summary_json(const Comparison& comparison) {
  Json json{{"text", summary_text(comparison)}};
  if (comparison.host_count != 0) {
    json["host_count"] = comparison.host_count;
    if (comparison.has_losses) json["losing_host_count"] = losing_host_count(comparison);
  }
  const BusTable table = bus_table(comparison);
  json["totals"] = Json::object();
  json["buses"] = Json::object();
  for (std::size_t i = 0; i < table.categories.size(); ++i) {
    const std::string category(name_of(table.categories[i]));
    for (const TotalsRow& row : totals_rows(table))
      json["totals"][category][std::string(row.name)] = row.counts[i];
    for (const BusTable::Row& row : table.rows)
      if (row.counts[i] != 0) json["buses"][std::string(row.bus)][category] = row.counts[i];
  }
  json["lost_drivers"] = Json::array();
  for (const LostDriver& driver : lost_drivers(comparison))
    json["lost_drivers"].push_back(lost_driver_json(driver));
  return json;
}

void add_devices(JsonDocument& document, const CompareView& view) {
  document.add("device_count", *view.comparison->device_count);
  if (view.is_summary) return;
  std::vector<DeviceGroup> groups;
  for (auto& paragraph : device_paragraphs(pointers_to(view.comparison->device_changes)))
    for (DeviceGroup& group : paragraph) groups.push_back(std::move(group));
  document.add_array("devices", groups,
                     [&](const DeviceGroup& group) { return device_json(view, group); });
}

}  // namespace

std::string render_compare_json(const CompareView& view) {
  const Comparison& comparison = *view.comparison;
  JsonDocument document;
  document.add("schema_version", 2);
  document.add("old", comparison.before.path);
  document.add("new", comparison.after.path);
  document.add("old_name", comparison.before.called);
  document.add("new_name", comparison.after.called);
  document.add_array("caveats", comparison.caveats, caveat_json);
  Json counts = Json::object();
  for (const Category category : all_categories)
    counts[std::string(name_of(category))] = comparison.count(category);
  document.add("counts", counts);
  document.add("summary", summary_json(comparison));
  if (!view.is_summary)
    document.add_array("changes", comparison.changes,
                       [&](const Change& change) { return change_json(view, change); });
  if (comparison.device_count) add_devices(document, view);
  return std::move(document).text();
}

}  // namespace ko2alias
