// dmi describes a whole machine by texts of its firmware. Facts:
// docs/kernel-facts/device-structs.md, "dmi"; device-aliases.md, "dmi details".
#include "bus/families.h"
#include "describe/alias_text.h"
#include "describe/entry.h"

namespace ko2alias {
namespace {

// The slot numbers, in one range of releases, of the texts that an alias shows, in the alias's
// order. A text with 0 is not there yet.
struct Slots {
  std::uint8_t bvn, bvr, bd, br, efr, svn, pn, pvr, rvn, rn, rvr, cvn, ct, cvr;
};
constexpr Slots slots_5_8{1, 2, 3, 4, 5, 6, 7, 8, 13, 14, 15, 18, 19, 20};
constexpr Slots slots_4_18{1, 2, 3, 0, 0, 4, 5, 6, 11, 12, 13, 16, 17, 18};
constexpr Slots slots_4_12{1, 2, 3, 0, 0, 4, 5, 6, 10, 11, 12, 15, 16, 17};
constexpr Slots slots_2_6{1, 2, 3, 0, 0, 4, 5, 6, 9, 10, 11, 14, 15, 16};

constexpr std::string_view slot_members[] = {"matches[0].slot", "matches[1].slot",
                                             "matches[2].slot", "matches[3].slot"};
constexpr std::string_view text_members[] = {"matches[0].substr", "matches[1].substr",
                                             "matches[2].substr", "matches[3].substr"};

// From 3.11 on seven bits of the byte are the slot, and one says that the match is exact. The
// generator reads the byte as its own host lays out bit fields.
enum class SlotBits : std::uint8_t { whole_byte, seven_bits };

unsigned slot_of(const Entry& entry, std::size_t match, SlotBits bits) {
  const auto byte = static_cast<unsigned>(entry.number(slot_members[match]));
  if (bits == SlotBits::whole_byte) return byte;
  return entry.build_host() == ByteOrder::big ? byte >> 1 : byte & 0x7f;
}

// Leaves out the bytes that a modalias cannot hold: blanks, colons, and all but printable ASCII.
void add_filtered(AliasText& alias, std::string_view text) {
  for (const char& c : text)
    if (c > ' ' && c < 0x7f && c != ':') alias.add({&c, 1});
}

// dmi*:bvnTEXT:…:cvrTEXT:
template <const Slots& slots, SlotBits bits>
void write_dmi(const Entry& entry, AliasSink& out) {
  struct Field {
    std::string_view label;
    unsigned slot;
  };
  const Field fields[] = {{":bvn*", slots.bvn}, {":bvr*", slots.bvr}, {":bd*", slots.bd},
                          {":br*", slots.br},   {":efr*", slots.efr}, {":svn*", slots.svn},
                          {":pn*", slots.pn},   {":pvr*", slots.pvr}, {":rvn*", slots.rvn},
                          {":rn*", slots.rn},   {":rvr*", slots.rvr}, {":cvn*", slots.cvn},
                          {":ct*", slots.ct},   {":cvr*", slots.cvr}};
  AliasText alias("dmi*");
  for (const Field& field : fields)
    for (std::size_t match = 0; match < 4; ++match)
      if (field.slot != 0 && slot_of(entry, match, bits) == field.slot) {
        alias.add(field.label);
        add_filtered(alias, entry.text(text_members[match]));
        alias.add("*");
      }
  out.add(alias.add(":").take());
}

constexpr BitField slot_fields[][2] = {{{slot_members[0], 7}, {"matches[0].exact_match", 1}},
                                       {{slot_members[1], 7}, {"matches[1].exact_match", 1}},
                                       {{slot_members[2], 7}, {"matches[2].exact_match", 1}},
                                       {{slot_members[3], 7}, {"matches[3].exact_match", 1}}};

template <SlotBits bits>
constexpr Member slot(std::size_t match) {
  const Member byte = u8(slot_members[match]);
  return bits == SlotBits::whole_byte ? byte : divided(byte, slot_fields[match]);
}
constexpr Member substr(std::size_t match) { return chars(text_members[match], 79); }

template <SlotBits bits>
constexpr Member dmi_members[] = {pointer("callback"),
                                  text_pointer("ident"),
                                  slot<bits>(0),
                                  substr(0),
                                  slot<bits>(1),
                                  substr(1),
                                  slot<bits>(2),
                                  substr(2),
                                  slot<bits>(3),
                                  substr(3),
                                  driver_data(pointer("driver_data"))};

template <const Slots& slots, SlotBits bits>
constexpr Variant dmi_since(Since since) {
  return {.since = since, .members = dmi_members<bits>, .write = write_dmi<slots, bits>};
}

constexpr Variant dmi[] = {
    // 5.8 added the BIOS and EC firmware releases, 4.18 the SKU, 4.12 the family: each moved the
    // slots behind it.
    dmi_since<slots_5_8, SlotBits::seven_bits>({5, 8}),
    dmi_since<slots_4_18, SlotBits::seven_bits>({4, 18}),
    dmi_since<slots_4_12, SlotBits::seven_bits>({4, 12}),
    dmi_since<slots_2_6, SlotBits::seven_bits>(Since(3, 11).and_in_el(7)),
    dmi_since<slots_2_6, SlotBits::whole_byte>({2, 6}),
};
static_assert(entry_size(dmi[0], lp64) == 344 && entry_size(dmi[0], ilp32) == 332);

constexpr Bus family[] = {
    {.type = "dmi",
     .shape =
         "dmi:bvnTEXT:bvrTEXT:bdTEXT:brTEXT:efrTEXT:svnTEXT:pnTEXT:pvrTEXT:rvnTEXT:rnTEXT:rvrTEXT:"
         "cvnTEXT:ctTEXT:cvrTEXT:",
     .variants = dmi}};
static_assert(is_sound(family));

}  // namespace

const std::span<const Bus> dmi_buses = family;

}  // namespace ko2alias
