#include "random_table.h"

#include <algorithm>

#include <fmt/core.h>

#include "bus/buses.h"
#include "describe/entry.h"
#include "entry_bytes.h"
#include "support/text.h"

namespace ko2alias::judge {
namespace {

class EntryMaker {
 public:
  EntryMaker(Random& random, EntryBytes& entry) : random_(random), entry_(entry) {}

  void fill(std::string_view type) {
    for (const Member& member : entry_.members()) fill_member(member);
    mend(type);
  }

 private:
  unsigned below(unsigned end) { return static_cast<unsigned>(random_() % end); }
  bool once_in(unsigned n) { return below(n) == 0; }

  void fill_member(const Member& member) {
    if (member.scalar == Scalar::bitmap) return fill_bitmap(member);
    if (member.is_text) return entry_.set_text(member.name, random_text(member.count));
    for (std::size_t i = 0; i < member.count; ++i)
      entry_.set(member.name, random_number(member), i);
  }

  std::uint64_t random_number(const Member& member) {
    if (!member.flags.empty() && !once_in(8)) return random_() & member.at_most;
    switch (below(6)) {
      case 0: return 0;
      case 1: return ~std::uint64_t{0};
      case 2: return below(24);
      case 3: return random_() & 0xffff;
      default: return random_();
    }
  }

  // A few bits: an alias of many would be longer than modpost can bear.
  void fill_bitmap(const Member& member) {
    const unsigned bits = static_cast<unsigned>(member_size(member, entry_.abi()) * 8);
    for (unsigned n = below(4); n != 0; --n) {
      const unsigned bit = once_in(3) ? member.last_bit : below(bits);
      const unsigned word_bits = entry_.abi().word_size * 8U;
      const std::size_t word = bit / word_bits;
      entry_.set(member.name,
                 entry_.number(member.name, word) | std::uint64_t{1} << bit % word_bits, word);
    }
  }

  std::string random_text(unsigned size) {
    if (once_in(6)) return {};
    const unsigned length = once_in(8)   ? size
                            : once_in(4) ? below(size + 1)
                                         : below(std::min(size, 12U));
    static constexpr std::string_view usual = "abcdefghijklmnopqrstuvwxyz0123456789-_,.";
    static constexpr std::string_view unusual =
        "ABCXYZ *?[]^!:;'\"\\/%$#@\t\v\f\x01\x1b\x7f\x80\xa0\xe4\xff";
    const unsigned oddity = once_in(3) ? 3 : 1000;
    std::string text;
    while (text.size() < length) {
      const std::string_view alphabet = once_in(oddity) ? unusual : usual;
      text += alphabet[below(static_cast<unsigned>(alphabet.size()))];
    }
    return text;
  }

  // What random members alone would hardly ever hit, and what modpost must not be given.
  void mend(std::string_view type) {
    if (type == "pci" || type == "cdx") return mend_override(type);
    if (type == "amba") return mend_amba();
    if (type == "usb") return mend_usb();
    if (type == "wmi") return mend_wmi();
    if (type == "dmi") return mend_dmi();
    if (type == "pnp" || type == "pnp_card") return mend_pnp();
  }

  void mend_override(std::string_view type) {
    if (!once_in(6) && entry_.has("class_mask")) {
      static constexpr unsigned masks[] = {0,        0,        0,        0xffffff, 0xffff00,
                                           0xff0000, 0x00ff00, 0x0000ff, 0xff00ff};
      entry_.set("class_mask", masks[below(std::size(masks))]);
    }
    if (entry_.has("override_only")) entry_.set("override_only", below(type == "pci" ? 2 : 3));
  }

  void mend_amba() {
    static constexpr unsigned masks[] = {0xffffffff, 0x000fffff, 0x00ffffff, 0xfffff000, 0};
    if (!once_in(3)) entry_.set("mask", masks[below(std::size(masks))]);
    entry_.set("id", entry_.number("id") & entry_.number("mask"));
  }

  std::uint64_t random_bcd() {
    std::uint64_t value = 0;
    for (unsigned digit = 0; digit < 4; ++digit)
      value = value << 4 | (once_in(2) ? below(10) : once_in(2) ? 9 : 0);
    return value;
  }

  void mend_usb() {
    if (!once_in(3)) {
      entry_.set("bcdDevice_lo", random_bcd());
      entry_.set("bcdDevice_hi", random_bcd());
    }
    const auto low = entry_.number("bcdDevice_lo");
    const auto high = entry_.number("bcdDevice_hi");
    if (low <= high || once_in(8)) return;
    entry_.set("bcdDevice_lo", high);
    entry_.set("bcdDevice_hi", low);
  }

  void mend_wmi() {
    if (once_in(8)) return;
    std::string guid;
    const std::string_view digits = once_in(2) ? "0123456789ABCDEF" : "0123456789abcdef";
    for (unsigned i = 0; i < 36; ++i)
      guid += i == 8 || i == 13 || i == 18 || i == 23 ? '-' : digits[below(16)];
    if (once_in(8)) guid[below(36)] = once_in(2) ? 'g' : '-';
    entry_.set_text("guid_string", guid);
  }

  // Slot numbers, some with the bit that asks for an exact match, and short texts: the alias has to
  // stay short.
  void mend_dmi() {
    for (const Member& member : entry_.members()) {
      if (member.name.ends_with(".slot"))
        entry_.set(member.name, below(26) | (once_in(3) ? 0x80U : 0U));
      if (member.name.ends_with(".substr"))
        entry_.set_text(member.name, random_text(once_in(6) ? 79 : 20));
    }
  }

  void mend_pnp() {
    for (const Member& member : entry_.members())
      if (member.is_text) entry_.set_text(member.name, random_text(member.count - 1));
  }

  Random& random_;
  EntryBytes& entry_;
};

std::vector<const Bus*> buses_of(const Release& release) {
  std::vector<const Bus*> buses;
  for (const Bus* bus : all_buses())
    if (variant_for(*bus, release) != nullptr) buses.push_back(bus);
  return buses;
}

}  // namespace

std::string RandomTable::bytes(const Abi& abi) const {
  std::string all;
  for (const std::string& entry : entries) all += entry;
  return all.append(entry_size(*variant, abi), '\0');
}

RandomTable make_random_table(Random& random, const Abi& abi, const Release& release) {
  const std::vector<const Bus*> buses = buses_of(release);
  RandomTable table;
  table.bus = buses[random() % buses.size()];
  table.variant = variant_for(*table.bus, release);
  for (auto n = random() % 6; n != 0; --n) {
    EntryBytes entry(*table.variant, abi);
    if (random() % 24 != 0) EntryMaker(random, entry).fill(table.bus->type);
    const bool repeats = !table.entries.empty() && random() % 6 == 0;
    table.entries.push_back(repeats ? table.entries[random() % table.entries.size()]
                                    : entry.bytes());
  }
  return table;
}

std::string describe_entry(const RandomTable& table, const Abi& abi, const std::string& entry) {
  EntryBytes bytes(*table.variant, abi, entry);
  std::string text;
  for (const Member& member : table.variant->members) {
    text += fmt::format("  {} =", member.name);
    if (member.is_text)
      text += " \"" + escape_for_terminal(bytes.text(member.name)) + '"';
    else
      for (std::size_t i = 0; i < element_count(member, abi); ++i)
        text += fmt::format(" {:#x}", bytes.number(member.name, i));
    text += '\n';
  }
  return text;
}

}  // namespace ko2alias::judge
