// The modules that devices get, as JSON. docs/json-schema/match.schema.json has the schema.
#include <charconv>
#include <cstdint>

#include <nlohmann/json.hpp>

#include "match/formats.h"
#include "match/specificity.h"
#include "support/json_document.h"

namespace ko2alias {
namespace {

using Json = nlohmann::ordered_json;

// `0x2a` is a number, `board_info+0x40` and `.data+0x8` are places, and `"text"` is what a pointer
// leads to. What means something in another build too has a name.
Json data_json(std::string_view data, bool is_named) {
  if (data.front() == '"') return {{"text", data.substr(1, data.size() - 2)}};
  constexpr std::string_view hex = "0x";
  const auto number_at = [&](std::size_t start) {
    std::uint64_t number = 0;
    std::from_chars(data.data() + start, data.data() + data.size(), number, 16);
    return number;
  };
  if (data.starts_with(hex)) return number_at(hex.size());
  const auto plus = data.rfind("+0x");
  const bool has_offset = plus != std::string_view::npos;
  return {{is_named || data.front() != '.' ? "symbol" : "section", data.substr(0, plus)},
          {"offset", has_offset ? number_at(plus + 3) : 0}};
}

Json alias_json(const KernelModule& module, const MatchedAlias& alias) {
  const Specificity specificity = specificity_of(alias.claim->pattern);
  Json json{{"pattern", alias.claim->pattern}, {"certain", alias.is_certain}};
  if (alias.claim->place) {
    const KernelTable& table = module.tables[alias.claim->place->table];
    json["table"] = table.symbol;
    if (rank_of_table(module, table).count > 1) json["table_index"] = table.index;
    json["entry"] = alias.claim->place->entry;
    if (alias.is_chosen) json["chosen"] = *alias.is_chosen;
  }
  if (const std::string& data = alias.claim->shown_data(); !data.empty()) {
    json["driver_data"] = data;
    json["driver_data_value"] = data_json(data, !alias.claim->data.empty());
  }
  if (!specificity.fields.empty()) json["fields"] = specificity.fields;
  json["characters"] = specificity.characters;
  json["wildcards"] = specificity.wildcards;
  return json;
}

Json module_json(const MatchedModule& module) {
  Json json{
      {"module", module.name}, {"builtin", module.is_builtin}, {"certain", module.is_certain()}};
  if (module.is_told) json["told"] = true;
  if (module.module != nullptr && !module.module->path.empty()) json["path"] = module.module->path;
  json["drivers"] = nullptr;
  if (!module.drivers.empty() && !module.lacks_driver) json["drivers"] = module.drivers;
  if (!module.assumed_driver.empty()) json["assumed_driver"] = module.assumed_driver;
  json["aliases"] = Json::array();
  if (module.module == nullptr) return json;
  for (const MatchedAlias& alias : module.aliases)
    json["aliases"].push_back(alias_json(*module.module, alias));
  return json;
}

Json hint_json(const OtherBusHint& hint) {
  Json json{{"module", hint.module}, {"pattern", hint.pattern}};
  if (!hint.device.empty()) json["device"] = hint.device;
  return json;
}

Json line_json(const ClaimRef& claim) {
  Json json{{"pattern", claim.pattern()}, {"module", claim.name()}};
  if (claim.line() != 0) json["line"] = claim.line();
  return json;
}

Json vfio_json(const VfioChoice& choice) {
  Json json{{"module", nullptr},
            {"driver", nullptr},
            {"candidates", Json::array()},
            {"near_misses", Json::array()}};
  if (!choice.module.empty()) json["module"] = choice.module;
  if (!choice.driver.empty()) json["driver"] = choice.driver;
  for (const VfioCandidate& candidate : choice.candidates) {
    json["candidates"].push_back(line_json(candidate.claim));
    json["candidates"].back()["stars"] = candidate.stars;
    json["candidates"].back()["certain"] = candidate.is_certain();
  }
  for (const VfioNearMiss& miss : choice.near_misses) {
    json["near_misses"].push_back(line_json(miss.claim));
    json["near_misses"].back()["reason"] = miss.reason;
  }
  return json;
}

Json record_json(const RecordMatch& match) {
  Json json{{"pattern", match.pattern->pattern}, {"certain", match.is_certain}};
  if (match.record->names_modules()) json["module"] = match.pattern->module;
  if (!match.pattern->package.empty()) json["requires"] = match.pattern->package;
  json["file"] = match.record->path;
  if (match.pattern->line != 0) json["line"] = match.pattern->line;
  return json;
}

Json package_json(const MatchedPackage& package) {
  Json json{{"package", nullptr}, {"reader", package.reader}, {"certain", package.is_certain()}};
  if (package.is_named) json["package"] = package.name;
  const std::string& component = package.matches.front().record->component;
  if (!component.empty()) json["component"] = component;
  json["records"] = Json::array();
  for (const RecordMatch& match : package.matches) json["records"].push_back(record_json(match));
  return json;
}

Json directive_json(const Directive& line) {
  return {
      {"kind", name_of(line.kind)}, {"file", line.file}, {"line", line.line}, {"text", line.text}};
}

Json step_json(const LoadStep& step) {
  static constexpr std::string_view roles[] = {"itself", "dependency", "soft dependency"};
  Json json{{"module", step.module},
            {"role", roles[static_cast<unsigned>(step.role)]},
            {"builtin", step.is_builtin}};
  if (step.install != nullptr) json["install"] = directive_json(*step.install);
  if (step.softdep != nullptr) json["softdep"] = directive_json(*step.softdep);
  return json;
}

// What a command does is not known, unless it is known to do nothing.
Json is_loaded_json(const ConfiguredModule& module) {
  if (module.install != nullptr && !module.is_dropped()) return nullptr;
  return !module.is_dropped();
}

Json configured_json(const ConfiguredModule& module) {
  Json json{{"module", module.name},          {"known", module.is_known},
            {"builtin", module.is_builtin},   {"loaded", is_loaded_json(module)},
            {"configuration", Json::array()}, {"steps", Json::array()}};
  for (const Directive* const line : {module.alias, module.blacklist, module.install})
    if (line != nullptr) json["configuration"].push_back(directive_json(*line));
  for (const Directive* const line : module.options)
    json["configuration"].push_back(directive_json(*line));
  for (const LoadStep& step : module.steps) json["steps"].push_back(step_json(step));
  json["has_all_steps"] = module.has_all_steps;
  return json;
}

void add_loading(Json& json, const Loading& loading) {
  json["loaded"] = loading.loaded_names();
  json["replaced"] = loading.is_replaced;
  json["loading"] = Json::array();
  for (const ConfiguredModule& module : loading.modules)
    json["loading"].push_back(configured_json(module));
}

// As `modprobe -R` prints them.
std::vector<std::string> found_names(const KernelMatches& kernel, std::size_t device) {
  if (kernel.loadings.empty()) return names_of(kernel.modules[device]);
  std::vector<std::string> names;
  for (const ConfiguredModule& module : kernel.loadings[device].modules)
    names.push_back(module.name);
  return names;
}

Json kernel_json(const KernelMatches& kernel) {
  Json json{{"kernel", kernel.kernel}};
  if (!kernel.release.empty()) json["release"] = kernel.release;
  if (!kernel.label.empty()) json["label"] = kernel.label;
  return json;
}

Json device_json(const MatchView& view, std::size_t index) {
  const Device& device = view.devices[index];
  Json json{{"modalias", device.modalias}};
  if (!device.where.empty()) json["where"] = device.where;
  if (!device.driver.empty()) json["driver"] = device.driver;
  if (const std::string name = view.names->describe(device.modalias); !name.empty())
    json["name"] = name;
  json["kernels"] = Json::array();
  for (const KernelMatches& kernel : view.kernels) {
    Json& answer = json["kernels"].emplace_back(kernel_json(kernel));
    if (!kernel.vfio.empty()) {
      answer["vfio"] = vfio_json(kernel.vfio[index]);
      continue;
    }
    if (!kernel.packages.empty()) {
      answer["packages"] = Json::array();
      for (const MatchedPackage& package : kernel.packages[index])
        answer["packages"].push_back(package_json(package));
      continue;
    }
    answer["modprobe"] = found_names(kernel, index);
    answer["modules"] = Json::array();
    for (const MatchedModule& module : kernel.modules[index])
      answer["modules"].push_back(module_json(module));
    if (!kernel.loadings.empty()) add_loading(answer, kernel.loadings[index]);
    if (!kernel.unrecorded[index].empty()) answer["unrecorded"] = kernel.unrecorded[index];
    for (const KernelGap gap : kernel.gaps[index]) answer["not_told"].push_back(name_of(gap));
    for (const OtherBusHint& hint : kernel.hints[index]) answer["hints"].push_back(hint_json(hint));
  }
  return json;
}

}  // namespace

std::string render_match_json(const MatchView& view) {
  JsonDocument document;
  document.add("schema_version", 1);
  document.add_array("devices", view.devices, [&](const Device& device) {
    return device_json(view, static_cast<std::size_t>(&device - view.devices.data()));
  });
  return std::move(document).text();
}

std::string render_match_json_line(const MatchView& view, std::size_t device) {
  return device_json(view, device).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace ko2alias
