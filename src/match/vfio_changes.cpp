#include "match/vfio_changes.h"

#include <algorithm>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "support/json_document.h"
#include "support/text.h"

namespace ko2alias {
namespace {

using Json = nlohmann::ordered_json;

std::string choice_text(const VfioChoice& choice) {
  if (choice.module.empty()) return "not known";
  std::string text = escape_for_terminal(choice.name());
  if (choice.driver.empty()) return text + ", driver not known";
  return choice.driver == choice.name() ? text
                                        : text + ", driver " + escape_for_terminal(choice.driver);
}

Json choice_json(const VfioChoice& choice) {
  Json json{{"module", nullptr}, {"driver", nullptr}};
  if (!choice.module.empty()) json["module"] = choice.module;
  if (!choice.driver.empty()) json["driver"] = choice.driver;
  return json;
}

}  // namespace

bool VfioChange::is_change() const {
  if (before.module != after.module) return true;
  return !before.driver.empty() && !after.driver.empty() && before.driver != after.driver;
}

std::string render_vfio_changes(const std::vector<VfioChange>& changes, const DeviceNames& names) {
  const auto count = static_cast<std::size_t>(std::count_if(
      changes.begin(), changes.end(), [](const VfioChange& one) { return one.is_change(); }));
  std::string text = fmt::format("{} of {} would be bound to another driver{}\n", count,
                                 counted(changes.size(), "device"), count == 0 ? "" : ":");
  for (const VfioChange& change : changes) {
    if (!change.is_change()) continue;
    const Device& device = *change.device;
    text += "  " + (device.where.empty() ? "" : escape_for_terminal(device.where) + "  ") +
            escape_for_terminal(device.modalias);
    if (const std::string name = names.describe(device.modalias); !name.empty())
      text += "  " + escape_for_terminal(name);
    text += fmt::format("\n    {} → {}\n", choice_text(change.before), choice_text(change.after));
  }
  return text;
}

std::string render_vfio_changes_json(const std::vector<VfioChange>& changes,
                                     const DeviceNames& names) {
  JsonDocument document;
  document.add("schema_version", 1);
  document.add_array("devices", changes, [&](const VfioChange& change) {
    Json device{{"modalias", change.device->modalias}};
    if (!change.device->where.empty()) device["where"] = change.device->where;
    if (const std::string name = names.describe(change.device->modalias); !name.empty())
      device["name"] = name;
    device["changes"] = change.is_change();
    device["old"] = choice_json(change.before);
    device["new"] = choice_json(change.after);
    return device;
  });
  return std::move(document).text();
}

}  // namespace ko2alias
