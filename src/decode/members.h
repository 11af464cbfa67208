// The members of entries as texts, numbers and names: `dump` shows them.
#pragma once

#include <string>
#include <vector>

#include "describe/entry.h"
#include "ko2alias/decode.h"

namespace ko2alias {

/// Opens a decoded table once more, to look at its entries. It has a variant.
TableView view_of(const DecodedModule& module, const DecodedTable& table);

/// The numbers of the bits that are set in a bitmap.
std::vector<unsigned> set_bits(const Entry& entry, std::size_t member);

/// The names of the flags that are set; bits without a name as `0x…`.
std::vector<std::string> flag_names(const Entry& entry, std::size_t member);

/// A member for people: hex numbers, `VENDOR|PRODUCT`, text, uuids, bit lists.
std::string member_text(const Entry& entry, std::size_t index);

}  // namespace ko2alias
