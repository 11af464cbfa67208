// Buses whose devices are matched by a name alone.
#include "kit/kit.h"

namespace ko2alias::test {

TEST_CASE("names: the name and no star", "[bus][names]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  struct Row {
    std::string_view type, release;
    std::size_t length;
    bool has_data;
  };
  const Row row = GENERATE(values<Row>({
      {"i2c", "2.6.32", 20, true},
      {"i2c", "7.3", 20, true},
      {"spi", "2.6.32", 32, true},
      {"spi", "7.3", 32, true},
      {"platform", "2.6.32", 20, true},
      {"platform", "6.14", 20, true},
      {"platform", "6.17", 24, true},
      {"platform", "7.3", 24, true},
      {"auxiliary", "5.11", 32, true},
      {"auxiliary", "6.18", 32, true},
      {"auxiliary", "6.19", 40, true},
      {"mhi", "5.7", 32, true},
      {"mhi_ep", "5.19", 32, true},
      {"rpmsg", "4.18", 32, false},
      {"rpmsg", "5.12", 32, false},
      {"rpmsg", "5.14", 32, true},
      {"vchiq", "6.7", 32, false},
  }));
  CAPTURE(abi, row.type, row.release);
  const auto named = [&](std::string_view name) {
    EntryBytes bytes = entry(abi).chars(name, row.length);
    return row.has_data ? bytes.word(1) : bytes;
  };
  const std::string prefix = std::string(row.type) + ":";
  CHECK(aliases_of(row.type, row.release, named("abc-1_2.x"), named("*"), named("ABC def")) ==
        strings{prefix + "abc-1_2.x", prefix + "*", prefix + "ABC def"});
}

}  // namespace ko2alias::test
