// A kernel's .config, and which of its options explains what became of a module from one kernel to
// the next.
//
//   CONFIG_E1000E=m
//   # CONFIG_E1000 is not set
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "ko2alias/problem.h"

namespace ko2alias {

/// The options of a .config, under their full names. It owns its text.
class KernelConfig {
 public:
  using Options = std::map<std::string, std::string, std::less<>>;

  /// Passes over what is neither an option nor an unset one; of an option that is there twice the
  /// last counts, as for the kernel. A problem if there is no option at all.
  static Result<KernelConfig> parse(std::string_view text);

  /// `m`, `y`, `n` for "is not set", or whatever stands behind `=`, quotes and all; empty where the
  /// option is absent.
  [[nodiscard]] std::string_view value(std::string_view option) const;
  [[nodiscard]] const Options& options() const { return options_; }

 private:
  Options options_;
};

/// An option with other values in two kernels.
struct OptionChange {
  std::string option;
  /// `m`, `y`, `not set` or `absent`.
  std::string before;
  std::string after;

  friend bool operator==(const OptionChange&, const OptionChange&) = default;
};

/// What became of a module: it went, it came, or it was a module and is built in now, or the other
/// way round.
enum class ModuleFate : std::uint8_t { gone, come, built_in, module };

/// The one option that explains the module's fate. Nothing where no option's name fits the
/// module's, the options that fit best are more than one, or the best did not change that way. `-`
/// and `_` are the same in the module's name.
std::optional<OptionChange> find_option(const KernelConfig& before, const KernelConfig& after,
                                        std::string_view module, ModuleFate fate);

}  // namespace ko2alias
