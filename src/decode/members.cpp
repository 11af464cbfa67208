// Each kind of member has its own text: `0x8086`, `any`, `VENDOR|PRODUCT`, `"ad5301"`, `71,110`.
#include "decode/members.h"

#include <fmt/core.h>

#include "support/text.h"

namespace ko2alias {
namespace {

template <class Items, class ToText>
std::string join(const Items& items, std::string_view separator, ToText to_text) {
  std::string text;
  for (const auto& item : items) {
    if (!text.empty()) text += separator;
    text += to_text(item);
  }
  return text;
}

std::string number_text(std::uint64_t number, std::size_t width) {
  if (width > 2 && number == (~std::uint64_t{0} >> (64 - width * 8))) return "any";
  return number < 10 ? std::to_string(number) : fmt::format("0x{:x}", number);
}

std::string bytes_text(std::string_view bytes) {
  return join(bytes, "",
              [](char c) { return fmt::format("{:02x}", static_cast<unsigned char>(c)); });
}

}  // namespace

TableView view_of(const DecodedModule& module, const DecodedTable& table) {
  return {*table.variant, module.abi, module.build_host, table.table.bytes};
}

std::vector<unsigned> set_bits(const Entry& entry, std::size_t member) {
  std::vector<unsigned> bits;
  for (unsigned bit = 0; bit <= entry.members()[member].last_bit; ++bit)
    if (entry.bit(entry.members()[member].name, bit)) bits.push_back(bit);
  return bits;
}

std::vector<std::string> flag_names(const Entry& entry, std::size_t member) {
  std::vector<std::string> names;
  std::uint64_t rest = entry.number(member);
  for (const Flag& flag : entry.members()[member].flags)
    if ((rest & flag.bit) != 0) {
      names.emplace_back(flag.name);
      rest &= ~std::uint64_t{flag.bit};
    }
  if (rest != 0) names.push_back(fmt::format("0x{:x}", rest));
  return names;
}

std::string member_text(const Entry& entry, std::size_t index) {
  const Member& member = entry.members()[index];
  if (!member.flags.empty()) {
    const auto names = flag_names(entry, index);
    return names.empty() ? "0" : join(names, "|", [](const std::string& name) { return name; });
  }
  if (member.is_text)
    return '"' + escape_for_terminal(entry.bytes(index).substr(0, entry.bytes(index).find('\0'))) +
           '"';
  if (member.scalar == Scalar::chars) return bytes_text(entry.bytes(index));
  if (member.scalar == Scalar::bitmap) {
    const auto bits = set_bits(entry, index);
    return bits.empty() ? "-"
                        : join(bits, ",", [](unsigned bit) { return fmt::format("{:x}", bit); });
  }
  std::vector<std::size_t> elements(member.count);
  for (std::size_t i = 0; i < elements.size(); ++i) elements[i] = i;
  const std::size_t width = scalar_size(member.scalar, entry.abi());
  return join(elements, ",",
              [&](std::size_t i) { return number_text(entry.number(index, i), width); });
}

}  // namespace ko2alias
