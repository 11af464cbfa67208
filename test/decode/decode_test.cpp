// From a module to its aliases: what goes wrong in tables, and what a release does with repeats,
// overrides and symbols.
#include "ko2alias/decode.h"

#include "kit/entries.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

EntryBytes pnp(const Abi& abi, std::string_view id) { return entry(abi).chars(id, 8).word(0); }

EntryBytes intel(const Abi& abi, std::uint64_t device, std::uint64_t override_only = 0,
                 std::uint64_t class_mask = 0) {
  return pci(abi, {.vendor = 0x8086,
                   .device = device,
                   .class_mask = class_mask,
                   .override_only = override_only});
}

TestTable table(Spelling spelling, std::string_view type, const std::vector<EntryBytes>& entries,
                std::string_view name = "ids", std::string_view module = "test") {
  return {.symbol = symbol_of(spelling, type, name, module), .bytes = table_of(entries)};
}
TestTable table(std::string_view type, const std::vector<EntryBytes>& entries,
                std::string_view name = "ids") {
  return table(Spelling::type_table, type, entries, name);
}

}  // namespace

TEST_CASE("decode: tables in symbol order, entries in table order", "[decode]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const Decoded decoded = decode(module_of(abi,
                                           {table("i2c", {i2c(abi, "b"), i2c(abi, "a")}, "first"),
                                            table("pci", {intel(abi, 0x10d3)}, "second")},
                                           {"vermagic=6.1.141 SMP", "name=e1000e"}));
  CHECK(decoded.patterns() == strings{"i2c:b", "i2c:a", "pci:v00008086d000010D3sv*sd*bc*sc*i*"});
  CHECK(decoded.problems() == strings{});
  const DecodedModule& module = decoded.module;
  CHECK(module.name == "e1000e");
  CHECK(module.abi.word_size == abi.word_size);
  CHECK(module.choice.release == Release{6, 1, 141});
  CHECK(module.choice.reason == "vermagic 6.1.141");
  CHECK(module.choice.is_certain);
  REQUIRE(module.tables.size() == 2);
  CHECK(module.tables[0].entries == 2);
  CHECK(module.tables[0].reason.empty());
  CHECK(module.aliases[1].table == 0);
  CHECK(module.aliases[1].entry == 1);
  CHECK(module.aliases[2].table == 1);
  CHECK(module.aliases[2].entry == 0);
}

TEST_CASE("decode: a table of a terminator alone is fine and gives nothing", "[decode]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  TestTable lone = table("i2c", {i2c(abi, "")});
  lone.bytes.resize(lone.bytes.size() / 2);
  const Decoded decoded = decode(module_of(abi, {lone}), as_kernel("6.1"));
  CHECK(decoded.patterns().empty());
  CHECK(decoded.problems().empty());
}

TEST_CASE("decode: an entry that is all zero is an entry, unless it is the last", "[decode]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CHECK(aliases_of("i2c", i2c(abi, ""), i2c(abi, "a")) == strings{"i2c:", "i2c:a"});
}

TEST_CASE("decode: a size that is no multiple of the entry's", "[decode]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  TestTable bad = table("pci", {intel(abi, 1)}, "bad");
  bad.bytes.resize(130);
  const Decoded decoded =
      decode(module_of(abi, {bad, table("i2c", {i2c(abi, "a")}, "good")}), as_kernel("6.1"));
  CHECK(decoded.problems() ==
        strings{"error: __mod_pci__bad_device_table: size 130 is not a multiple of the pci entry "
                "size " +
                std::to_string(abi.word_size == 8 ? 40 : 32)});
  CHECK(decoded.patterns() == strings{"i2c:a"});
}

TEST_CASE("decode: a table of no size", "[decode]") {
  const Decoded decoded =
      decode(module_of(lp64_be, {{.symbol = symbol_of(Spelling::prefix, "pci"), .bytes = ""}}),
             as_kernel("6.13"));
  CHECK(decoded.problems() == strings{"error: __mod_device_table__pci__ids: size 0 is not a "
                                      "multiple of the pci entry size 40"});
}

TEST_CASE("decode: a table without its terminator", "[decode]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  TestTable bad = table("i2c", {i2c(abi, "a"), i2c(abi, "b")}, "bad");
  const std::size_t size = i2c(abi, "a").bytes().size();
  bad.bytes.resize(2 * size);
  const Decoded decoded =
      decode(module_of(abi, {bad, table("i2c", {i2c(abi, "c")}, "good")}), as_kernel("6.1"));
  CHECK(decoded.problems() ==
        strings{"error: __mod_i2c__bad_device_table: the last of its 2 entries of " +
                std::to_string(size) + " bytes is not all zero: the terminator is missing"});
  CHECK(decoded.patterns() == strings{"i2c:c"});
}

TEST_CASE("decode: a terminator with one dirty byte is none", "[decode]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  TestTable bad = table("i2c", {i2c(abi, "a")});
  bad.bytes.back() = '\1';
  CHECK(any_contains(decode(module_of(abi, {bad}), as_kernel("6.1")).problems(),
                     "the terminator is missing"));
  bad.bytes.resize(i2c(abi, "a").bytes().size());
  CHECK(any_contains(decode(module_of(abi, {bad}), as_kernel("6.1")).problems(),
                     ": its only entry of " + std::to_string(bad.bytes.size()) +
                         " bytes is not all zero: the terminator is missing"));
}

TEST_CASE("decode: types that nobody knows and types that never had aliases", "[decode]") {
  const Decoded decoded = decode(
      module_of(lp64_le, {table("quux", {i2c(lp64_le, "a")}), table("tifm", {i2c(lp64_le, "b")}),
                          table("i2c", {i2c(lp64_le, "c")})}),
      as_kernel("6.1"));
  CHECK(
      decoded.problems() ==
      strings{
          "warning: __mod_quux__ids_device_table: unknown type 'quux', table of 64 bytes: no alias",
          "note: __mod_tifm__ids_device_table: type 'tifm' has never had aliases"});
  CHECK(decoded.patterns() == strings{"i2c:c"});
  CHECK(decoded.module.tables[0].bus == nullptr);
}

TEST_CASE("decode: a type that the release had no aliases for yet", "[decode]") {
  const EntryBytes slim = entry(lp64_le).u16(0x217).u16(0x250).u16(0).u16(0).word(0);
  const Decoded decoded = decode_table("slim", "6.11", {slim});
  CHECK(decoded.patterns().empty());
  CHECK(decoded.problems() ==
        strings{"note: __mod_slim__ids_device_table: type 'slim' had no aliases in 6.11 (they "
                "came with 6.12)"});
  CHECK(aliases_of("slim", "6.12", slim) == strings{"slim:217:250:*"});
}

TEST_CASE("decode: repeats are kept up to 6.12 and dropped over the whole module from 6.13 on",
          "[decode]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  // A pnp entry makes an acpi alias as well.
  const std::string elf =
      module_of(abi, {table("i2c", {i2c(abi, "a"), i2c(abi, "b"), i2c(abi, "a")}, "one"),
                      table("i2c", {i2c(abi, "b"), i2c(abi, "c")}, "two"),
                      table("acpi", {acpi(abi, "PNP0C02")}), table("pnp", {pnp(abi, "pnp0c02")})});
  CHECK(decode(elf, as_kernel("6.12")).patterns() == strings{"i2c:a", "i2c:b", "i2c:a", "i2c:b",
                                                             "i2c:c", "acpi*:PNP0C02:*",
                                                             "pnp:dpnp0c02*", "acpi*:PNP0C02:*"});
  CHECK(decode(elf, as_kernel("6.13")).patterns() ==
        strings{"i2c:a", "i2c:b", "i2c:c", "acpi*:PNP0C02:*", "pnp:dpnp0c02*"});
}

TEST_CASE("decode: override values choose the prefix", "[decode]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string elf =
      module_of(abi, {table("pci", {intel(abi, 1, 0), intel(abi, 2, 1), intel(abi, 3, 2)})});
  const std::string tail = "sv*sd*bc*sc*i*";

  DecodeOptions options = as_kernel("6.1");
  const Decoded decoded = decode(elf, options);
  CHECK(decoded.patterns() ==
        strings{"pci:v00008086d00000001" + tail, "vfio_pci:v00008086d00000002" + tail});
  CHECK(decoded.problems() == strings{"warning: __mod_pci__ids_device_table: entry 2: "
                                      "override_only is 2, a value without a prefix: no "
                                      "alias"});
  CHECK(decoded.module.aliases[0].override_value == 0);
  CHECK(decoded.module.aliases[1].override_value == 1);
  CHECK(decoded.module.aliases[1].override_prefix == "vfio_");

  options.overrides.push_back({"pci", 2, "acme_"});
  CHECK(decode(elf, options).patterns().back() == "acme_pci:v00008086d00000003" + tail);
  CHECK(decode(elf, options).problems().empty());
  // Another bus's prefix is none of ours.
  options.overrides.back().bus = "cdx";
  CHECK(decode(elf, options).patterns().size() == 2);
}

TEST_CASE("decode: buses without overrides have no override value", "[decode]") {
  const Decoded decoded = decode_table("i2c", "6.1", {i2c(lp64_le, "a")});
  CHECK_FALSE(decoded.module.aliases.at(0).override_value);
}

TEST_CASE("decode: a class mask that no alias can say", "[decode]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const Decoded decoded =
      decode_table("pci", "6.1", {intel(abi, 1, 0, 0xfff000), intel(abi, 2, 0, 0xff0000)});
  CHECK(decoded.patterns() == strings{"pci:v00008086d00000002sv*sd*bc00sc*i*"});
  CHECK(decoded.problems() ==
        strings{"warning: __mod_pci__ids_device_table: entry 0: class_mask 0x00fff000 cuts through "
                "a byte of the class, which no alias can express: no alias"});
}

TEST_CASE("decode: a text that fills its array runs on, and is told", "[decode]") {
  // snd-soc-sof_rt5682 of 5.10: 20 characters, driver_data 0x8078 behind them.
  const std::string_view name = "jsl_rt5682_max98360a";
  const auto platform = [&](const Abi& abi, std::uint64_t data) {
    return entry(abi).chars(name, 20).word(data);
  };
  const std::string warning =
      "warning: __mod_platform__ids_device_table: entry 0: name fills its 20 bytes without a "
      "NUL: its text runs on into the bytes behind it";
  CHECK(aliases_of("platform", "5.10", platform(i386, 0x8078)) ==
        strings{"platform:jsl_rt5682_max98360ax\x80"});
  CHECK(aliases_of("platform", "5.10", platform(ilp32_be, 0x8078)) ==
        strings{"platform:jsl_rt5682_max98360a"});
  CHECK(aliases_of("platform", "5.10", platform(lp64_le, 0x8078)) ==
        strings{"platform:jsl_rt5682_max98360a"});
  CHECK(decode_table("platform", "5.10", {platform(i386, 0x8078)}).problems() == strings{warning});
  CHECK(decode_table("platform", "5.10", {platform(lp64_le, 0)}).problems() == strings{warning});
  // Into the next entry, where the rest of this one holds no zero.
  CHECK(aliases_of("platform", "5.10", platform(i386, 0x64636261), platform(i386, 0)) ==
        strings{"platform:jsl_rt5682_max98360aabcdjsl_rt5682_max98360a",
                "platform:jsl_rt5682_max98360a"});
}

TEST_CASE("decode: a line break in an alias", "[decode]") {
  const Decoded decoded =
      decode_table("i2c", "6.1", {i2c(lp64_le, "a\nb"), i2c(lp64_le, "c\r"), i2c(lp64_le, "d")});
  CHECK(decoded.patterns() == strings{"i2c:d"});
  CHECK(decoded.problems().size() == 2);
  CHECK(any_contains(decoded.problems(), "entry 1: its alias would hold a line break"));
}

TEST_CASE("decode: tables that modpost misreads give nothing, and a warning", "[decode]") {
  const std::string name = GENERATE("a__b", "foo_");
  const TestTable lost = table(Spelling::prefix_module, "i2c", {i2c(lp64_le, "a")}, "ids", name);
  const Decoded decoded = decode(module_of(lp64_le, {lost}, {"vermagic=6.18.2", "name=" + name}));
  CHECK(decoded.patterns().empty());
  REQUIRE(decoded.problems().size() == 1);
  CHECK(any_contains(decoded.problems(),
                     std::string("modpost takes '") + (name == "foo_" ? "_i2c" : "b") +
                         "' for its type, as the module's name holds a double underscore"));
  CHECK(decoded.module.tables[0].bus != nullptr);
}

TEST_CASE("decode: symbols that modpost of some releases passes by", "[decode]") {
  struct Row {
    std::string symbol;
    bool is_object;
    std::string release;
    std::string warning;
  };
  const std::string object = "its symbol is not an object";
  const std::string start = "its symbol does not start with __mod_";
  const std::string suffix = "its symbol has a numeric suffix";
  const Row row = GENERATE_COPY(values<Row>({
      {"__mod_i2c_device_table", false, "3.2", ""},
      {"__mod_i2c_device_table", false, "3.3", object},
      {"__mod_i2c_device_table", false, "6.12", object},
      {"x__mod_i2c__ids_device_table", true, "4.19.304", ""},
      {"x__mod_i2c__ids_device_table", true, "4.20", start},
      {"__mod_i2c__ids_device_table.7", true, "3.16", ""},
      {"__mod_i2c__ids_device_table.7", true, "3.17", suffix},
      {"__mod_i2c__ids_device_table.7", true, "4.19.303", suffix},
      {"__mod_i2c__ids_device_table.7", true, "4.19.304", ""},
      {"__mod_i2c__ids_device_table.7", true, "5.15.16", suffix},
      {"__mod_i2c__ids_device_table.7", true, "5.19", ""},
  }));
  CAPTURE(row.symbol, row.release);
  const TestTable odd{
      .symbol = row.symbol, .bytes = table_of({i2c(lp64_le, "a")}), .is_object = row.is_object};
  const Decoded decoded = decode(module_of(lp64_le, {odd}), as_kernel(row.release));
  CHECK(decoded.patterns() == (row.warning.empty() ? strings{"i2c:a"} : strings{}));
  CHECK(decoded.problems().size() == (row.warning.empty() ? 0 : 1));
  CHECK((row.warning.empty() || any_contains(decoded.problems(), row.warning)));
}

TEST_CASE("decode: a module's name, from its records or its file", "[decode]") {
  const auto name_of = [](const strings& modinfo, const std::string& file) {
    return decode(module_of(lp64_le, {}, modinfo), {}, file).module.name;
  };
  CHECK(name_of({"name=snd-soc"}, "x.ko") == "snd_soc");
  CHECK(name_of({}, "snd-soc.ko") == "snd_soc");
  CHECK(name_of({}, "/lib/modules/6.1.0/kernel/snd-soc.ko.xz") == "snd_soc");
  CHECK(name_of({}, "linux.deb: ./lib/a.b.ko.zst") == "a.b");
  CHECK(name_of({}, "e1000.o") == "e1000");
}

TEST_CASE("decode: a module that lost the symbols of its tables is told by its aliases",
          "[decode]") {
  const auto is_stripped = [](const std::vector<TestTable>& tables, const strings& modinfo) {
    return decode(module_of(lp64_le, tables, modinfo)).module.is_stripped;
  };
  TestTable local = table("i2c", {i2c(lp64_le, "a")});
  CHECK(is_stripped({}, {"alias=i2c:a", "name=test"}));
  CHECK_FALSE(is_stripped({}, {"alias=fs-ext4", "name=test"}));
  CHECK_FALSE(is_stripped({}, {"name=test"}));
  CHECK_FALSE(is_stripped({local}, {"alias=i2c:a", "name=test"}));
  // A local object is left, so nothing was stripped and the alias was written by hand.
  local.symbol = "__mod_lruvec_page_state";
  local.is_local = true;
  CHECK_FALSE(is_stripped({local}, {"alias=i2c:a", "name=test"}));
}

TEST_CASE("decode: the byte order of the machine that built the kernel", "[decode]") {
  // ishtp reversed a uuid up to 6.6, where the build host had another byte order.
  const EntryBytes ishtp =
      entry(lp64_be)
          .chars("\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10", 16)
          .word(0);
  const auto alias = [&](const std::string& vermagic, std::optional<ByteOrder> host) {
    DecodeOptions options;
    options.build_host = host;
    return decode(module_of(lp64_be, {table("ishtp", {ishtp})}, {"vermagic=" + vermagic}), options)
        .patterns();
  };
  const strings right{"ishtp:{04030201-0605-0807-090A-0B0C0D0E0F10}"};
  const strings reversed{"ishtp:{0D0E0F10-0B0C-090A-0807-060504030201}"};
  CHECK(alias("6.6.0", ByteOrder::big) == right);
  CHECK(alias("6.6.0", ByteOrder::little) == reversed);
  CHECK(alias("6.7.0", ByteOrder::little) == right);
  CHECK(alias("6.6.0", std::nullopt) == reversed);
  // Distributions build s390x on s390x.
  CHECK(alias("6.6.0-s390x", std::nullopt) == right);
}

}  // namespace ko2alias::test
