// The rows of the formats, and the texts that several formats share.
#include "match/formats.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "ko2alias/device_table.h"
#include "match/specificity.h"
#include "support/color.h"
#include "support/seen_names.h"
#include "support/text.h"

namespace ko2alias {

std::span<const MatchFormat> match_formats() {
  static constexpr std::array<MatchFormat, 5> formats = {{
      {.name = "text",
       .help =
           "to read: the aliases that match, their entries and data; of several kernels a table",
       .render = render_match_text},
      {.name = "json",
       .help = "one JSON document",
       .render = render_match_json,
       .syntax = Syntax::json},
      {.name = "names",
       .help = "the names of the modules that modprobe loads, a line for each device",
       .render = render_match_names,
       .syntax = Syntax::records},
      {.name = "driver",
       .help = "the drivers' names, the words for driver_override, a line for each device",
       .render = render_match_drivers,
       .syntax = Syntax::records},
      {.name = "commands",
       .help = "shell commands that bind devices to the driver that libvirt would choose, or that "
               "is forced",
       .render = render_match_commands,
       .syntax = Syntax::records},
  }};
  return formats;
}

bool is_matched(std::span<const MatchedModule> modules) {
  return std::any_of(modules.begin(), modules.end(),
                     [](const MatchedModule& module) { return module.is_certain(); });
}

std::vector<std::string> names_of(std::span<const MatchedModule> modules) {
  std::vector<std::string> names;
  SeenNames seen;
  for (const bool is_builtin : {false, true}) {
    for (const MatchedModule& module : modules)
      if (module.is_builtin == is_builtin && module.is_certain() && seen.add(module.name))
        names.emplace_back(module.name);
    if (!names.empty()) break;
  }
  return names;
}

bool is_served(const KernelMatches& kernel, std::size_t device) {
  if (kernel.loadings.empty() || kernel.loadings[device].modules.empty())
    return is_matched(kernel.modules[device]);
  return !kernel.loadings[device].is_all_dropped();
}

std::vector<std::string> loaded_names_of(const KernelMatches& kernel, std::size_t device) {
  return kernel.loadings.empty() ? names_of(kernel.modules[device])
                                 : kernel.loadings[device].loaded_names();
}

std::string specificity_text(std::string_view pattern) {
  const Specificity specificity = specificity_of(pattern);
  if (specificity.wildcards == 0) return "exact";
  std::string fields;
  for (const std::string_view field : specificity.fields) fields += fmt::format(" {}", field);
  if (!fields.empty()) return "by" + fields;
  return fmt::format("{} and {}", counted(specificity.characters, "character"),
                     counted(specificity.wildcards, "wildcard"));
}

std::string match_title(const MatchView& view, const Device& device) {
  std::string title = device.where.empty() ? "" : escape_for_terminal(device.where) + "  ";
  title += styled(view.screen.has_color, fmt::emphasis::bold, escape_for_terminal(device.modalias));
  if (const std::string name = view.names->describe(device.modalias); !name.empty())
    title += "  " + escape_for_terminal(name);
  if (!device.driver.empty())
    title += fmt::format("  ({} now)", escape_for_terminal(device.driver));
  return title;
}

std::string place_text(const KernelModule& module, const Claim& claim) {
  if (!claim.place) return {};
  return entry_name(module.tables[claim.place->table], module.name, claim.place->entry);
}

std::string render_match_names(const MatchView& view) {
  const KernelMatches& matches = view.kernels.front();
  std::string text;
  for (const VfioChoice& choice : matches.vfio) text += choice.name() + "\n";
  for (std::size_t i = 0; i < matches.modules.size(); ++i) {
    std::string line;
    for (const std::string& name : loaded_names_of(matches, i))
      line += (line.empty() ? "" : " ") + name;
    text += line + "\n";
  }
  return text;
}

}  // namespace ko2alias
