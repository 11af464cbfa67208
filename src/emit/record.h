// Package metadata: the formats of `emit` that are made of all modules of a package together. What
// their readers can carry is in metadata/consumer.h.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ko2alias/problem.h"
#include "metadata/consumer.h"

namespace ko2alias {

/// A file of a package, with the aliases that its record is made of.
struct RecordModule {
  std::string name{};
  std::string path{};
  std::string vermagic{};
  /// The `version=` of its `.modinfo`.
  std::string version{};
  std::vector<std::string> aliases{};
};

/// The version that RPM's provides have.
enum class VersionOf : std::uint8_t { module, kernel, none };

struct RecordOptions {
  /// Whether the record is as the distribution's own script writes it.
  bool is_raw = false;
  /// AppStream's component, of which `name` is also isenkram's package.
  std::string id{};
  std::string name{};
  std::string summary{};
  std::string description{};
  std::string developer{};
  std::string license{};
  std::string homepage{};
  /// The text of a metainfo file to which the modaliases are added.
  std::optional<std::string> merge{};
  /// SUSE's kernel: that of the module where there is none.
  std::optional<std::string> flavour{};
  VersionOf version_of = VersionOf::module;
};

struct WrittenRecord {
  std::string text{};
  /// Notes count what is not written as it is. With an error there is no text.
  std::vector<Problem> problems{};
};

/// Carries aliases to a consumer, and counts what became of them.
class AliasCarrier {
 public:
  explicit AliasCarrier(const Consumer& consumer) : consumer_(consumer) {}

  /// The patterns for these aliases, each once and in their order.
  [[nodiscard]] std::vector<std::string> carry_all(const std::vector<std::string>& aliases);
  /// Counts an alias that is left out for a reason, half a sentence.
  void leave_out(std::string_view reason) { ++left_out_[reason]; }
  [[nodiscard]] std::vector<Problem> notes() const;

 private:
  const Consumer& consumer_;
  std::size_t replaced_ = 0;
  std::size_t exact_ = 0;
  std::map<std::string_view, std::size_t> left_out_{};
};

/// The modules by their names, those of several files together and those without aliases left out.
std::map<std::string, std::vector<std::string>> aliases_by_name(
    std::span<const RecordModule> modules);

/// The problem of an alias with a line break or another control character, where a script would
/// write a line that its reader takes for something else.
std::optional<Problem> unwritable_alias(std::span<const RecordModule> modules);

WrittenRecord render_substvars(std::span<const RecordModule> modules, const RecordOptions& options);
WrittenRecord render_modaliases(std::span<const RecordModule> modules,
                                const RecordOptions& options);
WrittenRecord render_isenkram(std::span<const RecordModule> modules, const RecordOptions& options);
WrittenRecord render_appstream(std::span<const RecordModule> modules, const RecordOptions& options);
WrittenRecord render_supplements(std::span<const RecordModule> modules,
                                 const RecordOptions& options);
WrittenRecord render_provides(std::span<const RecordModule> modules, const RecordOptions& options);
WrittenRecord render_pmdinfo(std::span<const RecordModule> modules, const RecordOptions& options);

/// A file of substvars with this line for the modaliases instead of its own; all else stays.
std::string with_modaliases_line(std::string_view file, std::string_view line);

}  // namespace ko2alias
