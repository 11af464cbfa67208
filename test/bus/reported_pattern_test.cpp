// What devices of a bus report, held against devices as the kernel writes them.
#include "bus/reported_pattern.h"

#include <algorithm>

#include <fnmatch.h>

#include "bus/buses.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

bool may_report(std::string_view type, const std::string& text,
                const std::optional<Release>& release = {}) {
  const Bus* const bus = find_bus(type);
  REQUIRE(bus != nullptr);
  const auto patterns = reported_patterns(*bus, release);
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
  });
}

}  // namespace

TEST_CASE("reported pattern: a bus's devices have one form", "[bus]") {
  struct Row {
    std::string type;
    std::string text;
    bool is_possible;
  };
  const std::string guid = "67C3371D-95A3-4C37-BB61-DD47B491DAAB";
  const Row rows[] = {
      {"wmi", "wmi:" + guid, true},
      {"wmi", "wmi:67c3371d-95a3-4c37-bb61-dd47b491daab", false},
      {"wmi", "wmi:{" + guid + "}", false},
      {"ishtp", "ishtp:{" + guid + "}", true},
      {"ishtp", "ishtp:" + guid, false},
      {"tee", "tee:67c3371d-95a3-4c37-bb61-dd47b491daab", true},
      {"tee", "tee:" + guid, false},
      {"vmbus", "vmbus:67c3371d95a34c37bb61dd47b491daab", true},
      {"vmbus", "vmbus:67C3371D95A34C37BB61DD47B491DAAB", false},
      {"vmbus", "vmbus:67c3371d-95a3-4c37-bb61-dd47b491daab", false},
      {"mdio", "mdio:00000000001000100001010100010011", true},
      {"mdio", "mdio:0022151300000000000000000000000F", false},
      {"amba", "amba:d00041011", true},
      {"amba", "amba:d000410", false},
      {"pci", "pci:v00008086d000010D3sv00008086sd00000000bc02sc00i00", true},
      {"pci", "pci:v00008086d000010d3sv00008086sd00000000bc02sc00i00", false},
      {"sdw", "sdw:m025Dp0700v02c01", true},
      {"sdw", "sdw:m25Dp0700v02c01", false},
      {"ulpi", "ulpi:v0451p1507", true},
      {"ulpi", "ulpi:v0451p150A", false},
      {"coreboot", "coreboot:t00000031", true},
      {"coreboot", "coreboot:t31", false},
      {"ssam", "ssam:d01c0Et01i00f02", true},
      // A number that has no fixed number of digits, and names, may be anything.
      {"slim", "slim:217:250:0:1", true},
      {"i2c", "i2c:anything at all", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(may_report(row.type, row.text) == row.is_possible);
  }
}

TEST_CASE("reported pattern: a release's own form counts where it is known", "[bus]") {
  const std::string short_hid = "hid:b0003v00001ED5p00000001";
  CHECK(may_report("hid", short_hid));
  CHECK(may_report("hid", short_hid, Release{3, 2}));
  CHECK(!may_report("hid", short_hid, Release{6, 12}));
  CHECK(may_report("typec", "typec:idFF01m01", Release{6, 1}));
  CHECK(!may_report("typec", "typec:idFF01m01", Release{6, 14}));
}

}  // namespace ko2alias::test
