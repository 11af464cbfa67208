// Reads members at the offsets of the table's layout, and writes an alias part by part.
#include "describe/entry.h"

#include "describe/alias_text.h"

namespace ko2alias {

std::uint64_t Entry::number(std::size_t member, std::size_t element) const {
  return table_->bytes.number(offset_of(member, element),
                              scalar_size(members()[member].scalar, abi()));
}

std::size_t Entry::offset_of(std::size_t member, std::size_t element) const {
  return start() + table_->layout.offset[member] +
         element * scalar_size(members()[member].scalar, abi());
}

// C: compilers begin at the low end of a number on little-endian machines, and at the high end on
// big-endian ones.
std::uint64_t Entry::bit_field(std::size_t member, std::size_t field) const {
  const auto& fields = members()[member].bit_fields;
  const std::size_t bits = scalar_size(members()[member].scalar, abi()) * 8;
  std::size_t first = 0;
  for (std::size_t i = 0; i < field; ++i) first += fields[i].width;
  const std::size_t shift =
      abi().order == ByteOrder::big ? bits - first - fields[field].width : first;
  return number(member) >> shift & ((std::uint64_t{1} << fields[field].width) - 1);
}

std::string_view Entry::bytes(std::size_t member) const {
  const std::size_t size = member_size(members()[member], abi());
  return table_->bytes.text().substr(start() + table_->layout.offset[member], size);
}

bool Entry::bit(std::string_view member, std::size_t n) const {
  const std::size_t bits = std::size_t{8} * abi().word_size;
  return (number(find(member), n / bits) >> (n % bits) & 1) != 0;
}

bool Entry::flag(std::string_view name) const {
  std::size_t member = 0;
  const std::uint32_t bit = find_flag(members(), name, &member);
  assert(bit != 0);
  return (number(member) & bit) != 0;
}

bool Entry::has_clean_padding() const {
  std::size_t end = 0;
  for (std::size_t i = 0; i <= members().size(); ++i) {
    const std::size_t next = i < members().size() ? table_->layout.offset[i] : table_->layout.size;
    for (; end < next; ++end)
      if (all_bytes()[end] != '\0') return false;
    if (i < members().size()) end += member_size(members()[i], abi());
  }
  return true;
}

namespace {

bool holds(const Part& part, std::size_t member, const Entry& entry) {
  switch (part.condition) {
    case Part::Condition::always: return true;
    case Part::Condition::unless_value: return entry.number(member) != part.value;
    case Part::Condition::if_flag: return entry.flag(part.flag);
    case Part::Condition::if_text: return !entry.text(member).empty();
  }
  return true;
}

void add_uuid(AliasText& alias, const Part& part, std::size_t member, const Entry& entry) {
  constexpr std::size_t guid_order[16] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
  for (std::size_t i = 0; i < 16; ++i) {
    if (part.uuid != UuidStyle::plain && (i == 4 || i == 6 || i == 8 || i == 10)) alias.add("-");
    const std::size_t at = part.uuid == UuidStyle::guid ? guid_order[i] : i;
    const auto byte =
        static_cast<unsigned char>(entry.bytes(member)[entry.has_reversed_uuid() ? 15 - at : at]);
    if (part.is_upper)
      alias.hex("", byte, 2);
    else
      alias.lower_hex("", byte, 2);
  }
}

void add_value(AliasText& alias, const Part& part, std::size_t member, const Entry& entry) {
  if (part.kind == Part::Kind::chars) {
    alias.add(entry.text(member));
    return;
  }
  if (part.kind == Part::Kind::uuid) {
    add_uuid(alias, part, member, entry);
    return;
  }
  const auto size = static_cast<unsigned>(scalar_size(entry.members()[member].scalar, entry.abi()));
  const unsigned digits = part.digits != 0 ? part.digits : size * 2;
  if (part.is_upper)
    alias.hex("", entry.number(member), digits);
  else
    alias.lower_hex("", entry.number(member), digits);
}

void add_part(AliasText& alias, const Part& part, const Entry& entry) {
  alias.add(part.label);
  if (part.kind == Part::Kind::wildcard) alias.wildcard();
  if (part.member.empty()) return;
  const std::size_t member = find_member(entry.members(), part.member);
  if (holds(part, member, entry))
    add_value(alias, part, member, entry);
  else
    alias.add("*");
}

}  // namespace

void write_aliases(const Entry& entry, const Variant& variant, AliasSink& out) {
  if (variant.write.is_set) {
    variant.write.function(entry, out);
    return;
  }
  AliasText alias;
  for (const Part& part : variant.alias) add_part(alias, part, entry);
  out.add(alias.take());
}

}  // namespace ko2alias
