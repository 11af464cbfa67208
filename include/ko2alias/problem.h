// What is wrong in an input, and functions that may have nothing to give back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace ko2alias {

/// A note is of interest, a warning says that output is missing or uncertain, an error that
/// something could not be read.
enum class Severity : std::uint8_t { note, warning, error };

/// `note`, `warning` or `error`.
constexpr std::string_view name_of(Severity severity) {
  constexpr std::string_view names[] = {"note", "warning", "error"};
  return names[static_cast<unsigned>(severity)];
}

/// One thing wrong in an input. `place` goes from the outside in (`__mod_pci__ids_device_table:
/// entry 3`) and may be empty; the file's name is added by whoever reports. `kind` names what
/// `ko2alias check` has a rule for
/// (`missing-terminator`); it may be empty.
struct Problem {
  Severity severity = Severity::error;
  std::string place{};
  std::string message{};
  std::string_view kind{};

  friend bool operator==(const Problem&, const Problem&) = default;
};

inline Problem error(std::string message) { return {Severity::error, {}, std::move(message), {}}; }

/// A value, or the problem that left none.
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
