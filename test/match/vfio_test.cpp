// The VFIO driver that libvirt chooses, row by row.
#include "match/vfio.h"

#include "match/vfio_kit.h"

namespace ko2alias::test {
namespace {

// A ConnectX Family mlx5Gen Virtual Function.
const std::string virtual_nic = "pci:v000015B3d0000101Esv000015B3sd00000127bc02sc00i00";
const std::string any_pci = "vfio_pci vfio_pci:v*d*sv*sd*bc*sc*i*";

// `acme_vfio_pci: 3/5 2/7`: the driver and each candidate's line and stars.
std::string result_of(const std::string& modalias, const strings& texts) {
  const Chosen choice = choose(modalias, texts);
  std::string result = choice.name() + ":";
  for (const VfioCandidate& candidate : choice.candidates)
    result += " " + std::to_string(candidate.claim.line()) + "/" + std::to_string(candidate.stars);
  return result;
}

// Each near miss as `LINE: REASON`.
strings near_misses(const std::string& modalias, const strings& texts) {
  strings misses;
  const Chosen choice = choose(modalias, texts);
  for (const VfioNearMiss& miss : choice.near_misses)
    misses.push_back(std::to_string(miss.claim.line()) + ": " + miss.reason);
  return misses;
}

std::string problem_of(const std::string& modalias) {
  const auto choice = choose_vfio_driver(modalias, {});
  return choice ? "none: " + choice->name() : choice.problem().message;
}

}  // namespace

TEST_CASE("vfio: the fewest stars win, then the first line", "[vfio]") {
  struct Row {
    strings lines;
    std::string result;
  };
  const Row rows[] = {
      {{}, "vfio-pci:"},
      {{"", "a pci:v000015B3d0000101Esv*sd*bc*sc*i*"}, "vfio-pci:"},
      {{"", "a vfio_pci:v00008086d*sv*sd*bc*sc*i*"}, "vfio-pci:"},
      {{"", any_pci}, "vfio-pci: 2/7"},
      {{"", "a vfio_pci:v000015B3d0000101Esv*sd*bc*sc*i*"}, "a: 2/5"},
      {{"", any_pci, "a vfio_pci:v000015B3d*sv*sd*bc*sc*i*",
        "b vfio_pci:v000015B3d0000101Esv*sd*bc*sc*i*"},
       "b: 4/5 3/6 2/7"},
      {{"", "a vfio_pci:v*d*sv*sd*bc02sc00i*", "b vfio_pci:v000015B3d0000101Esv*sd*bc*sc*i*"},
       "a: 2/5 3/5"},
      {{"", "a vfio_pci:v000015B3d0000101Esv000015B3sd00000127bc02sc00i00"}, "a: 2/0"},
      {{"", "a vfio_pci:v*d*sv*sd*bc02sc00i00*", any_pci}, "vfio-pci: 3/7"},
      {{"a vfio_pci:v000015B3d0000101Esv*sd*bc*sc*i*", any_pci}, "vfio-pci: 2/7"},
      {{any_pci}, "vfio-pci:"},
      {{"", "a-b vfio_pci:v*d*sv*sd*bc*sc*i*"}, "a-b: 2/7"},
      {{"", "a vfio_cdx:v*d*sv*sd*bc*sc*i*"}, "vfio-pci:"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.lines);
    CHECK(result_of(virtual_nic, row.lines) == row.result);
  }
}

TEST_CASE("vfio: candidates of other modules with as few stars are ties", "[vfio]") {
  const strings lines{"",
                      "a vfio_pci:v000015B3d*sv*sd*bc*sc*i*",
                      "b vfio_pci:v*d0000101Esv*sd*bc*sc*i*",
                      "a vfio_pci:v*d*sv*sd*bc02sc*i*",
                      "c vfio_pci:v*d*sv*sd*bc*sc00i*",
                      any_pci};
  const Chosen choice = choose(virtual_nic, lines);
  CHECK(choice.name() == "a");
  CHECK(choice.candidates.size() == 5);
  CHECK(choice.ties() == 2);
  CHECK(choose(virtual_nic, {"", any_pci}).ties() == 0);
  CHECK(choose(virtual_nic, strings(100, any_pci)).candidates[0].claim.line() == 2);
  CHECK(choose(virtual_nic, {}).ties() == 0);
}

TEST_CASE("vfio: a device of a vendor's driver, and one of its neighbours", "[vfio]") {
  const strings lines{"",
                      "hisi_acc_vfio_pci vfio_pci:v000019E5d0000A251sv*sd*bc*sc*i*",
                      "hisi_acc_vfio_pci vfio_pci:v000019E5d0000A256sv*sd*bc*sc*i*",
                      "hisi_acc_vfio_pci vfio_pci:v000019E5d0000A259sv*sd*bc*sc*i*",
                      "mlx5_vfio_pci vfio_pci:v000015B3d0000101Esv*sd*bc*sc*i*",
                      any_pci};
  const std::string tail = "sv00000000sd00000000bc10sc00i00";
  CHECK(result_of(virtual_nic, lines) == "mlx5_vfio_pci: 5/5 6/7");
  CHECK(result_of("pci:v000019E5d0000A256" + tail, lines) == "hisi_acc_vfio_pci: 3/5 6/7");
  CHECK(result_of("pci:v000019E5d0000A258" + tail, lines) == "vfio-pci: 6/7");
  CHECK(near_misses(virtual_nic, lines).empty());
}

TEST_CASE("vfio: a field that is not known matters only if a line that would win compares it",
          "[vfio]") {
  const std::string ids = "pci:v000015B3d0000101Esv*sd*bc*sc*i*";
  const std::string mine = "a vfio_pci:v000015B3d0000101Esv*sd*bc*sc*i*";
  struct Row {
    std::string why;
    strings lines;
    std::string driver;
  };
  const Row rows[] = {
      {"no line at all", {}, "vfio-pci"},
      {"lines that compare ids alone", {"", mine, any_pci}, "a"},
      {"other ids",
       {"", "b vfio_pci:v000015B3d00001021sv000015B3sd*bc*sc*i*", any_pci},
       "vfio-pci"},
      {"more stars than the winner", {"", "b vfio_pci:v*d*sv000015B3sd*bc*sc*i*", mine}, "a"},
      {"as many stars, behind the winner", {"", mine, "b vfio_pci:v*d*sv*sd*bc02sc00i*"}, "a"},
      {"as many stars, before it", {"", "b vfio_pci:v*d*sv*sd*bc02sc00i*", mine}, ""},
      {"fewer stars", {"", mine, "b vfio_pci:v000015B3d0000101Esv000015B3sd*bc*sc*i*"}, ""},
      {"the same driver", {"", mine, "a vfio_pci:v000015B3d0000101Esv000015B3sd*bc*sc*i*"}, "a"},
      {"no winner", {"", "b vfio_pci:v*d*sv*sd*bc02sc*i*"}, ""},
      {"the bus's own driver", {"", "vfio-pci vfio_pci:v*d*sv*sd*bc02sc*i*"}, "vfio-pci"},
      {"a value that no device has",
       {"", "b vfio_pci:v*d*sv*sd*bc02sc00i00*", any_pci},
       "vfio-pci"},
      {"line 1", {"b vfio_pci:v*d*sv*sd*bc02sc*i*", any_pci}, "vfio-pci"},
      {"a line that another one always goes before",
       {"", "b vfio_pci:v*d*sv000015B3sd*bc*sc*i*",
        "vfio_pci vfio_pci:v000015B3d*sv000015B3sd*bc*sc*i*"},
       "vfio-pci"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Chosen choice = choose(ids, row.lines);
    CHECK(choice.name() == row.driver);
    CHECK(choice.deciding.has_value() == row.driver.empty());
    if (choice.deciding) CHECK(choice.deciding->claim.name() == "b");
  }
  CHECK(choose(ids, {"", mine, "b vfio_pci:v*d*sv*sd*bc02sc*i00"}).deciding == std::nullopt);
  CHECK(choose(ids, {"", "b vfio_pci:v*d*sv*sd*bc*sc*i00"}).deciding->unknown_field == "i");
}

TEST_CASE("vfio: lines that may be candidates stand behind those that are", "[vfio]") {
  const strings lines{"", "b vfio_pci:v000015B3d0000101Esv000015B3sd*bc*sc*i*", any_pci,
                      "c vfio_pci:v*d*sv*sd*bc*sc*i00"};
  const Chosen choice = choose("pci:v000015B3d0000101Esv*sd*bc02sc00i*", lines);
  CHECK(choice.name().empty());
  REQUIRE(choice.candidates.size() == 3);
  CHECK(choice.candidates[0].claim.name() == "vfio_pci");
  CHECK(choice.candidates[0].is_certain());
  CHECK(choice.candidates[1].unknown_field == "sv");
  CHECK(choice.candidates[2].unknown_field == "i");
  CHECK(choice.ties() == 0);
}

TEST_CASE("vfio: a hundred thousand lines that may count take no time", "[vfio]") {
  strings lines{""};
  for (int i = 0; i < 100'000; ++i) {
    std::string digits = std::to_string(i);
    digits.insert(0, 8 - digits.size(), '0');
    lines.push_back("vfio_pci vfio_pci:v*d*sv*sd" + digits + "bc*sc*i*");
  }
  CHECK(choose("pci:v000015B3d0000101Esv*sd*bc*sc*i*", lines).name() == "vfio-pci");
}

TEST_CASE("vfio: a near miss says why", "[vfio]") {
  struct Row {
    std::string pattern;
    std::string reason;
  };
  const std::string in_case = "upper and lower case differ from what devices report";
  const Row rows[] = {
      {"v*d*sv*sd*bc02sc00i00*",
       "field 'i00*' is neither '00' nor '*', and libvirt compares strings"},
      {"v*d*sv*sd*bc*sc*i**", "field 'i**' is neither '00' nor '*', and libvirt compares strings"},
      {"v*d0000101[0-9A-F]sv*sd*bc*sc*i*",
       "field 'd0000101[0-9A-F]' is neither '0000101E' nor '*', and libvirt compares strings"},
      {"v000015B?d*sv*sd*bc*sc*i*",
       "field 'v000015B?' is neither '000015B3' nor '*', and libvirt compares strings"},
      {"v000015B3*",
       "field 'v000015B3*' is neither '000015B3' nor '*', and libvirt compares strings"},
      {"v000015B3d*", "has no field 'sv', and libvirt compares each"},
      {"v*", "has no field 'd', and libvirt compares each"},
      {"*", "has no field 'v', and libvirt compares each"},
      {"v000015b3d0000101esv*sd*bc*sc*i*", in_case},
      {"V000015B3D*sv*sd*BC*sc*I*", in_case},
      {"v000015b3d0000101fsv*sd*bc*sc*i*", ""},
      {"v000015b3d*sv*sd*bc*sc*i**", ""},
      {"", ""},
      {"v", ""},
      {"vdsvsdbcsci", ""},
      {"v000015B3d0000101E", ""},
      {"vd*sv*sd*bc*sc*i*", ""},
      {"vv*d*sv*sd*bc*sc*i*", ""},
      {"v*v*d*sv*sd*bc*sc*i*", ""},
      {"v*d*sv*sd*bc*sc*i*x", ""},
      {"d*v*sv*sd*bc*sc*i*", ""},
      {"v[d*sv*sd*bc*sc*i*", ""},
      {"v*d*sv*sd*bc*sc*i[]0]*", ""},
      {"v*d*sv*sd*bc*sc*i[[0]0",
       "field 'i[[0]0' is neither '00' nor '*', and libvirt compares strings"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    const strings lines{"", "a vfio_pci:" + row.pattern};
    CHECK(near_misses(virtual_nic, lines) ==
          (row.reason.empty() ? strings{} : strings{"2: " + row.reason}));
    CHECK(choose(virtual_nic, lines).candidates.empty());
  }
}

TEST_CASE("vfio: a match on line 1 is a near miss, other lines 1 have their own reasons",
          "[vfio]") {
  CHECK(near_misses(virtual_nic, {any_pci, any_pci}) ==
        strings{"1: line 1 of modules.alias is not seen by libvirt"});
  CHECK(near_misses(virtual_nic, {"a vfio_pci:v*"}) ==
        strings{"1: has no field 'd', and libvirt compares each"});
  CHECK(near_misses(virtual_nic, {"a vfio_pci:v00008086d*sv*sd*bc*sc*i*"}).empty());
}

TEST_CASE("vfio: a cdx device has the fields of its release", "[vfio]") {
  const std::string device = "cdx:v10EEd0001sv10EEsd0002c00010203";
  const strings lines{"",
                      "old vfio_cdx:v10EEd0001",
                      "a vfio_cdx:v10EEd*sv*sd*c*",
                      "b vfio_cdx:v10EEd0001sv*sd*c*",
                      "vfio_cdx vfio_cdx:v*d*sv*sd*c*",
                      "c vfio_pci:v*d*sv*sd*c*",
                      "d cdx:v*d*sv*sd*c*"};
  CHECK(result_of(device, lines) == "b: 4/3 3/4 5/5");
  CHECK(result_of("cdx:v10EEd0001", lines) == "old: 2/0");
  CHECK(result_of("cdx:v10EEd0002", lines) == "vfio-cdx:");
  CHECK(result_of("cdx:v1d2sv3sd4c5", lines) == "vfio-cdx: 5/5");
  CHECK(result_of("cdx:v000010EEd00000001sv00000000sd00000000c00000000",
                  {"", "a vfio_cdx:v000010EEd00000001sv*sd*c*"}) == "a: 2/3");
  CHECK(choose(device, lines).bus == "cdx");
  CHECK(choose(virtual_nic, lines).bus == "pci");
}

TEST_CASE("vfio: a modalias that no pci or cdx device reports is a problem", "[vfio]") {
  struct Row {
    std::string modalias;
    std::string message;
  };
  const std::string other =
      "not the modalias of a pci or cdx device, which begins with 'pci:' or 'cdx:'";
  const auto no_field = [](const std::string& tag, const std::string& behind) {
    return "no field '" + tag + "' behind '" + behind +
           "': devices report it there, after upper-case hexadecimal digits";
  };
  const auto digits = [](const std::string& tag, const std::string& count) {
    return "field '" + tag + "' begins with " + count +
           " upper-case hexadecimal digits; devices report 1 to 8";
  };
  const std::string huge(100'000, 'A');
  const Row rows[] = {
      {"", other},
      {"pci", other},
      {":", other},
      {"usb:v1ED5p0309d0100dc00dsc00dp00icFFisc00ip00in00", other},
      {"vfio_pci:v*d*sv*sd*bc*sc*i*", other},
      {"PCI:v1d1sv1sd1bc1sc1i1", other},
      {huge, other},
      {"pci:", no_field("v", "pci:")},
      {"pci:d1v1sv1sd1bc1sc1i1", no_field("v", "pci:")},
      {"pci:v1sv1sd1bc1sc1i1", no_field("d", "pci:v1")},
      {"pci:v1v2d1sv1sd1bc1sc1i1", no_field("d", "pci:v1")},
      {"pci:v0000abcdd1sv1sd1bc1sc1i1", no_field("d", "pci:v0000")},
      {"pci:v1d1sv1sd1bc1sc1", no_field("i", "pci:v1d1sv1sd1bc1sc1")},
      {"pci:v1d1sv1sd1c1", no_field("bc", "pci:v1d1sv1sd1")},
      {"pci:vd1sv1sd1bc1sc1i1", digits("v", "0")},
      {"pci:v**d1sv1sd1bc1sc1i1", no_field("d", "pci:v*")},
      {"pci:v1*d1sv1sd1bc1sc1i1", no_field("d", "pci:v1")},
      {"pci:v00001ED5d00000200sv*sd*bc*sc*", no_field("i", "pci:v00001ED5d00000200sv*sd*bc*sc*")},
      {"pci:v1d1sv1sd1bc1sc1i", digits("i", "0")},
      {"pci:v000000001d1sv1sd1bc1sc1i1", digits("v", "9")},
      {"pci:v" + huge, digits("v", "100000")},
      {"pci:v1d1sv1sd1bc1sc1i1\n", "1 byte behind the last field, 'i'"},
      {"pci:v1d1sv1sd1bc1sc1i1" + std::string(100'000, 'x'),
       "100,000 bytes behind the last field, 'i'"},
      {"cdx:", no_field("v", "cdx:")},
      {"cdx:v1", no_field("d", "cdx:v1")},
      {"cdx:v1d1d", no_field("sv", "cdx:v1d1")},
      {"cdx:v1d1sv1", no_field("sd", "cdx:v1d1sv1")},
      {"cdx:v1d1sv1sd1", no_field("c", "cdx:v1d1sv1sd1")},
      {"cdx:v1d1", "none: vfio-cdx"},
      {"pci:v1d1sv1sd1bc1sc1i1", "none: vfio-pci"},
      {"pci:v00001ED5d00000200sv*sd*bc*sc*i*", "none: vfio-pci"},
      {"cdx:v1d1sv1sd*c1", "none: vfio-cdx"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.modalias.substr(0, 80));
    CHECK(problem_of(row.modalias) == row.message);
  }
}

TEST_CASE("vfio: patterns of 100 kB are compared in no time", "[vfio]") {
  std::string stars;
  for (int i = 0; i < 50'000; ++i) stars += "*0";
  std::string tags;
  for (int i = 0; i < 14'000; ++i) tags += "v*d*sv*";
  for (const std::string& text :
       {stars, tags, std::string(100'000, '*'), std::string(100'000, '['),
        std::string(100'000, '[') + "]", "v*d" + stars, "v" + std::string(100'000, '\\')}) {
    const strings lines{"", "a vfio_pci:" + text, any_pci};
    CAPTURE(text.substr(0, 20));
    CHECK(result_of(virtual_nic, lines) == "vfio-pci: 3/7");
  }
  CHECK(near_misses(virtual_nic, {"", "a vfio_pci:" + std::string(100'000, '*')}).size() == 1);
}

}  // namespace ko2alias::test
