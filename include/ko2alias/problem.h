// Problems in an input, and results of functions that may have a problem instead of a value.
#pragma once

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ko2alias {

/// A note is of interest, a warning says that output is missing or uncertain, an error that
/// something could not be read.
enum class Severity : std::uint8_t { note, warning, error };

/// `note`, `warning` or `error`.
constexpr std::string_view name_of(Severity severity) {
  constexpr std::string_view names[] = {"note", "warning", "error"};
  return names[static_cast<unsigned>(severity)];
}

/// The kinds of problems on which somebody acts: a rule of `check` reports them, or a program that
/// knows a remedy adds it.
enum class ProblemKind : std::uint8_t {
  other,
  unreadable_table,
  table_size,
  missing_terminator,
  unknown_type,
  lost_table,
  inexpressible_mask,
  unknown_override,
  malformed_guid,
  unterminated_text,
  line_break,
  uncertain_release,
  stripped_module,  ///< its aliases can be had from .modinfo alone
  no_snapshot,      ///< JSON, but not of this program
  too_large,        ///< more bytes than a module may have
  long_header,      ///< more bytes than an archive's header may have
  high_ratio,       ///< an archive that unpacks to more than it may
  deep_archive,     ///< an archive within more of them than may be
  deep_list,        ///< the same of lists of paths
  many_tables,      ///< more device tables than a module may have
  many_problems,    ///< more problems than are kept of a module
  no_device,        ///< a text that names no device
  no_rule,          ///< a text that names no rule of `check`
  no_module,        ///< an executable, or a compiler's intermediate code
  no_tables,        ///< a list of aliases where device tables are wanted
  archive,          ///< an archive where a module is to be changed
  untold_tables,    ///< tables that do not tell all aliases, which are to be replaced by theirs
  lone_alias,       ///< an alias that no table makes, and that goes
  signed_module,    ///< a signature that would no longer hold
  signed_in_tree,   ///< the same of a module that its kernel's build signed
  no_record,        ///< a text in which no package records devices
};

/// `check` has no rule for the kinds from here on.
constexpr ProblemKind first_without_rule = ProblemKind::stripped_module;
/// Whether a rule of `check` reports problems of this kind.
constexpr bool has_rule(ProblemKind kind) {
  return kind != ProblemKind::other && kind < first_without_rule;
}

/// The names, in the order of the kinds.
constexpr std::string_view problem_kind_names[] = {
    "",
    "unreadable-table",
    "table-size",
    "missing-terminator",
    "unknown-type",
    "lost-table",
    "inexpressible-mask",
    "unknown-override",
    "malformed-guid",
    "unterminated-text",
    "line-break",
    "uncertain-release",
    "stripped-module",
    "no-snapshot",
    "too-large",
    "long-header",
    "high-ratio",
    "deep-archive",
    "deep-list",
    "many-tables",
    "many-problems",
    "no-device",
    "no-rule",
    "no-module",
    "no-tables",
    "archive",
    "untold-tables",
    "lone-alias",
    "signed-module",
    "signed-in-tree",
    "no-record",
};
static_assert(std::size(problem_kind_names) == static_cast<unsigned>(ProblemKind::no_record) + 1);

/// The id of the rule, where there is one: `missing-terminator`. Empty for `other`.
constexpr std::string_view name_of(ProblemKind kind) {
  return problem_kind_names[static_cast<unsigned>(kind)];
}

/// One thing that is wrong in an input. `place` goes from the outside in
/// (`__mod_pci__ids_device_table: entry 3`) and may be empty; the program that reports the problem
/// adds the file's name.
struct Problem {
  Severity severity = Severity::error;
  std::string place{};
  std::string message{};
  ProblemKind kind = ProblemKind::other;

  friend bool operator==(const Problem&, const Problem&) = default;
};

/// The problems of one module, in order. A file can be made to have a million of them: of what
/// comes behind the first thousand only the number is kept.
class ProblemList {
 public:
  static constexpr std::size_t usually_kept = 1000;

  explicit ProblemList(std::size_t most_kept = usually_kept) : most_kept_(most_kept) {}

  void add(Problem problem) {
    if (kept_.size() < most_kept_)
      kept_.push_back(std::move(problem));
    else
      ++omitted_;
  }
  void add(const ProblemList& others) {
    for (const Problem& problem : others) add(problem);
    omitted_ += others.omitted_;
  }
  /// Adds one that has to be seen, before the others.
  void add_first(Problem problem) { kept_.insert(kept_.begin(), std::move(problem)); }

  [[nodiscard]] const std::vector<Problem>& kept() const { return kept_; }
  /// How many there were.
  [[nodiscard]] std::size_t size() const { return kept_.size() + omitted_; }
  [[nodiscard]] std::size_t omitted() const { return omitted_; }
  [[nodiscard]] std::vector<Problem>::const_iterator begin() const { return kept_.begin(); }
  [[nodiscard]] std::vector<Problem>::const_iterator end() const { return kept_.end(); }

 private:
  std::size_t most_kept_;
  std::vector<Problem> kept_{};
  std::size_t omitted_ = 0;
};

inline Problem error(std::string message) { return {Severity::error, {}, std::move(message)}; }

/// A value, or the problem for which there is none.
template <class T>
class [[nodiscard]] Result {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): `return value;` and `return error(…);` are the
  // point.
  Result(T value) : state_(std::move(value)) {}
  // NOLINTNEXTLINE(google-explicit-constructor)
  Result(Problem problem) : state_(std::move(problem)) {}

  explicit operator bool() const { return state_.index() == 0; }
  T& operator*() { return std::get<0>(state_); }
  const T& operator*() const { return std::get<0>(state_); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  [[nodiscard]] const Problem& problem() const { return std::get<1>(state_); }

 private:
  std::variant<T, Problem> state_;
};

}  // namespace ko2alias
