// A module is read with the layouts of one release: that of --kernel, of vermagic, or one that its
// tables leave possible.
#include "ko2alias/decode.h"

#include "kit/entries.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

constexpr std::uint64_t any = 0xffffffff;

// An entry for each device; `data` is its driver_data.
std::vector<EntryBytes> pci_entries(const Abi& abi, unsigned count, bool has_override,
                                    std::uint64_t data) {
  std::vector<EntryBytes> entries;
  for (unsigned i = 0; i < count; ++i) {
    entries.push_back(
        entry(abi).u32(0x8086).u32(0x1000 + i).u32(any).u32(any).u32(0).u32(0).word(data));
    if (has_override) entries.back().u32(0);
  }
  return entries;
}

strings pci_aliases(unsigned count) {
  strings aliases;
  for (unsigned i = 0; i < count; ++i)
    aliases.push_back("pci:v00008086d0000100" + std::string(1, static_cast<char>('0' + i)) +
                      "sv*sd*bc*sc*i*");
  return aliases;
}

// A table whose size is a multiple of both entry sizes of pci, once in each layout: 160 bytes on 64
// bits are five old or four new entries, 224 bytes on 32 bits eight or seven.
struct Pair {
  std::vector<EntryBytes> old_entries, new_entries;
};

Pair equal_sizes(const Abi& abi, unsigned times, std::uint64_t data) {
  const unsigned old_count = (abi.word_size == 8 ? 5 : 8) * times - 1;
  const unsigned new_count = (abi.word_size == 8 ? 4 : 7) * times - 1;
  return {pci_entries(abi, old_count, false, data), pci_entries(abi, new_count, true, data)};
}

Decoded decode_pci(const std::vector<EntryBytes>& entries, const strings& modinfo,
                   const DecodeOptions& options = {}) {
  const TestTable table{.symbol = symbol_of(Spelling::type_table, "pci"),
                        .bytes = table_of(entries)};
  return decode(module_of(entries.front().abi(), {table}, modinfo), options);
}

Decoded decode_one(Spelling spelling, std::string_view type, const EntryBytes& one,
                   bool is_local = false) {
  const TestTable table{
      .symbol = symbol_of(spelling, type), .bytes = table_of({one}), .is_local = is_local};
  return decode(module_of(one.abi(), {table}));
}

}  // namespace

TEST_CASE("choose: pci tables of a size that fits both layouts, without vermagic", "[choose]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::uint64_t data = GENERATE(0, 1, 0x7f);
  const unsigned times = GENERATE(1U, 2U);
  CAPTURE(abi, data, times);
  const Pair pair = equal_sizes(abi, times, data);
  REQUIRE(table_of(pair.old_entries).size() == table_of(pair.new_entries).size());
  const auto check = [](const std::vector<EntryBytes>& entries) {
    const Decoded decoded = decode_pci(entries, {"name=test"});
    CAPTURE(decoded.module.choice.reason);
    CHECK(decoded.patterns() == pci_aliases(static_cast<unsigned>(entries.size())));
    CHECK_FALSE(decoded.module.choice.reason.empty());
  };
  if (pair.old_entries.size() < 10) check(pair.old_entries);
  if (pair.new_entries.size() < 10) check(pair.new_entries);
}

TEST_CASE("choose: Red Hat's kernels have either layout of pci, whatever their number",
          "[choose]") {
  const Abi abi = GENERATE(lp64_le, lp64_be);
  const std::string vermagic = GENERATE(
      "3.10.0-1160.el7.x86_64 SMP", "4.18.0-553.el8_10.x86_64 SMP", "5.14.0-427.el9.x86_64 SMP");
  const std::uint64_t data = GENERATE(0, 1);
  // 160 bytes, and 320.
  const unsigned times = GENERATE(1U, 2U);
  CAPTURE(abi, vermagic, data, times);
  const Pair pair = equal_sizes(abi, times, data);

  const Decoded with_old = decode_pci(pair.old_entries, {"vermagic=" + vermagic});
  CHECK(with_old.patterns() == pci_aliases(static_cast<unsigned>(pair.old_entries.size())));
  CHECK(with_old.module.tables[0].reason.empty());

  const Decoded with_new = decode_pci(pair.new_entries, {"vermagic=" + vermagic});
  CHECK(with_new.patterns() == pci_aliases(static_cast<unsigned>(pair.new_entries.size())));
  CHECK(contains(with_new.module.tables[0].reason, "but the 40-byte entries of 5.15"));
  CHECK(any_contains(with_new.problems(),
                     "note: __mod_pci__ids_device_table: the table does not fit the 32-byte"));
}

TEST_CASE("choose: an entry of zeros before the terminator does not make a known layout doubtful",
          "[choose]") {
  // Three entries of 16 bytes, as 3.9 has them; two of 24 would look nicer.
  const auto acpi = [](std::string_view id) { return entry(ilp32_le).chars(id, 9).word(0); };
  const Decoded decoded = decode_table("acpi", "3.9", {acpi("PNP0C02"), acpi("")});
  CHECK(decoded.patterns() == strings{"acpi*:PNP0C02:*", "acpi*::*"});
  CHECK(decoded.module.tables[0].reason.empty());
}

TEST_CASE("choose: a table that cannot have its release's layout says so", "[choose]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const auto entries = pci_entries(abi, 2, true, 0);
  const Decoded decoded = decode_pci(entries, {"vermagic=5.14.0-427.el9.x86_64 SMP"});
  CHECK(decoded.patterns() == pci_aliases(2));
  const bool is_64 = abi.word_size == 8;
  CHECK(decoded.module.tables[0].reason ==
        std::string("the table does not fit the ") + (is_64 ? "32" : "28") +
            "-byte entries of 5.14, but the " + (is_64 ? "40" : "32") + "-byte entries of 5.15");
}

TEST_CASE("choose: --kernel wins over vermagic", "[choose]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const EntryBytes hid = entry(abi).u16(3).u16(0).u32(0x46d).u32(any).word(0);
  const TestTable table{.symbol = symbol_of(Spelling::type_only, "hid"), .bytes = table_of({hid})};
  const std::string elf = module_of(abi, {table}, {"vermagic=3.4.0 SMP"});
  CHECK(decode(elf).patterns() == strings{"hid:b0003v0000046Dp*"});
  const Decoded decoded = decode(elf, as_kernel("3.5"));
  CHECK(decoded.patterns() == strings{"hid:b0003g*v0000046Dp*"});
  CHECK(decoded.module.choice.reason == "as asked for");
  CHECK(decoded.module.choice.is_certain);
}

TEST_CASE("choose: where all possible releases say the same there is nothing to decide",
          "[choose]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const Spelling spelling = GENERATE(Spelling::type_only, Spelling::type_table, Spelling::prefix,
                                     Spelling::prefix_module);
  const Decoded decoded = decode_one(spelling, "i2c", i2c(abi, "lm75"));
  CHECK(decoded.patterns() == strings{"i2c:lm75"});
  CHECK(decoded.module.choice.is_certain);
  CHECK(decoded.problems().empty());
}

TEST_CASE("choose: tables that tell too little leave the choice uncertain, with a warning",
          "[choose]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  // The star of the first alias came and went, and so did the second alias.
  const EntryBytes board = of(abi, "ti,am335x");
  const Decoded decoded = decode_one(Spelling::type_table, "of", board);
  CHECK_FALSE(decoded.module.choice.is_certain);
  CHECK(decoded.patterns() == strings{"of:N*T*Cti,am335x", "of:N*T*Cti,am335xC*"});
  REQUIRE(decoded.problems().size() == 1);
  CHECK(any_contains(decoded.problems(), "warning: no vermagic; the tables fit"));
  CHECK(any_contains(decoded.problems(), "with other aliases"));
}

TEST_CASE("choose: the symbol's spelling narrows the releases", "[choose]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const EntryBytes board = of(abi, "ti,am335x");
  for (const Spelling spelling : {Spelling::prefix, Spelling::prefix_module}) {
    const Decoded decoded = decode_one(spelling, "of", board);
    CHECK(decoded.module.choice.is_certain);
    CHECK(decoded.patterns() == strings{"of:N*T*Cti,am335x", "of:N*T*Cti,am335xC*"});
  }
  const Decoded old = decode_one(Spelling::type_only, "of", board);
  CHECK(old.patterns() == strings{"of:N*T*Cti,am335x*"});
  CHECK(old.module.choice.is_certain);
}

TEST_CASE("choose: local symbols are of 6.15 or later", "[choose]") {
  // typec wrote the mode up to 6.13.
  const EntryBytes typec = entry(lp64_le).u16(0xff01).u8(1).word(0);
  CHECK_FALSE(decode_one(Spelling::prefix, "typec", typec).module.choice.is_certain);
  const Decoded local = decode_one(Spelling::prefix, "typec", typec, true);
  CHECK(local.module.choice.is_certain);
  CHECK(local.patterns() == strings{"typec:idFF01"});
}

TEST_CASE("choose: a vermagic that is none does not decide", "[choose]") {
  const TestTable table{.symbol = symbol_of(Spelling::prefix, "i2c"),
                        .bytes = table_of({i2c(lp64_le, "lm75")})};
  const Decoded decoded = decode(module_of(lp64_le, {table}, {"vermagic=rubbish"}));
  CHECK(decoded.patterns() == strings{"i2c:lm75"});
  CHECK(decoded.module.choice.reason.starts_with("no vermagic"));
}

TEST_CASE("choose: other entry sizes that only the table tells", "[choose]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CAPTURE(abi);
  // usb with and without an interface number.
  const auto usb = [&](bool has_number) {
    EntryBytes e =
        entry(abi).u16(3).u16(0x46d).u16(0x825).u16(0).u16(0).u8(0).u8(0).u8(0).u8(0).u8(0).u8(0);
    return has_number ? e.u8(0).word(0) : e.word(0);
  };
  const Decoded old = decode_one(Spelling::type_only, "usb", usb(false));
  CHECK(old.patterns() == strings{"usb:v046Dp0825d*dc*dsc*dp*ic*isc*ip*"});
  const Decoded newer = decode_one(Spelling::type_only, "usb", usb(true));
  CHECK(newer.patterns() == strings{"usb:v046Dp0825d*dc*dsc*dp*ic*isc*ip*in*"});
  // acpi with and without a class.
  const EntryBytes acpi = entry(abi).chars("PNP0C02", 9).word(0);
  CHECK(decode_one(Spelling::type_table, "acpi", acpi).patterns() == strings{"acpi*:PNP0C02:*"});
  EntryBytes with_class = acpi;
  with_class.u32(0).u32(0);
  CHECK(decode_one(Spelling::type_table, "acpi", with_class).patterns() ==
        strings{"acpi*:PNP0C02:*"});
  // wmi with and without a context.
  const EntryBytes wmi = entry(abi).chars("8D9DDCBC-A997-11DA-B012-B622A1EF5492", 37);
  CHECK(decode_one(Spelling::type_table, "wmi", wmi).patterns() ==
        strings{"wmi:8D9DDCBC-A997-11DA-B012-B622A1EF5492"});
}

}  // namespace ko2alias::test
