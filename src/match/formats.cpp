// The rows of the formats, and the texts that several formats share.
#include "match/formats.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "ko2alias/device_table.h"
#include "match/specificity.h"
#include "pattern/alias_bus.h"
#include "support/color.h"
#include "support/fit.h"
#include "support/glyphs.h"
#include "support/seen_names.h"
#include "support/text.h"

namespace ko2alias {

std::span<const MatchFormat> match_formats() {
  static constexpr std::array<MatchFormat, 6> formats = {{
      {{.name = "text",
        .help =
            "to read: the aliases that match, their entries and data; of several kernels a table",
        .render = render_match_text},
       nullptr,
       true},
      {{.name = "json",
        .help = "one JSON document",
        .render = render_match_json,
        .syntax = Syntax::json},
       nullptr,
       true},
      {{.name = "jsonl",
        .help = "JSON Lines: the same objects, a device a line",
        .syntax = Syntax::json},
       render_match_json_line,
       true},
      {{.name = "names",
        .help = "the names of the modules that modprobe loads, a line for each device",
        .render = render_match_names,
        .syntax = Syntax::records}},
      {{.name = "driver",
        .help = "the drivers' names, the words for driver_override, a line for each device",
        .render = render_match_drivers,
        .syntax = Syntax::records}},
      {{.name = "commands",
        .help = "shell commands that bind devices to the driver that libvirt would choose, or that "
                "is forced",
        .render = render_match_commands,
        .syntax = Syntax::records}},
  }};
  return formats;
}

std::string unknown_text(const KernelMatches& kernel, std::string_view modalias,
                         std::size_t device) {
  if (kernel.gaps.empty() || is_served(kernel, device)) return {};
  const std::vector<KernelGap>& gaps = kernel.gaps[device];
  const auto has = [&](KernelGap gap) {
    return std::find(gaps.begin(), gaps.end(), gap) != gaps.end();
  };
  if (has(KernelGap::bare_modules)) return "a list does not tell of modules without aliases";
  if (has(KernelGap::aliases_by_hand) && find_bus_of(modalias) == nullptr)
    return "device tables do not tell of aliases that are written by hand";
  return {};
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
  if (!kernel.packages.empty()) return !names_of(kernel.packages[device]).empty();
  if (kernel.loadings.empty() || kernel.loadings[device].modules.empty())
    return is_matched(kernel.modules[device]);
  return !kernel.loadings[device].is_all_dropped();
}

std::vector<std::string> loaded_names_of(const KernelMatches& kernel, std::size_t device) {
  return kernel.loadings.empty() ? names_of(kernel.modules[device])
                                 : kernel.loadings[device].loaded_names();
}

std::string may_match_text(const std::vector<std::string>& names, std::string_view noun) {
  constexpr std::size_t few = 5;
  const std::string count = names.size() == 1 ? "one" : with_commas(names.size());
  std::string text = fmt::format("{} {} may match", count, noun_of(names.size(), noun));
  if (names.size() > few) return text;
  return fmt::format("{}: {}", text,
                     escape_for_terminal(fmt::format("{}", fmt::join(names, ", "))));
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

std::vector<HostGroup> shown_groups(const MatchView& view) {
  if (!view.screen.is_terminal) return ungrouped(view.devices);
  // With one modalias, an answer depends on nothing but what the listing says besides.
  return group_hosts(view.devices, [&](std::size_t device) {
    std::string told = view.devices[device].driver;
    for (const std::string& module : view.devices[device].modules) told += '\0' + module;
    return told;
  });
}

std::string match_title(const MatchView& view, const HostGroup& group, std::size_t indent) {
  const Device& device = view.devices[group.devices.front()];
  std::string title(indent, ' ');
  if (!group.where.empty()) title += escape_for_terminal(group.where) + "  ";
  title += styled(view.screen.has_color, fmt::emphasis::bold,
                  pattern_text(view.screen, device.modalias, columns_of(title)));
  if (const std::string name = view.names->describe(device.modalias); !name.empty())
    title += "  " + escape_for_terminal(name);
  if (!device.driver.empty())
    title += fmt::format("  ({} now)", escape_for_terminal(device.driver));
  return title;
}

std::string pattern_text(const Screen& screen, std::string_view pattern, std::size_t indent) {
  std::string text = escape_for_terminal(pattern);
  return screen.is_terminal ? cut_middle(text, screen.columns - std::min(indent, screen.columns))
                            : text;
}

TableRank rank_of_table(const KernelModule& module, const KernelTable& table) {
  TableRank rank;
  for (const KernelTable& one : module.tables) {
    if (one.symbol != table.symbol) continue;
    ++rank.count;
    if (one.index <= table.index) ++rank.number;
  }
  return rank;
}

std::string place_text(const KernelModule& module, const Claim& claim) {
  if (!claim.place) return {};
  const KernelTable& table = module.tables[claim.place->table];
  const TableRank rank = rank_of_table(module, table);
  return entry_name(table.symbol, module.name, claim.place->entry) +
         (rank.count > 1 ? fmt::format(" (table {} of {} of this name)", rank.number, rank.count)
                         : "");
}

std::string render_match_names(const MatchView& view) {
  const KernelMatches& matches = view.kernels.front();
  std::string text;
  for (const VfioChoice& choice : matches.vfio) text += choice.name() + "\n";
  for (std::size_t i = 0; i < matches.modules.size(); ++i) {
    std::string line;
    // An id of AppStream's may have a line break in it.
    for (const std::string& name :
         matches.packages.empty() ? loaded_names_of(matches, i) : names_of(matches.packages[i]))
      line +=
          (line.empty() ? "" : " ") + (matches.packages.empty() ? name : escape_for_terminal(name));
    text += line + "\n";
  }
  return text;
}

}  // namespace ko2alias
