// The modules that devices get, as JSON. docs/json-schema/match.schema.json has the schema.
#include <nlohmann/json.hpp>

#include "match/formats.h"
#include "match/specificity.h"

namespace ko2alias {
namespace {

using Json = nlohmann::ordered_json;

Json alias_json(const KernelModule& module, const MatchedAlias& alias) {
  const Specificity specificity = specificity_of(alias.claim->pattern);
  Json json{{"pattern", alias.claim->pattern}, {"certain", alias.is_certain}};
  if (alias.claim->place) {
    json["table"] = module.tables[alias.claim->place->table];
    json["entry"] = alias.claim->place->entry;
    if (alias.is_chosen) json["chosen"] = *alias.is_chosen;
  }
  if (!alias.claim->shown_data().empty()) json["driver_data"] = alias.claim->shown_data();
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

Json device_json(const MatchView& view, std::size_t index) {
  const Device& device = view.devices[index];
  Json json{{"modalias", device.modalias}};
  if (!device.where.empty()) json["where"] = device.where;
  if (!device.driver.empty()) json["driver"] = device.driver;
  if (const std::string name = view.names->describe(device.modalias); !name.empty())
    json["name"] = name;
  json["kernels"] = Json::array();
  for (const KernelMatches& kernel : view.kernels) {
    if (!kernel.vfio.empty()) {
      json["kernels"].push_back(
          {{"kernel", kernel.kernel}, {"vfio", vfio_json(kernel.vfio[index])}});
      continue;
    }
    Json modules = Json::array();
    for (const MatchedModule& module : kernel.modules[index])
      modules.push_back(module_json(module));
    json["kernels"].push_back({{"kernel", kernel.kernel},
                               {"modprobe", found_names(kernel, index)},
                               {"modules", std::move(modules)}});
    if (!kernel.loadings.empty()) add_loading(json["kernels"].back(), kernel.loadings[index]);
    if (!kernel.unrecorded[index].empty())
      json["kernels"].back()["unrecorded"] = kernel.unrecorded[index];
    for (const OtherBusHint& hint : kernel.hints[index])
      json["kernels"].back()["hints"].push_back(hint_json(hint));
  }
  return json;
}

}  // namespace

std::string render_match_json(const MatchView& view) {
  Json json{{"schema_version", 1}, {"devices", Json::array()}};
  for (std::size_t i = 0; i < view.devices.size(); ++i)
    json["devices"].push_back(device_json(view, i));
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace ko2alias
