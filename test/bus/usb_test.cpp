// usb, whose ranges of versions become patterns of digits.
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

constexpr unsigned vendor = 1, product = 2, lo = 4, hi = 8;

// All members of an entry; those not named are zero.
struct Usb {
  std::uint64_t flags = vendor | product | lo | hi;
  std::uint64_t id_vendor = 0x46d, id_product = 0x825;
  std::uint64_t low = 0, high = 0;
  std::uint64_t device_class = 0, device_subclass = 0, device_protocol = 0;
  std::uint64_t interface_class = 0, interface_subclass = 0, interface_protocol = 0,
                interface_number = 0;
};

EntryBytes usb(const Abi& abi, const Usb& u, bool has_interface_number = true) {
  EntryBytes bytes =
      entry(abi).u16(u.flags).u16(u.id_vendor).u16(u.id_product).u16(u.low).u16(u.high);
  bytes.u8(u.device_class).u8(u.device_subclass).u8(u.device_protocol);
  bytes.u8(u.interface_class).u8(u.interface_subclass).u8(u.interface_protocol);
  if (has_interface_number) bytes.u8(u.interface_number).align(abi.word_size);
  return bytes.word(0);
}

// `d0100` where the rest of the alias is as expected; else the alias.
strings versions(const strings& aliases, const std::string& tail) {
  const std::string head = "usb:v046Dp0825";
  strings some;
  for (const std::string& alias : aliases)
    if (alias.starts_with(head) && alias.ends_with(tail))
      some.push_back(alias.substr(head.size(), alias.size() - head.size() - tail.size()));
    else
      some.push_back(alias);
  return some;
}

constexpr const char* tail = "dc*dsc*dp*ic*isc*ip*in*";
constexpr const char* tail_3_5 = "dc*dsc*dp*ic*isc*ip*";

struct RangeRow {
  std::uint64_t low, high;
  strings versions;
};

}  // namespace

TEST_CASE("usb: a range of versions becomes patterns of digits", "[bus][usb]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  const RangeRow row = GENERATE(values<RangeRow>({
      {0x0100, 0x0100, {"d0100"}},
      {0x0000, 0x0104, {"d010[0-4]", "d00*"}},
      {0x0110, 0x9999, {"d01[1-9]*", "d0[2-9]*", "d[1-9]*"}},
      {0x0105, 0x0230, {"d010[5-9]", "d0230", "d01[1-9]*", "d02[0-2]*"}},
      {0x0001, 0x0106, {"d000[1-9]", "d010[0-6]", "d00[1-9]*"}},
      {0x0A00, 0x0AFF, {"d0A*"}},
      {0x00F5, 0x0A0C, {"d00F[5-9A-F]", "d0A0[0-9A-C]", "d0[1-9]*"}},
      {0x0009, 0x000B, {"d000[9A-B]"}},
      {0x0008, 0x000A, {"d000[8-9A]"}},
      {0x000A, 0x000C, {"d000[A-C]"}},
      {0x0000, 0xFFFF, {"d*"}},
      {0x0000, 0x9999, {"d*"}},
      {0x0200, 0x01FF, {}},
      // A decimal step carries over: 019 is followed by 020.
      {0x0195, 0x0230, {"d019[5-9]", "d0230", "d02[0-2]*"}},
  }));
  CAPTURE(abi, row.low, row.high);
  const Usb u{.low = row.low, .high = row.high};
  const std::string release = GENERATE("3.14", "3.10.0-1160.el7", "6.1", "7.3");
  CHECK(versions(aliases_of("usb", release, usb(abi, u)), tail) == row.versions);
}

TEST_CASE("usb: without a flag a range has no end", "[bus][usb]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const auto of_flags = [&](unsigned flags) {
    return versions(
        aliases_of("usb",
                   usb(abi, {.flags = vendor | product | flags, .low = 0x110, .high = 0x104})),
        tail);
  };
  CHECK(of_flags(0) == strings{"d*"});
  CHECK(of_flags(lo) == strings{"d01[1-9]*", "d0[2-9]*", "d[1-9]*"});
  CHECK(of_flags(hi) == strings{"d010[0-4]", "d00*"});
}

TEST_CASE("usb: up to 3.13 a span over 9 and A came out wrong", "[bus][usb]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const RangeRow row = GENERATE(values<RangeRow>({
      {0x00F5, 0x0A0C, {"d00F[5-9a-5]", "d0A0[0-9a-0]", "d0[1-9]*"}},
      {0x0008, 0x000A, {"d000[8-98]"}},
      {0x0009, 0x000B, {"d000[9a-9]"}},
      {0x000A, 0x000C, {"d000[A-C]"}},
      {0x0105, 0x0230, {"d010[5-9]", "d0230", "d01[1-9]*", "d02[0-2]*"}},
      {0x0195, 0x0230, {"d019[5-9]", "d0230", "d02[0-2]*"}},
  }));
  CAPTURE(abi, row.low, row.high);
  const Usb u{.low = row.low, .high = row.high};
  CHECK(versions(aliases_of("usb", "2.6.37", usb(abi, u, false)), tail_3_5) == row.versions);
  CHECK(versions(aliases_of("usb", "3.5", usb(abi, u, false)), tail_3_5) == row.versions);
  CHECK(versions(aliases_of("usb", "3.6", usb(abi, u)), tail) == row.versions);
  CHECK(versions(aliases_of("usb", "3.10.17", usb(abi, u)), tail) == row.versions);
  CHECK(versions(aliases_of("usb", "3.12", usb(abi, u)), tail) == row.versions);
}

TEST_CASE("usb: stable series that had the spans mended", "[bus][usb]") {
  const Usb u{.low = 0x0009, .high = 0x000B};
  CHECK(versions(aliases_of("usb", "3.4.111", usb(lp64_le, u, false)), tail_3_5) ==
        strings{"d000[9A-B]"});
  CHECK(versions(aliases_of("usb", "3.13.10", usb(lp64_le, u)), tail) == strings{"d000[9A-B]"});
}

TEST_CASE("usb: up to 2.6.32 digits were decimal and steps plain", "[bus][usb]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const RangeRow row = GENERATE(values<RangeRow>({
      {0x0100, 0x0100, {"d0100"}},
      {0x0105, 0x0230, {"d010[5-9]", "d0230", "d01[1-9]*", "d02[0-2]*"}},
      // 019 is followed by 01A.
      {0x0195, 0x0230, {"d019[5-9]", "d0230", "d01[10-9]*", "d02[0-2]*"}},
      {0x0000, 0x9999, {"d*"}},
  }));
  CAPTURE(abi, row.low, row.high);
  const Usb u{.low = row.low, .high = row.high};
  CHECK(versions(aliases_of("usb", "2.6.32", usb(abi, u, false)), tail_3_5) == row.versions);
}

TEST_CASE("usb: each flag shows its member", "[bus][usb]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  struct Row {
    unsigned flags;
    std::string alias;
  };
  const Row row = GENERATE(values<Row>({
      {0, "usb:v*p*d*dc*dsc*dp*ic*isc*ip*in*"},
      {0x1, "usb:v1234p*d*dc*dsc*dp*ic*isc*ip*in*"},
      {0x2, "usb:v*p5678d*dc*dsc*dp*ic*isc*ip*in*"},
      {0x10, "usb:v*p*d*dc0Adsc*dp*ic*isc*ip*in*"},
      {0x20, "usb:v*p*d*dc*dsc0Bdp*ic*isc*ip*in*"},
      {0x40, "usb:v*p*d*dc*dsc*dp0Cic*isc*ip*in*"},
      {0x80, "usb:v*p*d*dc*dsc*dp*ic0Disc*ip*in*"},
      {0x100, "usb:v*p*d*dc*dsc*dp*ic*isc0Eip*in*"},
      {0x200, "usb:v*p*d*dc*dsc*dp*ic*isc*ip0Fin*"},
      {0x400, "usb:v*p*d*dc*dsc*dp*ic*isc*ip*in10*"},
      {0x7f3, "usb:v1234p5678d*dc0Adsc0Bdp0Cic0Disc0Eip0Fin10*"},
      // These bits have no meaning.
      {0xf800, "usb:v*p*d*dc*dsc*dp*ic*isc*ip*in*"},
  }));
  const Usb u{.flags = row.flags,
              .id_vendor = 0x1234,
              .id_product = 0x5678,
              .device_class = 0xa,
              .device_subclass = 0xb,
              .device_protocol = 0xc,
              .interface_class = 0xd,
              .interface_subclass = 0xe,
              .interface_protocol = 0xf,
              .interface_number = 0x10};
  CHECK(aliases_of("usb", usb(abi, u)) == strings{row.alias});
}

TEST_CASE("usb: an entry that identifies nothing gives nothing, whatever its flags", "[bus][usb]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const Usb nothing{.flags = 0x7ff,
                    .id_vendor = 0,
                    .id_product = 0,
                    .low = 0x100,
                    .high = 0x100,
                    .device_subclass = 1,
                    .device_protocol = 1,
                    .interface_subclass = 1,
                    .interface_protocol = 1,
                    .interface_number = 1};
  const auto count = [&](const Usb& u) { return aliases_of("usb", usb(abi, u)).size(); };
  CHECK(count(nothing) == 0);
  const auto with = [&](std::uint64_t Usb::*member) {
    Usb u = nothing;
    u.*member = 1;
    return u;
  };
  CHECK(count(with(&Usb::id_vendor)) == 1);
  CHECK(count(with(&Usb::id_product)) == 1);
  CHECK(count(with(&Usb::device_class)) == 1);
  CHECK(count(with(&Usb::interface_class)) == 1);
  CHECK(decode_table("usb", "7.3", {usb(abi, nothing)}).problems().empty());
}

}  // namespace ko2alias::test
