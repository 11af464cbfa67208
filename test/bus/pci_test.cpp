// pci, cdx and virtio.
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

constexpr std::uint64_t any = 0xffffffff;

struct PciRow {
  std::uint64_t vendor, device, subvendor, subdevice, id, mask;
  std::string alias;
};

EntryBytes pci_5_14(const Abi& abi, const PciRow& row) {
  EntryBytes bytes =
      entry(abi).u32(row.vendor).u32(row.device).u32(row.subvendor).u32(row.subdevice);
  return bytes.u32(row.id).u32(row.mask).word(0xabcdef);
}

EntryBytes cdx(const Abi& abi, std::uint64_t vendor, std::uint64_t device,
               std::uint64_t override_only) {
  return entry(abi).u16(vendor).u16(device).u32(override_only);
}

EntryBytes cdx_6_7(const Abi& abi, std::uint64_t subvendor, std::uint64_t id, std::uint64_t mask,
                   std::uint64_t override_only = 0) {
  return entry(abi).u16(0x10ee).u16(0x8084).u16(subvendor).u16(0xffff).u32(id).u32(mask).u32(
      override_only);
}

}  // namespace

TEST_CASE("pci: ids that are any, and the class byte by byte", "[bus][pci]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  const PciRow row = GENERATE(values<PciRow>({
      {0x8086, 0x10d3, any, any, 0, 0, "pci:v00008086d000010D3sv*sd*bc*sc*i*"},
      {0x8086, 0x10d3, 0x1043, 0x8369, 0, 0, "pci:v00008086d000010D3sv00001043sd00008369bc*sc*i*"},
      {any, any, any, any, 0x010601, 0xffffff, "pci:v*d*sv*sd*bc01sc06i01*"},
      {any, any, any, any, 0x010601, 0xffff00, "pci:v*d*sv*sd*bc01sc06i*"},
      {any, any, any, any, 0x0c0330, 0xff00ff, "pci:v*d*sv*sd*bc0Csc*i30*"},
      {any, any, any, any, 0x010601, 0, "pci:v*d*sv*sd*bc*sc*i*"},
      // The top byte of class and mask counts for nothing.
      {any, any, any, any, 0xab010601, 0xffff0000, "pci:v*d*sv*sd*bc01sc*i*"},
      {any, any, any, any, 0xab010601, 0x34ff0000, "pci:v*d*sv*sd*bc01sc*i*"},
      {0, 0, 0, 0, 0, 0xffffff, "pci:v00000000d00000000sv00000000sd00000000bc00sc00i00*"},
      {0x12345678, 0x9abcdef0, any, any, 0, 0, "pci:v12345678d9ABCDEF0sv*sd*bc*sc*i*"},
  }));
  CAPTURE(abi, row.alias);
  CHECK(aliases_of("pci", "5.14", pci_5_14(abi, row)) == strings{row.alias});
  CHECK(aliases_of("pci", "2.6.32", pci_5_14(abi, row)) == strings{row.alias});
  EntryBytes newer = pci_5_14(abi, row).u32(0);
  CHECK(aliases_of("pci", "5.15", newer) == strings{row.alias});
  newer = pci_5_14(abi, row).u32(1);
  CHECK(aliases_of("pci", "7.3", newer) == strings{"vfio_" + row.alias});
}

TEST_CASE("pci: a mask that cuts through a byte gives a warning and no alias", "[bus][pci]") {
  const std::uint64_t mask = GENERATE(as<std::uint64_t>(), 0x0000f0, 0xfe0000, 0xffff01, 0x007f00);
  const Decoded decoded =
      decode_table("pci", "5.14", {pci_5_14(ilp32_be, {1, 2, any, any, 0x010601, mask, ""})});
  CHECK(decoded.patterns().empty());
  CHECK(decoded.problems().size() == 1);
  CHECK(any_contains(decoded.problems(), "entry 0: class_mask 0x00"));
}

TEST_CASE("cdx: what each release wrote", "[bus][cdx]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  CHECK(aliases_of("cdx", "6.3", cdx(abi, 0x10ee, 0x8084, 0)) == strings{});
  // 6.4 wrote eight digits of everything, a stray d, and did not look at the override.
  CHECK(aliases_of("cdx", "6.4", cdx(abi, 0x10ee, 0x8084, 0), cdx(abi, 0xffff, 1, 1)) ==
        strings{"cdx:v000010EEd00008084d", "cdx:v0000FFFFd00000001d"});
  CHECK(aliases_of("cdx", "6.5", cdx(abi, 0x10ee, 0x8084, 0), cdx(abi, 0xffff, 0xffff, 1)) ==
        strings{"cdx:v10EEd8084", "vfio_cdx:v*d*"});
  CHECK(aliases_of("cdx", "6.7", cdx_6_7(abi, 0xffff, 0, 0), cdx_6_7(abi, 1, 0, 0, 1)) ==
        strings{"cdx:v10EEd8084sv*sd*c*", "vfio_cdx:v10EEd8084sv0001sd*c*"});
}

TEST_CASE("cdx: the class only where its mask is the whole", "[bus][cdx]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CHECK(aliases_of("cdx", cdx_6_7(abi, 0xffff, 0x123456, 0xffffff)) ==
        strings{"cdx:v10EEd8084sv*sd*c00123456"});
  CHECK(aliases_of("cdx", cdx_6_7(abi, 0xffff, 0xab123456, 0xffffff)) ==
        strings{"cdx:v10EEd8084sv*sd*cAB123456"});
  CHECK(aliases_of("cdx", cdx_6_7(abi, 0xffff, 0x123456, 0xffffffff)) ==
        strings{"cdx:v10EEd8084sv*sd*c*"});
  CHECK(aliases_of("cdx", cdx_6_7(abi, 0xffff, 0x123456, 0xffff00)) ==
        strings{"cdx:v10EEd8084sv*sd*c*"});
}

TEST_CASE("cdx: an unknown override value is a warning", "[bus][cdx]") {
  const Decoded decoded = decode_table("cdx", "6.7", {cdx_6_7(lp64_be, 1, 0, 0, 0x100)});
  CHECK(decoded.patterns().empty());
  CHECK(
      any_contains(decoded.problems(), "entry 0: override_only is 256, a value without a prefix"));
}

TEST_CASE("virtio: device and vendor", "[bus][virtio]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CHECK(aliases_of("virtio", "2.6.32", entry(abi).u32(1).u32(any), entry(abi).u32(any).u32(0x1af4),
                   entry(abi).u32(any).u32(any)) ==
        strings{"virtio:d00000001v*", "virtio:d*v00001AF4*", "virtio:d*v*"});
}

}  // namespace ko2alias::test
