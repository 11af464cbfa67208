// The modules that devices get, for people. Those that only may get one come behind the others,
// then names of which a list does not tell whether they are modules, and those without one last:
//
//   0000:02:00.0  pci:v00008086d000010D3sv…  Intel Corporation 82574L …  (e1000e now)
//     e1000e
//       pci:v00008086d000010D3sv*sd*bc*sc*i*  e1000_pci_tbl[16], driver_data 0x3, by v d
//
//   perhaps a module, as not all is known of the device (1 of 3 devices; --full shows why):
//     pci:v0000144Dd0000A80Asv*sd*bc01sc08i*  Samsung Electronics Co Ltd …
//       one module may match: nvme
//
//   no module (1 of 3 devices):
//     spi:acme-panel
//       acme_panel has of:N*T*Cacme,acme-panel: the same name on another bus
#include <algorithm>

#include <fmt/format.h>

#include "match/formats.h"
#include "support/color.h"
#include "support/text.h"

namespace ko2alias {
namespace {

class MatchText {
 public:
  explicit MatchText(const MatchView& view) : view_(view) {}

  std::string render() {
    const KernelMatches& kernel = view_.kernels.front();
    const auto& answers = kernel.modules;
    const std::vector<HostGroup> groups = shown_groups(view_);
    SomeGroups perhaps;
    SomeGroups unknown;
    SomeGroups unmatched;
    for (const HostGroup& group : groups) {
      static const Loading none;
      const std::size_t i = group.devices.front();
      const Loading& loading = kernel.loadings.empty() ? none : kernel.loadings[i];
      const bool is_found = is_matched(answers[i]) || !loading.modules.empty();
      if (is_found || (view_.is_full && !answers[i].empty()))
        render_device(group, answers[i], loading);
      if (is_found) continue;
      if (!unknown_text(kernel, view_.devices[i].modalias, i).empty())
        unknown.push_back(&group);
      else
        (answers[i].empty() ? unmatched : perhaps).push_back(&group);
    }
    if (!perhaps.empty()) render_perhaps(perhaps);
    if (!unknown.empty()) render_group("not known", fmt::terminal_color::yellow, unknown);
    if (!unmatched.empty()) render_group("no module", fmt::terminal_color::red, unmatched);
    return std::move(text_);
  }

 private:
  void line(std::string_view text) { text_.append(text).append("\n"); }

  void render_device(const HostGroup& group, const std::vector<MatchedModule>& modules,
                     const Loading& loading) {
    text_.append(match_title(view_, group)).append("\n");
    for (const ConfiguredModule& module : loading.modules)
      if (!is_among(modules, module.name) || loading.is_replaced)
        render_configured(escape_for_terminal(module.name), module);
    std::vector<std::string> perhaps;
    for (const MatchedModule& module : modules) {
      if (module.is_certain() || view_.is_full)
        render_module(module, loading);
      else
        perhaps.emplace_back(module.name);
    }
    if (!perhaps.empty())
      line(fmt::format("  {}, as not all is known of the device{}",
                       may_match_text(perhaps, "more module"), in_brackets(view_.full_hint)));
  }

  static bool is_among(const std::vector<MatchedModule>& modules, std::string_view name) {
    return std::any_of(modules.begin(), modules.end(),
                       [&](const MatchedModule& module) { return module.name == name; });
  }

  // A module's name with what modprobe's configuration makes of it.
  void render_configured(const std::string& head, const ConfiguredModule& module) {
    std::string text;
    if (module.alias != nullptr)
      text = fmt::format("  alias {} ({})", module.alias->subject, module.alias->place());
    const std::string fate = fate_text(module);
    if (!fate.empty()) text += (text.empty() ? "  " : ", ") + fate;
    line("  " + head + escape_for_terminal(text));
    bool is_before = true;
    for (const LoadStep& step : module.steps) {
      is_before &= step.role != LoadStep::Role::itself;
      if (step.role == LoadStep::Role::soft_dependency)
        line(escape_for_terminal(fmt::format("    {}: {}, {}", is_before ? "before" : "behind",
                                             step.module, reason_text(step))));
      else if (step.role == LoadStep::Role::dependency && step.install != nullptr)
        line(escape_for_terminal(fmt::format("    instead of {}: install {} ({})", step.module,
                                             trim(step.install->value), step.install->place())));
    }
    for (const Directive* const options : module.options)
      line(escape_for_terminal(
          fmt::format("    options {} ({})", trim(options->value), options->place())));
  }

  void render_module(const MatchedModule& module, const Loading& loading) {
    std::string head = "  " + styled(view_.screen.has_color, fmt::fg(fmt::terminal_color::green),
                                     escape_for_terminal(module.name));
    if (module.is_builtin) head += ", built in";
    head += driver_text(module);
    if (!module.assumed_driver.empty())
      head +=
          fmt::format(", if its driver is called {}", escape_for_terminal(module.assumed_driver));
    if (module.aliases.empty())
      head += view_.is_forced ? ", though none of its aliases matches" : ", by its name";
    if (module.is_told) head += ", as the listing says";
    if (!module.is_certain()) head += ", perhaps";
    const ConfiguredModule* const configured = loading.find(module.name);
    if (loading.is_replaced)
      line(head + "  not asked for: the alias above replaces it");
    else if (configured != nullptr && configured->is_builtin == module.is_builtin)
      render_configured(head.substr(2), *configured);
    else
      line(head);
    constexpr std::size_t indent = 4;
    for (const MatchedAlias& alias : module.aliases)
      line(std::string(indent, ' ') + pattern_text(view_.screen, alias.claim->pattern, indent) +
           "  " +
           styled(view_.screen.has_color, fmt::emphasis::faint,
                  escape_for_terminal(detail(module, alias))));
  }

  // `, driver xhci_hcd` of xhci_pci; empty where the driver is called like its module.
  static std::string driver_text(const MatchedModule& module) {
    if (module.lacks_driver) return ", driver not known";
    if (module.drivers.empty() || module.drivers == std::vector{module.name}) return {};
    std::string names;
    for (const std::string& name : module.drivers)
      names += (names.empty() ? ", driver " : " and ") + escape_for_terminal(name);
    return names;
  }

  // e1000_pci_tbl[16], driver_data 0x3, by v d
  static std::string detail(const MatchedModule& module, const MatchedAlias& alias) {
    std::string text = place_text(*module.module, *alias.claim);
    if (!alias.claim->shown_data().empty())
      text += fmt::format(", driver_data {}", alias.claim->shown_data());
    text += (text.empty() ? "" : ", ") + specificity_text(alias.claim->pattern);
    if (!alias.is_certain) text += ", perhaps";
    if (alias.is_chosen == false) text += ", an earlier entry wins";
    return text;
  }

  static std::string in_brackets(std::string_view text) {
    return text.empty() ? "" : fmt::format(" ({})", text);
  }

  // `1 of 3 devices`
  [[nodiscard]] std::string share(const SomeGroups& groups) const {
    return fmt::format("{} of {}", with_commas(count_devices(groups)),
                       counted(view_.devices.size(), "device"));
  }

  void render_title(const HostGroup& group) {
    constexpr std::size_t indent = 2;
    text_.append(match_title(view_, group, indent)).append("\n");
  }

  void render_hints(std::size_t device) {
    for (const OtherBusHint& hint : view_.kernels.front().hints[device])
      line("    " + hint_text(hint));
  }

  // Devices of which modules only may match. With all listed they stand above already.
  void render_perhaps(const SomeGroups& perhaps) {
    if (!text_.empty()) line("");
    line(fmt::format("{} ({}{}{}):",
                     styled(view_.screen.has_color, fmt::fg(fmt::terminal_color::yellow),
                            "perhaps a module, as not all is known of the device"),
                     share(perhaps), view_.full_hint.empty() || view_.is_full ? "" : "; ",
                     view_.is_full ? "" : view_.full_hint));
    for (const HostGroup* const group : perhaps) {
      const std::size_t i = group->devices.front();
      render_title(*group);
      std::vector<std::string> names;
      for (const MatchedModule& module : view_.kernels.front().modules[i])
        names.push_back(module.name);
      if (!view_.is_full) line("    " + may_match_text(names, "module"));
      render_hints(i);
    }
  }

  void render_group(std::string_view title, fmt::terminal_color color, const SomeGroups& groups) {
    if (!text_.empty()) line("");
    line(fmt::format("{} ({}):", styled(view_.screen.has_color, fmt::fg(color), title),
                     share(groups)));
    for (const HostGroup* const group : groups) {
      const std::size_t i = group->devices.front();
      render_title(*group);
      const KernelMatches& kernel = view_.kernels.front();
      if (const std::string why = unknown_text(kernel, view_.devices[i].modalias, i); !why.empty())
        line("    " + why);
      render_hints(i);
    }
  }

  // panel_mipi_dbi has of:N*T*Cacme,panel-mipi-dbi: the same name on another bus
  static std::string hint_text(const OtherBusHint& hint) {
    const std::string text =
        hint.device.empty()
            ? fmt::format("{} has {}: the same name on another bus", hint.module, hint.pattern)
            : fmt::format("{} matches {}, which has the same name", hint.module, hint.device);
    return escape_for_terminal(text);
  }

  const MatchView& view_;
  std::string text_;
};

}  // namespace

std::string render_match_text(const MatchView& view) {
  if (view.kernels.size() > 1) return render_match_table(view);
  if (!view.kernels.front().packages.empty()) return render_package_text(view);
  return view.kernels.front().vfio.empty() ? MatchText(view).render() : render_vfio_text(view);
}

}  // namespace ko2alias
