// The programs that look devices up in what packages record of modules: what each can carry, and
// how it reads that. `emit` writes by these rows, `check --metadata` and `match` read by them.
//
//   alias                    ubuntu-drivers           isenkram                 zypper
//   of:N*T*Cacme,foo         of:N*T*Cacme?foo         of:N*T*Cacme?foo         of:N*T*Cacme,foo
//   acpi*:ACME0001:*         acpi:ACME0001:*          acpi*:ACME0001:*         acpi*:ACME0001:*
//                            acpi:*:ACME0001:*
//
// Facts: docs/kernel-facts/package-metadata.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ko2alias {

class Glob;

/// Whose fnmatch compares: the one of C, or Python's, where a backslash is itself and `[!a]` is the
/// only way to say no.
enum class GlobDialect : std::uint8_t { c, python };

struct Consumer {
  std::string_view name{};
  GlobDialect dialect = GlobDialect::c;
  /// Whether `0a` and `0A` are the same to it.
  bool is_case_blind = false;
  /// The printable characters that it cannot carry. Nothing but printable ASCII is carried by any.
  std::string_view not_carried{};
  /// Whether it looks a device up by the text before the first `:`, which then is no pattern.
  bool wants_exact_bus = false;
  /// Whether it passes over an alias without a `:` between two characters.
  bool wants_colon = false;
};

inline constexpr Consumer ubuntu_drivers{.name = "ubuntu-drivers",
                                         .dialect = GlobDialect::python,
                                         .is_case_blind = true,
                                         .not_carried = ",() ",
                                         .wants_exact_bus = true};
inline constexpr Consumer isenkram{
    .name = "isenkram", .dialect = GlobDialect::python, .not_carried = ",() "};
/// AppStream itself compares whole texts; it is isenkram that matches devices.
inline constexpr Consumer appstream{
    .name = "isenkram", .dialect = GlobDialect::python, .not_carried = ",() "};
inline constexpr Consumer zypper{.name = "zypper", .wants_colon = true};
/// No program that reads these is known; they are sets of texts.
inline constexpr Consumer rpm_provides{.name = "RPM", .not_carried = "!\"#$%&'()+,;<=>@\\^`{|}~ "};

/// An alias as a consumer can have it.
struct Carried {
  /// Patterns that together match the alias's devices; none where it cannot be said.
  std::vector<std::string> patterns{};
  /// Whether `?` or another spelling stands for what cannot be carried.
  bool is_replaced = false;
  /// Whether the bus before the `:` was a pattern, and is none now.
  bool has_exact_bus = false;
  /// Why there are none, as half a sentence.
  std::string_view left_out{};
};

Carried carry(const Consumer& consumer, std::string_view alias);

/// An alias as fnmatch(3) reads it, spelled so that it matches what kmod takes it for. Nothing for
/// one that matches no device: its brackets are not paired.
std::optional<std::string> fnmatch_alias(std::string_view alias);

/// A recorded pattern as the consumer matches it; it is to be compared with texts that are
/// `folded`.
Glob read_pattern(const Consumer& consumer, std::string_view pattern);
/// A text in lower case, if upper and lower case are the same to the consumer.
std::string folded(const Consumer& consumer, std::string_view text);

/// Why a recorded pattern matches no device although it can be read, as half a sentence; empty if
/// it may match one.
std::string_view why_never(const Consumer& consumer, std::string_view pattern);

}  // namespace ko2alias
