// The modules that devices get, for people. Devices without a module come last:
//
//   0000:02:00.0  pci:v00008086d000010D3sv…  Intel Corporation 82574L …  (e1000e now)
//     e1000e
//       pci:v00008086d000010D3sv*sd*bc*sc*i*  e1000_pci_tbl[16], driver_data 0x3, by v d
//
//   no module (1 of 2 devices):
//     spi:acme-panel
//       acme_panel has of:N*T*Cacme,acme-panel: the same name on another bus
#include <algorithm>

#include <fmt/core.h>

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
    std::vector<std::size_t> unmatched;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      static const Loading none;
      const Loading& loading = kernel.loadings.empty() ? none : kernel.loadings[i];
      const bool is_found = is_matched(answers[i]) || !loading.modules.empty();
      if (is_found || (view_.is_full && !answers[i].empty()))
        render_device(view_.devices[i], answers[i], loading);
      if (!is_found) unmatched.push_back(i);
    }
    if (!unmatched.empty()) render_unmatched(unmatched);
    return std::move(text_);
  }

 private:
  void line(std::string_view text) { text_.append(text).append("\n"); }

  [[nodiscard]] std::string why_perhaps() const {
    const std::string why = "not all is known of the device";
    return view_.full_hint.empty() ? why : fmt::format("{} ({})", why, view_.full_hint);
  }

  // The names of a few modules, or the number of many.
  static std::string names_or_count(const std::vector<MatchedModule>& modules) {
    constexpr std::size_t few = 5;
    if (modules.size() > few) return counted(modules.size(), "module");
    std::string names;
    for (const MatchedModule& module : modules)
      names += (names.empty() ? "" : ", ") + escape_for_terminal(module.name);
    return names;
  }

  void render_device(const Device& device, const std::vector<MatchedModule>& modules,
                     const Loading& loading) {
    line(match_title(view_, device));
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
      line(fmt::format("  {} more may match: {}", perhaps.size(), why_perhaps()));
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
    for (const MatchedAlias& alias : module.aliases)
      line("    " + escape_for_terminal(alias.claim->pattern) + "  " +
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

  void render_unmatched(const std::vector<std::size_t>& unmatched) {
    if (!text_.empty()) line("");
    line(fmt::format("{} ({} of {}):",
                     styled(view_.screen.has_color, fmt::fg(fmt::terminal_color::red), "no module"),
                     unmatched.size(), counted(view_.devices.size(), "device")));
    for (const std::size_t i : unmatched) {
      line("  " + match_title(view_, view_.devices[i]));
      if (const auto& perhaps = view_.kernels.front().modules[i];
          !perhaps.empty() && !view_.is_full)
        line(fmt::format("    {} may match: {}", names_or_count(perhaps), why_perhaps()));
      for (const OtherBusHint& hint : view_.kernels.front().hints[i])
        line("    " + hint_text(hint));
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
  return view.kernels.front().vfio.empty() ? MatchText(view).render() : render_vfio_text(view);
}

}  // namespace ko2alias
