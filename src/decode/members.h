// The members of entries as texts, numbers and names: `dump` shows them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "decode/pointers.h"
#include "describe/entry.h"
#include "ko2alias/decode.h"

namespace ko2alias {

/// Opens a decoded table once more, to look at its entries as the kernel's generator did. It has a
/// variant.
TableView view_of(const DecodedModule& module, const DecodedTable& table);
/// The same as the driver reads them: a generator's mistakes in cross builds are not theirs.
TableView driver_view_of(const DecodedModule& module, const DecodedTable& table);

/// What is shown as one: a member, or a bit field of one.
struct Shown {
  std::string_view name{};
  std::size_t member = 0;
  /// Index of the bit field, or `no_bit_field`.
  std::size_t bit_field = no_bit_field;

  static constexpr std::size_t no_bit_field = static_cast<std::size_t>(-1);
};

/// All that there is to show of an entry, in the order of the struct.
std::vector<Shown> shown_members(const Variant& variant);

/// The numbers of the bits that are set in a bitmap.
std::vector<unsigned> set_bits(const Entry& entry, std::size_t member);

/// The names of the flags that are set; bits without a name as `0x…`.
std::vector<std::string> flag_names(const Entry& entry, std::size_t member);

/// The values of a scalar member, of each element where it is an array. Without `pointers` those
/// that may be pointers are not known.
std::vector<Value> values_of(const DecodedTable& table, const Entry& entry, std::size_t member,
                             const Pointers* pointers);

/// Whether there is nothing to see: zero, and not as the value by which the bus means "any".
bool is_zero(const DecodedTable& table, const Entry& entry, const Shown& shown,
             const Pointers* pointers);

/// What is shown, for people: hex numbers, `any`, `VENDOR|PRODUCT`, what pointers lead to, text,
/// uuids, bit lists. `?` stands for what is not known.
std::string shown_text(const DecodedTable& table, const Entry& entry, const Shown& shown,
                       const Pointers* pointers);

}  // namespace ko2alias
