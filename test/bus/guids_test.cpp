// ishtp, mei, tee, vmbus and wmi.
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

constexpr std::string_view uuid =
    "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\xa0";

EntryBytes wmi(const Abi& abi, std::string_view text) { return entry(abi).chars(text, 37).word(0); }
EntryBytes wmi_5_2(const Abi& abi, std::string_view text) { return entry(abi).chars(text, 37); }

const std::string mixed_case = "8D9DDCBC-A997-11da-b012-B622A1EF5492";
const std::string upper_case = "8D9DDCBC-A997-11DA-B012-B622A1EF5492";

}  // namespace

TEST_CASE("mei: what each release wrote", "[bus][mei]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  CHECK(aliases_of("mei", "3.10.17", entry(abi).chars("nfc", 32).word(0),
                   entry(abi).chars("", 32).word(1)) == strings{"mei:nfc", "mei:"});
  CHECK(aliases_of("mei", "4.2", entry(abi).chars("nfc", 32).chars(uuid, 16).word(0),
                   entry(abi).chars("", 32).chars(uuid, 16).word(0)) ==
        strings{"mei:nfc:0102030405060708090a0b0c0d0e0fa0:*",
                "mei:*:0102030405060708090a0b0c0d0e0fa0:*"});
  const std::string release = GENERATE("4.4", "3.10.0-1160.el7.x86_64", "7.3");
  CHECK(aliases_of("mei", release, entry(abi).chars("nfc", 32).chars(uuid, 16).u8(2).word(0),
                   entry(abi).chars("", 32).chars(uuid, 16).u8(0xff).word(0)) ==
        strings{"mei:nfc:04030201-0605-0807-090a-0b0c0d0e0fa0:02:*",
                "mei:*:04030201-0605-0807-090a-0b0c0d0e0fa0:*:*"});
}

TEST_CASE("uuids: each bus in its own form", "[bus][guids]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CHECK(aliases_of("ishtp", entry(abi).chars(uuid, 16).word(0)) ==
        strings{"ishtp:{04030201-0605-0807-090A-0B0C0D0E0FA0}"});
  CHECK(aliases_of("tee", entry(abi).chars(uuid, 16)) ==
        strings{"tee:01020304-0506-0708-090a-0b0c0d0e0fa0*"});
  CHECK(aliases_of("vmbus", entry(abi).chars(uuid, 16).word(0)) ==
        strings{"vmbus:0102030405060708090a0b0c0d0e0fa0"});
}

TEST_CASE("uuids: a zero byte in them is no end", "[bus][guids]") {
  const std::string_view zeros("\0\x02\0\x04\0\0\0\0\0\0\0\0\0\0\0\x01", 16);
  CHECK(aliases_of("tee", entry(lp64_be).chars(zeros, 16)) ==
        strings{"tee:00020004-0000-0000-0000-000000000001*"});
}

TEST_CASE("wmi: as the driver spelled it before 7.2, checked and in upper case from then on",
          "[bus][wmi]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  CHECK(aliases_of("wmi", "5.2", wmi_5_2(abi, mixed_case)) == strings{"wmi:" + mixed_case});
  CHECK(aliases_of("wmi", "5.3", wmi(abi, mixed_case)) == strings{"wmi:" + mixed_case});
  CHECK(aliases_of("wmi", "7.1", wmi(abi, mixed_case)) == strings{"wmi:" + mixed_case});
  CHECK(aliases_of("wmi", "7.2", wmi(abi, mixed_case)) == strings{"wmi:" + upper_case});
}

TEST_CASE("wmi: texts that are no GUID", "[bus][wmi]") {
  const std::string one_short = mixed_case.substr(1);
  const std::string bad_digit = "8D9DDCBG" + mixed_case.substr(8);
  const std::string bad_dash = "8D9DDCBC_" + mixed_case.substr(9);
  const std::string text = GENERATE_COPY(std::string(), one_short, bad_digit, bad_dash);
  const bool has_36_characters = text.size() == 36;
  CAPTURE(text);
  const Decoded old = decode_table("wmi", "7.1", {wmi(lp64_le, text)});
  CHECK(old.patterns() == (has_36_characters ? strings{"wmi:" + text} : strings{}));
  CHECK(old.problems().size() == (has_36_characters ? 0 : 1));
  const Decoded checked = decode_table("wmi", "7.2", {wmi(lp64_le, text)});
  CHECK(checked.patterns().empty());
  CHECK(any_contains(checked.problems(), "warning: __mod_wmi__ids_device_table: entry 0: '" + text +
                                             "' is not a GUID"));
}

TEST_CASE("ishtp: no aliases before 5.16, in no stable series", "[bus][guids]") {
  const EntryBytes ishtp = entry(lp64_le).chars(std::string(16, 'x'), 16).word(0);
  for (const std::string_view release : {"5.4.289", "5.10.262", "5.15.185"})
    CHECK(aliases_of("ishtp", release, ishtp).empty());
  CHECK(aliases_of("ishtp", "5.16", ishtp).size() == 1);
}

}  // namespace ko2alias::test
