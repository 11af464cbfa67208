// An entry is implausible if it holds what no driver's author and no compiler writes there. These
// are the first words of pci entries, in the right layout and in a wrong one:
//
//   00008086 000010d3 ffffffff ffffffff      ids in their range, or any: plausible
//   00000000 00000000 00008086 000010d3      a vendor of 0: the end of another entry
//   81a2b3c0 ffffffff 00000000 00000000      a vendor out of range: a pointer in another entry
//
// An entry of zeros before the terminator is implausible too, and so are padding that is not zero
// and a text that is not printable or has other bytes behind its end.
#include "decode/fit.h"

#include <cassert>

#include "describe/entry.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// C compilers fill an array with zeros behind its text.
bool is_plausible_text(std::string_view chars) {
  const std::string_view text = chars.substr(0, chars.find('\0'));
  for (const char c : text)
    if (!is_printable(c)) return false;
  return chars.find_first_not_of('\0', text.size()) == std::string_view::npos;
}

bool is_plausible_number(const Entry& entry, std::size_t member) {
  const Member& description = entry.members()[member];
  if (description.at_most == 0xffffffff) return true;
  const std::uint64_t value = entry.number(member);
  return value <= description.at_most || value == 0xffffffff;
}

bool is_plausible(const Entry& entry) {
  if (Bytes(entry.all_bytes(), ByteOrder::little).is_all_zero() || !entry.has_clean_padding())
    return false;
  for (std::size_t i = 0; i < entry.members().size(); ++i) {
    const Member& member = entry.members()[i];
    if (member.is_text ? !is_plausible_text(entry.bytes(i)) : !is_plausible_number(entry, i))
      return false;
  }
  // Most structs begin with an id or a text that says which device is meant. Where an id has a
  // known range, 0 is hardly one: such an entry was read from the middle of another one.
  return entry.members()[0].is_text || entry.number(std::size_t{0}) != 0 ||
         entry.members()[0].at_most == 0xffffffff;
}

}  // namespace

Fit fit_of(const Variant& variant, const Abi& abi, std::string_view table) {
  Fit fit;
  const TableView view(variant, abi, abi.order, table);
  assert(view.layout.size != 0);
  fit.is_multiple = !table.empty() && table.size() % view.layout.size == 0;
  if (!fit.is_multiple) return fit;
  fit.entries = static_cast<unsigned>(view.entry_count());
  fit.is_terminated = Bytes(Entry(view, fit.entries).all_bytes(), abi.order).is_all_zero();
  for (unsigned i = 0; i < fit.entries; ++i)
    if (!is_plausible(Entry(view, i))) ++fit.implausible;
  return fit;
}

double misfit_of(const Variant& variant, const Abi& abi, std::string_view table) {
  const Fit fit = fit_of(variant, abi, table);
  return fit.is_possible() ? fit.implausibility() : impossible;
}

}  // namespace ko2alias
