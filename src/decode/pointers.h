// The pointers in a module's tables, and what they lead to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "describe/member.h"
#include "ko2alias/device_table.h"
#include "ko2alias/references.h"

namespace ko2alias {

class Entry;

/// Where a pointer leads.
struct Pointee {
  Target target{};
  /// The text that stands there, if it is one. A view into the source.
  std::optional<std::string_view> text{};
};

/// What an element of a member holds once the module is loaded: a number, or a pointer. It has
/// neither where that is not known.
struct Value {
  std::optional<std::uint64_t> number{};
  std::optional<Pointee> pointee{};

  [[nodiscard]] bool is_known() const { return number || pointee; }
};

/// Whether a member is there for pointers, or may be used for one.
constexpr bool may_point(const Member& member) {
  return member.scalar == Scalar::pointer || member.is_driver_data;
}

class Pointers {
 public:
  /// Reads all symbols and relocations of the image, which has to outlive this.
  explicit Pointers(const ModuleImage& image);

  /// The value of a scalar member, or of one element of an array, in an entry of that table.
  [[nodiscard]] Value value(const DeviceTable& table, const Entry& entry, std::size_t member,
                            std::size_t element = 0) const;

  /// The text that stands at a place up to a NUL, whatever the section is made for; nothing where
  /// there is none, or too long a one.
  [[nodiscard]] std::optional<std::string_view> text_at(const Target& target) const;

  /// Null where the module's symbols or relocations are damaged. Then no pointer is known.
  [[nodiscard]] const References* references() const {
    return references_ ? &*references_ : nullptr;
  }
  /// What is damaged, if something is.
  [[nodiscard]] const std::optional<Problem>& problem() const { return problem_; }

 private:
  [[nodiscard]] Pointee pointee_of(const Target& target, const Member& member) const;

  const ModuleImage* image_;
  std::optional<References> references_{};
  std::optional<Problem> problem_{};
  /// Whether a linked image has yet to be relocated: its pointers may be zero in the file.
  bool is_unrelocated_ = false;
};

/// `board_info`, `board_info+0x40`, `"text"`, or `.data+0x8` where nothing at that place has a
/// name.
std::string to_text(const Pointee& pointee);

/// Whether the text of a pointer means the same in other builds of the module. The place of
/// something without a name does not, nor does a name that the compiler numbered.
bool is_portable(const Pointee& pointee);

}  // namespace ko2alias
