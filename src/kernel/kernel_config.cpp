// Finds the option that builds a module. Kernels do not record it, so the names have to tell. The
// module ads7846 went, and the kernel that had it was built with:
//
//   CONFIG_ADS7846_TEST=m            begins with the module's name, and goes on with another word:
//                                    no fit
//   CONFIG_TOUCHSCREEN_ADS7846=m     ends with the module's name: a fit
//   CONFIG_USB_ADS_7846=m            ends so, but for an underscore: a fit, but a worse one
//
// The best fit is TOUCHSCREEN_ADS7846. If it is absent or not set in the other kernel, it explains
// why the module went. If two options fit best, or the best one did not change, nothing is said.
//
// The ways to fit, and their order, were measured on Debian's 6.1 and 6.12 for several machines
// each, where an option and its module have to be `m` together. Of 76000 answers 70 were
// contradicted. An option whose words are only the first or last of the module's (DRM for
// meson_drm) was wrong every other time.
#include "kernel/kernel_config.h"

#include <algorithm>

#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view prefix = "CONFIG_";

bool is_name_character(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (to_upper(c) >= 'A' && to_upper(c) <= 'Z');
}

bool is_option(std::string_view name) {
  return name.size() > prefix.size() && name.starts_with(prefix) &&
         std::all_of(name.begin(), name.end(), is_name_character);
}

// `# CONFIG_E1000 is not set` is an option, other comments are none.
std::string_view unset_option(std::string_view line) {
  constexpr std::string_view head = "# ";
  constexpr std::string_view tail = " is not set";
  if (!line.starts_with(head) || !line.ends_with(tail)) return {};
  return line.substr(head.size(), line.size() - std::min(line.size(), head.size() + tail.size()));
}

std::string upper(std::string_view text) {
  std::string out = replace_all(text, '-', '_');
  std::transform(out.begin(), out.end(), out.begin(), to_upper);
  return out;
}

std::string without_underscores(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '_'), text.end());
  return text;
}

// The ways in which an option's name fits a module's, best first.
enum class Fit : std::uint8_t {
  exact,     // e1000e: E1000E
  kind,      // btrfs: BTRFS_FS, micrel: MICREL_PHY
  end,       // ads7846: TOUCHSCREEN_ADS7846
  unspaced,  // cdc_ether: USB_NET_CDCETHER
  gaps,      // rtc_ds1307: RTC_DRV_DS1307
  none,
};

// Whether the last words of the option are the module's name but for underscores; `module` comes
// without them.
bool ends_unspaced(std::string_view option, std::string_view module) {
  while (!option.empty() && !module.empty()) {
    if (option.back() != '_') {
      if (option.back() != module.back()) return false;
      module.remove_suffix(1);
    }
    option.remove_suffix(1);
  }
  return module.empty() && (option.empty() || option.back() == '_');
}

std::string_view take_last_word(std::string_view& name) {
  const auto at = name.rfind('_');
  const std::string_view word = name.substr(at == std::string_view::npos ? 0 : at + 1);
  name = name.substr(0, at == std::string_view::npos ? 0 : at);
  return word;
}

// Whether the option has the module's words in their order, the last one at its end. A module of
// one word would be `end`.
bool ends_with_gaps(std::string_view option, std::string_view module) {
  if (take_last_word(option) != take_last_word(module)) return false;
  while (!option.empty() && !module.empty()) {
    std::string_view rest = module;
    if (take_last_word(option) == take_last_word(rest)) module = rest;
  }
  return module.empty();
}

Fit fit_of(std::string_view option, std::string_view module, std::string_view unspaced_module) {
  const bool is_head = option.starts_with(module);
  const std::string_view tail = is_head ? option.substr(module.size()) : std::string_view{};
  if (is_head && tail.empty()) return Fit::exact;
  if (tail == "_FS" || tail == "_PHY") return Fit::kind;
  if (option.ends_with(module) && option[option.size() - module.size() - 1] == '_') return Fit::end;
  if (ends_unspaced(option, unspaced_module)) return Fit::unspaced;
  return ends_with_gaps(option, module) ? Fit::gaps : Fit::none;
}

// The option that builds the module, in a kernel that has it; empty where none fits or several fit
// alike.
std::string_view option_of(const KernelConfig& config, std::string_view module) {
  const std::string name = upper(module);
  const std::string unspaced = without_underscores(name);
  // Every name ends with the empty one.
  if (unspaced.empty()) return {};
  Fit best = Fit::none;
  std::string_view found;
  for (const auto& [option, value] : config.options()) {
    if (value != "m" && value != "y") continue;
    const Fit fit = fit_of(upper(option.substr(prefix.size())), name, unspaced);
    // Many options that are `y` are switches for others, as NET_VENDOR_ASIX is for the module asix.
    if (fit > best || fit == Fit::none || (value == "y" && fit != Fit::exact)) continue;
    found = fit == best ? std::string_view{} : option;
    best = fit;
  }
  return found;
}

bool is_absent(std::string_view value) { return value.empty() || value == "n"; }

bool explains(ModuleFate fate, std::string_view before, std::string_view after) {
  switch (fate) {
    case ModuleFate::gone: return is_absent(after);
    case ModuleFate::come: return is_absent(before);
    case ModuleFate::built_in: return before == "m" && after == "y";
    case ModuleFate::module: return before == "y" && after == "m";
  }
  return false;
}

std::string_view to_text(std::string_view value) {
  if (value.empty()) return "absent";
  return value == "n" ? "not set" : value;
}

}  // namespace

Result<KernelConfig> KernelConfig::parse(std::string_view text) {
  KernelConfig config;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
    const auto equals = line.find('=');
    if (const auto unset = unset_option(line); is_option(unset))
      config.options_.insert_or_assign(std::string(unset), "n");
    else if (equals != std::string_view::npos && is_option(line.substr(0, equals)))
      config.options_.insert_or_assign(std::string(line.substr(0, equals)),
                                       line.substr(equals + 1));
  }
  if (config.options_.empty())
    return error("no line of the form 'CONFIG_NAME=VALUE', so not a kernel's .config");
  return config;
}

std::string_view KernelConfig::value(std::string_view option) const {
  const auto at = options_.find(option);
  return at == options_.end() ? std::string_view{} : at->second;
}

std::optional<OptionChange> find_option(const KernelConfig& before, const KernelConfig& after,
                                        std::string_view module, ModuleFate fate) {
  const bool is_new = fate == ModuleFate::come || fate == ModuleFate::module;
  const std::string_view option = option_of(is_new ? after : before, module);
  if (option.empty() || !explains(fate, before.value(option), after.value(option)))
    return std::nullopt;
  return OptionChange{std::string(option), std::string(to_text(before.value(option))),
                      std::string(to_text(after.value(option)))};
}

}  // namespace ko2alias
