// A range of bcdDevice is written as several aliases, one for each pattern of digits that it takes:
//
//   0105 – 0230    d010[5-9]  d0230  d01[1-9]*  d02[0-2]*
//   00F5 – 0A0C    d00F[5-9A-F]  d0A0[0-9A-C]  d0[1-9]*
//
// Facts: docs/kernel-facts/device-aliases.md, "usb details".
#include <algorithm>

#include "bus/device_driver.h"
#include "bus/families.h"
#include "describe/alias_text.h"
#include "describe/entry.h"

namespace ko2alias {
namespace {

// The way in which a release steps through ranges and writes a digit range that spans 9 and A.
enum class Digits : std::uint8_t {
  decimal_only,  // up to 2.6.32: no hex digits, and plain steps
  broken_spans,  // up to 3.13: [5-9a-5] for 5 to F
  hex,           // [5-9A-F]
};

using Number = std::uint32_t;

struct Range {
  Number low;
  Number high;
};

bool has_hex_digit(Number number) {
  for (; number != 0; number >>= 4)
    if ((number & 15) > 9) return true;
  return false;
}

// Steps a number up or down as a decimal one of four digits; hex digits count as 9.
Number decimal_step(Number number, int step) {
  int value = 0;
  for (const unsigned shift : {12U, 8U, 4U, 0U})
    value = value * 10 + static_cast<int>(std::min<Number>(number >> shift & 15, 9));
  value = (value + step + 10000) % 10000;
  Number out = 0;
  for (int scale = 1000; scale != 0; scale /= 10)
    out = out << 4 | static_cast<Number>(value / scale % 10);
  return out;
}

class UsbWriter {
 public:
  UsbWriter(const Entry& entry, AliasSink& out, Digits digits)
      : entry_(entry), out_(out), digits_(digits) {}

  void write() {
    if (!identifies_devices()) return;
    Range range{
        entry_.flag("DEV_LO") ? static_cast<Number>(entry_.number("bcdDevice_lo")) : 0,
        entry_.flag("DEV_HI") ? static_cast<Number>(entry_.number("bcdDevice_hi")) : 0xffffffff};
    is_hex_ = digits_ != Digits::decimal_only &&
              (has_hex_digit(range.low) || has_hex_digit(std::min<Number>(range.high, 0x9999)));
    top_ = is_hex_ ? 15 : 9;
    write_range(range);
  }

 private:
  // An entry without any of these would match everything.
  [[nodiscard]] bool identifies_devices() const {
    return (entry_.number("idVendor") | entry_.number("idProduct") | entry_.number("bDeviceClass") |
            entry_.number("bInterfaceClass")) != 0;
  }

  // Goes digit by digit from the last one. The numbers that stick out at either end of the range
  // get an alias of their own.
  void write_range(Range range) {
    for (unsigned prefix_digits = 3; range.low <= range.high; --prefix_digits) {
      const Number first = range.low & 15;
      const Number last = std::min(range.high & 15, top_);
      range.low >>= 4;
      range.high >>= 4;
      if (range.low == range.high || prefix_digits == 0)
        return write_alias(range.low, prefix_digits, first, last);
      if (first > 0) {
        write_alias(range.low, prefix_digits, first, top_);
        range.low = step(range.low, +1);
      }
      if (last < top_) {
        write_alias(range.high, prefix_digits, 0, last);
        range.high = step(range.high, -1);
      }
    }
  }

  [[nodiscard]] Number step(Number number, int by) const {
    if (is_hex_ || digits_ == Digits::decimal_only) return number + static_cast<Number>(by);
    return decimal_step(number, by);
  }

  void write_alias(Number prefix, unsigned prefix_digits, Number first, Number last) {
    AliasText alias("usb:");
    add_if("v", "idVendor", "VENDOR", alias);
    add_if("p", "idProduct", "PRODUCT", alias);
    alias.add("d");
    if (prefix_digits != 0) alias.hex("", prefix, prefix_digits);
    add_digits(alias, first, last);
    if (prefix_digits < 3) alias.add("*");
    add_if("dc", "bDeviceClass", "DEV_CLASS", alias);
    add_if("dsc", "bDeviceSubClass", "DEV_SUBCLASS", alias);
    add_if("dp", "bDeviceProtocol", "DEV_PROTOCOL", alias);
    add_if("ic", "bInterfaceClass", "INT_CLASS", alias);
    add_if("isc", "bInterfaceSubClass", "INT_SUBCLASS", alias);
    add_if("ip", "bInterfaceProtocol", "INT_PROTOCOL", alias);
    if (find_member(entry_.members(), "bInterfaceNumber") != no_member)
      add_if("in", "bInterfaceNumber", "INT_NUMBER", alias);
    out_.add(alias.wildcard().take());
  }

  void add_if(std::string_view label, std::string_view member, std::string_view flag,
              AliasText& alias) const {
    alias.hex_if(entry_.flag(flag), label, entry_.number(member), member.starts_with("id") ? 4 : 2);
  }

  void add_digits(AliasText& alias, Number first, Number last) const {
    if (digits_ == Digits::decimal_only && first > 9)
      alias.add("[" + std::to_string(first) + "-9]");
    else if (first == last)
      alias.hex("", first, 1);
    else if (first == 0 && last == top_)
      return;
    else if (first > 9 || last < 10)
      alias.hex("[", first, 1).hex("-", last, 1).add("]");
    else
      add_spanning_digits(alias, first, last);
  }

  void add_spanning_digits(AliasText& alias, Number first, Number last) const {
    alias.hex("[", first, 1).add(first < 9 ? "-9" : "");
    if (digits_ == Digits::broken_spans)
      alias.add(last > 10 ? "a-" : "").lower_hex("", first, 1).add("]");
    else
      alias.add(last > 10 ? "A-" : "").hex("", last, 1).add("]");
  }

  const Entry& entry_;
  AliasSink& out_;
  Digits digits_;
  bool is_hex_ = false;
  Number top_ = 9;
};

// usb:vNpNdNdcNdscNdpNicNiscNipNinN
template <Digits digits>
void write_usb(const Entry& entry, AliasSink& out) {
  UsbWriter(entry, out, digits).write();
}

constexpr Flag usb_flags[] = {
    {"VENDOR", 0x1},         {"PRODUCT", 0x2},        {"DEV_LO", 0x4},        {"DEV_HI", 0x8},
    {"DEV_CLASS", 0x10},     {"DEV_SUBCLASS", 0x20},  {"DEV_PROTOCOL", 0x40}, {"INT_CLASS", 0x80},
    {"INT_SUBCLASS", 0x100}, {"INT_PROTOCOL", 0x200}, {"INT_NUMBER", 0x400}};
constexpr Member match_flags = flags(u16("match_flags"), usb_flags);
constexpr Member usb_members[] = {match_flags,
                                  u16("idVendor"),
                                  u16("idProduct"),
                                  u16("bcdDevice_lo"),
                                  u16("bcdDevice_hi"),
                                  u8("bDeviceClass"),
                                  u8("bDeviceSubClass"),
                                  u8("bDeviceProtocol"),
                                  u8("bInterfaceClass"),
                                  u8("bInterfaceSubClass"),
                                  u8("bInterfaceProtocol"),
                                  u8("bInterfaceNumber"),
                                  aligned(driver_data(word("driver_info")), to_word)};
constexpr Member usb_members_3_5[] = {match_flags,
                                      u16("idVendor"),
                                      u16("idProduct"),
                                      u16("bcdDevice_lo"),
                                      u16("bcdDevice_hi"),
                                      u8("bDeviceClass"),
                                      u8("bDeviceSubClass"),
                                      u8("bDeviceProtocol"),
                                      u8("bInterfaceClass"),
                                      u8("bInterfaceSubClass"),
                                      u8("bInterfaceProtocol"),
                                      driver_data(word("driver_info"))};
constexpr Variant usb[] = {
    // 3.14 mended digit ranges that span 9 and A; Red Hat's 3.10 and the stable series have it too.
    {.since = Since(3, 14).and_in(3, 13, 6).and_in(3, 12, 14).and_in(3, 10, 33).and_in_el(7),
     .members = usb_members,
     .write = write_usb<Digits::hex>},
    // 3.6 added the interface number.
    {.since = {3, 6}, .members = usb_members, .write = write_usb<Digits::broken_spans>},
    {.since = stable_only.and_in(3, 4, 83).and_in(3, 2, 56),
     .members = usb_members_3_5,
     .write = write_usb<Digits::hex>},
    // 2.6.33 brought decimal steps, and hex digits where a range has them.
    {.since = {2, 6, 33}, .members = usb_members_3_5, .write = write_usb<Digits::broken_spans>},
    {.since = {2, 6}, .members = usb_members_3_5, .write = write_usb<Digits::decimal_only>},
};
static_assert(entry_size(usb[0], lp64) == 32 && entry_size(usb[0], ilp32) == 24 &&
              entry_size(usb[0], m68k) == 24);
static_assert(entry_size(usb[4], lp64) == 24 && entry_size(usb[4], ilp32) == 20);

// usb:v0BDAp8152d2000dc00dsc00dp00icFFiscFFip00in00
constexpr AliasField usb_fields[] = {{"v", 4, FieldRole::vendor},
                                     {"p", 4, FieldRole::device},
                                     {"d", 4},
                                     {"dc", 2, FieldRole::base_class},
                                     {"dsc", 2, FieldRole::subclass},
                                     {"dp", 2, FieldRole::protocol},
                                     {"ic", 2, FieldRole::base_class},
                                     {"isc", 2, FieldRole::subclass},
                                     {"ip", 2, FieldRole::protocol},
                                     {"in", 2, FieldRole::interface_number}};

constexpr auto usb_driver = members_of(driver_name(), functions(9), driver_table());
constexpr auto usb_driver_6_7 = members_of(driver_name(), functions(8), driver_table());
// 6.8 added shutdown.
constexpr DriverForm usb_driver_forms[] = {{{6, 8}, usb_driver}, {{2, 6}, usb_driver_6_7}};

// The driver of a whole device has a `device_driver` before the pointer, which is named later.
constexpr auto unnamed =
    joined(members_of(pointers(4)), driver_flags, members_of(pointers(2)), driver_middle);
constexpr auto unnamed_and_function = members_of(functions(1), driver_table());
constexpr auto usb_device_driver =
    joined(members_of(driver_name(), functions(6), pointers(1)), unnamed, unnamed_and_function);
constexpr auto usb_device_driver_6_19 = joined(members_of(driver_name(), functions(6), pointers(1)),
                                               unnamed, members_of(driver_table()));
constexpr auto usb_device_driver_6_7 = joined(members_of(driver_name(), functions(5), pointers(1)),
                                              unnamed, members_of(driver_table()));
constexpr DriverForm usb_device_driver_forms[] = {{{7, 0}, usb_device_driver},
                                                  // 6.8 added choose_configuration.
                                                  {{6, 8}, usb_device_driver_6_19},
                                                  {{5, 8}, usb_device_driver_6_7}};
static_assert(name_to_table(usb_device_driver_forms[0], lp64) == 216 &&
              name_to_table(usb_device_driver_forms[2], lp64) == 200);
constexpr DriverStruct usb_drivers[] = {{"usb_driver", usb_driver_forms},
                                        {"usb_device_driver", usb_device_driver_forms}};

constexpr Bus family[] = {
    {.type = "usb",
     .variants = usb,
     .fields = usb_fields,
     .choice = EntryChoice::first_match,
     .registered_by = {"usb_register_driver", "usb_register_device_driver",
                       "__usb_serial_register_drivers", "comedi_usb_driver_register"},
     .drivers = usb_drivers,
     .is_numbered = true,
     .names = IdNamesOf::usb,
     .invented_vendors = invented_vendors}};
static_assert(is_sound(family));

}  // namespace

const std::span<const Bus> usb_buses = family;

}  // namespace ko2alias
