// A kernel's .config, and the option in it that explains why a module went, came or was built in.
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

  /// Passes over lines that hold no option, set or not. Of an option that is there twice the last
  /// line counts, as for the kernel. A text without any option is a problem.
  static Result<KernelConfig> parse(std::string_view text);

  /// `m`, `y`, `n` for "is not set", or else the text behind `=`, quotes and all; empty where the
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

/// The fate of a module: it went, it came, or it was a module and is built in now, or the other way
/// round.
enum class ModuleFate : std::uint8_t { gone, come, built_in, module };

/// The one option that explains the module's fate. Nothing where no option's name fits the
/// module's, where several options fit best, or where the best one did not change that way. `-` and
/// `_` are the same in the module's name.
std::optional<OptionChange> find_option(const KernelConfig& before, const KernelConfig& after,
                                        std::string_view module, ModuleFate fate);

}  // namespace ko2alias
