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
    const auto& answers = view_.kernels.front().modules;
    std::vector<std::size_t> unmatched;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const bool has_any = view_.is_full ? !answers[i].empty() : is_matched(answers[i]);
      if (has_any) render_device(view_.devices[i], answers[i]);
      if (!is_matched(answers[i])) unmatched.push_back(i);
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

  void render_device(const Device& device, const std::vector<MatchedModule>& modules) {
    line(match_title(view_, device));
    std::vector<std::string> perhaps;
    for (const MatchedModule& module : modules) {
      if (module.is_certain() || view_.is_full)
        render_module(module);
      else
        perhaps.emplace_back(module.name);
    }
    if (!perhaps.empty())
      line(fmt::format("  {} more may match: {}", perhaps.size(), why_perhaps()));
  }

  void render_module(const MatchedModule& module) {
    std::string head = "  " + styled(view_.has_color, fmt::fg(fmt::terminal_color::green),
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
    line(head);
    for (const MatchedAlias& alias : module.aliases)
      line("    " + escape_for_terminal(alias.claim->pattern) + "  " +
           styled(view_.has_color, fmt::emphasis::faint,
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
    line(fmt::format(
        "{} ({} of {}):", styled(view_.has_color, fmt::fg(fmt::terminal_color::red), "no module"),
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
