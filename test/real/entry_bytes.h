// The bytes of one entry, to be written member by member: the other way round of describe/entry.h.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "describe/bus.h"

namespace ko2alias::judge {

class EntryBytes {
 public:
  EntryBytes(const Variant& variant, const Abi& abi)
      : EntryBytes(variant, abi, std::string(entry_size(variant, abi), '\0')) {}
  EntryBytes(const Variant& variant, const Abi& abi, std::string bytes)
      : variant_(variant),
        abi_(abi),
        layout_(layout_of(variant.members, abi)),
        bytes_(std::move(bytes)) {}

  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  [[nodiscard]] const Abi& abi() const { return abi_; }
  [[nodiscard]] std::span<const Member> members() const { return variant_.members; }
  [[nodiscard]] bool has(std::string_view member) const {
    return find_member(members(), member) != no_member;
  }

  /// Cut to the member's size.
  void set(std::string_view member, std::uint64_t value, std::size_t element = 0) {
    const Place place = find(member, element);
    for (std::size_t i = 0; i < place.size; ++i)
      bytes_[place.at(i, abi_.order)] = static_cast<char>(value >> 8 * i);
  }
  [[nodiscard]] std::uint64_t number(std::string_view member, std::size_t element = 0) const {
    const Place place = find(member, element);
    std::uint64_t value = 0;
    for (std::size_t i = place.size; i-- != 0;)
      value = value << 8 | static_cast<unsigned char>(bytes_[place.at(i, abi_.order)]);
    return value;
  }
  /// Fills up with NULs; a text as long as the member has none behind it.
  void set_text(std::string_view member, std::string_view text) {
    const std::size_t index = find_member(members(), member);
    const std::size_t size = members()[index].count;
    std::fill_n(bytes_.begin() + layout_.offset[index], size, '\0');
    bytes_.replace(layout_.offset[index], std::min(size, text.size()), text.substr(0, size));
  }
  [[nodiscard]] std::string_view text(std::string_view member) const {
    const std::size_t index = find_member(members(), member);
    return std::string_view(bytes_).substr(layout_.offset[index], members()[index].count);
  }

 private:
  struct Place {
    std::size_t offset = 0;
    std::size_t size = 0;
    /// Where the byte of weight 256^i stands.
    [[nodiscard]] std::size_t at(std::size_t i, ByteOrder order) const {
      return offset + (order == ByteOrder::little ? i : size - 1 - i);
    }
  };
  [[nodiscard]] Place find(std::string_view member, std::size_t element) const {
    const std::size_t index = find_member(members(), member);
    const std::size_t size = scalar_size(members()[index].scalar, abi_);
    return {layout_.offset[index] + element * size, size};
  }

  const Variant& variant_;
  Abi abi_;
  Layout layout_;
  std::string bytes_;
};

}  // namespace ko2alias::judge
