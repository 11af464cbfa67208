// A component of AppStream's type `driver`, or the modaliases of one that is there already:
//
//   <component type="driver">
//     <id>org.example.acme_nic</id>
//     …
//     <provides>
//       <modalias>pci:v00001ED5d00000100sv*sd*bc*sc*i*</modalias>
#include <fmt/core.h>

#include "emit/record.h"
#include "metadata/metainfo.h"
#include "support/text.h"

namespace ko2alias {
namespace {

std::vector<std::string> patterns_of_all(std::span<const RecordModule> modules,
                                         AliasCarrier& carrier) {
  std::vector<std::string> all;
  for (const auto& [name, aliases] : aliases_by_name(modules))
    all.insert(all.end(), aliases.begin(), aliases.end());
  return carrier.carry_all(all);
}

std::string element(std::string_view name, std::string_view text) {
  return fmt::format("  <{}>{}</{}>\n", name, escape_for_xml(text), name);
}

// The last word of `org.example.acme_nic`.
std::string last_part(const std::string& id) { return id.substr(id.rfind('.') + 1); }

std::string component_text(const RecordOptions& options, const std::vector<std::string>& patterns) {
  const auto or_else = [](const std::string& text, const std::string& other) {
    return text.empty() ? other : text;
  };
  const std::string name = or_else(options.name, last_part(options.id));
  const std::string summary = or_else(options.summary, "Kernel modules for " + name + " devices");
  const std::string description = or_else(
      options.description,
      fmt::format("{}. The kernel loads them when it finds a device that they drive.", summary));
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<component type=\"driver\">\n";
  text += element("id", options.id);
  text += element("metadata_license", "MIT");
  text += element("project_license", or_else(options.license, "GPL-2.0-only"));
  text += element("name", name) + element("summary", summary);
  if (!options.developer.empty()) text += element("developer_name", options.developer);
  if (!options.homepage.empty())
    text += fmt::format("  <url type=\"homepage\">{}</url>\n", escape_for_xml(options.homepage));
  text += fmt::format("  <description>\n    <p>{}</p>\n  </description>\n",
                      escape_for_xml(description));
  return text + "  <provides>\n" + modalias_elements(patterns, "    ") +
         "  </provides>\n</component>\n";
}

}  // namespace

WrittenRecord render_appstream(std::span<const RecordModule> modules,
                               const RecordOptions& options) {
  AliasCarrier carrier(appstream);
  const std::vector<std::string> patterns = patterns_of_all(modules, carrier);
  WrittenRecord record{.problems = carrier.notes()};
  if (!options.merge) {
    record.text = component_text(options, patterns);
    return record;
  }
  const auto components = parse_metainfo(*options.merge);
  if (!components) return {.problems = {components.problem()}};
  if (components->size() != 1)
    return {.problems = {
                error(fmt::format("{} components in it where one is wanted", components->size()))}};
  const MetainfoComponent& component = components->front();
  record.text = with_modaliases(*options.merge, component, patterns);
  record.problems.push_back(
      {.severity = Severity::note,
       .message = fmt::format("{} written in the place of {}",
                              counted(patterns.size(), "modalias", "modaliases"),
                              with_commas(component.modaliases.size()))});
  return record;
}

}  // namespace ko2alias
