// The VFIO driver that libvirt chooses: rows, and random files judged by regular expressions and by
// a slow reading of kmod's rule.
//
//   choose("pci:v000015B3d…", {"", "mlx5_vfio_pci vfio_pci:v000015B3d…"})
//
// The first of the texts is line 1 of the file.
#include "match/vfio.h"

#include <algorithm>
#include <random>
#include <regex>
#include <set>

#include "kernel/modules_alias.h"
#include "kit/kit.h"
#include "kit/kmod_reference.h"

namespace ko2alias::test {
namespace {

// A ConnectX Family mlx5Gen Virtual Function.
const std::string nic = "pci:v000015B3d0000101Esv000015B3sd00000127bc02sc00i00";
const std::string any_pci = "vfio_pci vfio_pci:v*d*sv*sd*bc*sc*i*";

// Each text is `MODULE PATTERN`, or empty for a line that holds no alias.
ModulesAlias file_of(const strings& texts) {
  std::string file;
  for (const std::string& text : texts) {
    const auto space = text.find(' ');
    if (space != std::string::npos)
      file += "alias " + text.substr(space + 1) + " " + text.substr(0, space);
    file += "\n";
  }
  return ModulesAlias(file);
}

// A choice with the file that it looks into.
struct Chosen : VfioChoice {
  ModulesAlias file;
};

Chosen choose(const std::string& modalias, const strings& texts) {
  ModulesAlias file = file_of(texts);
  auto choice = choose_vfio_driver(modalias, file.claims());
  REQUIRE(choice);
  return {std::move(*choice), std::move(file)};
}

// `acme_vfio_pci: 3/5 2/7`: the driver and each candidate's line and stars.
std::string result_of(const std::string& modalias, const strings& texts) {
  const Chosen choice = choose(modalias, texts);
  std::string result = choice.driver + ":";
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
  return choice ? "none: " + choice->driver : choice.problem().message;
}

// The answer of the slow judge for a file.
struct Verdict {
  std::size_t winner = 0;
  std::vector<std::size_t> candidates;
  std::size_t ties = 0;
  std::vector<std::size_t> near_misses;
};

// Tries each number of stars and, for each, every line. A winner of 0 is none, as lines are counted
// from 1.
class Judge {
 public:
  Judge(std::string modalias, const std::vector<ClaimRef>& lines) : modalias_(std::move(modalias)) {
    const std::regex device("pci:v(.*)d(.*)sv(.*)sd(.*)bc(.*)sc(.*)i(.*)");
    REQUIRE(std::regex_match(modalias_, device_, device));
    for (int stars = 0; stars <= 7; ++stars)
      for (const ClaimRef& line : lines)
        if (line.line() != 1 && stars_of(line) == stars) add(line, stars);
    for (const ClaimRef& line : lines)
      if (is_near_miss(line)) verdict_.near_misses.push_back(line.line());
  }
  [[nodiscard]] const Verdict& verdict() const { return verdict_; }

 private:
  void add(const ClaimRef& line, int stars) {
    if (verdict_.winner == 0) {
      verdict_.winner = line.line();
      winning_module_ = line.name();
      fewest_ = stars;
    }
    verdict_.candidates.push_back(line.line());
    if (stars == fewest_ && line.name() != winning_module_) ++verdict_.ties;
  }

  // The number of stars, -1 for a line that is no candidate.
  [[nodiscard]] int stars_of(const ClaimRef& line) const {
    static const std::regex shape(
        "vfio_pci:v([^a-z]*)d([^a-z]*)sv([^a-z]*)sd([^a-z]*)bc([^a-z]*)sc([^a-z]*)i(.*)");
    const std::string text(line.pattern());
    std::smatch fields;
    if (!std::regex_match(text, fields, shape)) return -1;
    int stars = 0;
    for (std::size_t i = 1; i <= 7; ++i) {
      if (fields[i] != "*" && fields[i] != device_[i]) return -1;
      if (fields[i] == "*") ++stars;
    }
    return stars;
  }

  // Each field has to be a star or the device's, in upper or lower case.
  [[nodiscard]] bool is_same_in_any_case(const std::string& pattern) const {
    const char* const tags[] = {"v", "d", "sv", "sd", "bc", "sc", "i"};
    std::string text = "vfio_pci:";
    for (std::size_t i = 0; i < 7; ++i)
      text += std::string(tags[i]) + "(\\*|" + device_[i + 1].str() + ")";
    return std::regex_match(pattern, std::regex(text, std::regex::icase));
  }

  [[nodiscard]] bool is_near_miss(const ClaimRef& line) const {
    const std::string pattern(line.pattern());
    if (!pattern.starts_with("vfio_pci:") || (stars_of(line) >= 0 && line.line() != 1))
      return false;
    return kmod_matches(pattern, "vfio_" + modalias_) || is_same_in_any_case(pattern);
  }

  std::string modalias_;
  std::smatch device_;
  Verdict verdict_;
  std::string_view winning_module_;
  int fewest_ = 0;
};

template <std::size_t size>
std::string pick(std::mt19937& random, const char* const (&values)[size]) {
  return values[random() % size];
}

// A pattern of so few values that candidates, ties and near misses are common.
std::string random_pattern(std::mt19937& random) {
  const char* const ids[] = {"0A", "0B", "*", "*", "*", "*", "*", "*"};
  const char* const odd_ids[] = {"0a",  "0*",  "0?",  "0[0-9A]", "",  "**",
                                 "0A*", "[AB", "0AA", "\\0A",    "*d"};
  const char* const heads[] = {
      "pci:", "acme_pci:", "vfio_cdx:", "VFIO_PCI:", "vfio_pci", "xvfio_pci:"};
  const char* const tags[] = {"v", "d", "sv", "sd", "bc", "sc", "i"};
  std::string pattern = random() % 12 == 0 ? pick(random, heads) : "vfio_pci:";
  for (const std::string tag : tags) {
    if (random() % 60 == 0) continue;
    pattern += (random() % 60 == 0 ? "D" : tag) +
               (random() % 20 == 0 ? pick(random, odd_ids) : pick(random, ids));
    if (random() % 60 == 0) return pattern + "*";
  }
  return pattern;
}

strings random_file(std::mt19937& random) {
  strings texts(random() % 16);
  const char* const modules[] = {"one", "two", "three-a", "vfio_pci"};
  for (std::string& text : texts)
    if (random() % 10 != 0) text = pick(random, modules) + " " + random_pattern(random);
  return texts;
}

std::string random_device(std::mt19937& random) {
  const char* const ids[] = {"0A", "0A", "0A", "0B"};
  std::string modalias = "pci:";
  for (const char* const tag : {"v", "d", "sv", "sd", "bc", "sc", "i"})
    modalias += tag + pick(random, ids);
  return modalias;
}

template <class Rows>
std::vector<std::size_t> numbers_of(const Rows& rows) {
  std::vector<std::size_t> numbers;
  numbers.reserve(rows.size());
  for (const auto& row : rows) numbers.push_back(row.claim.line());
  return numbers;
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
    CHECK(result_of(nic, row.lines) == row.result);
  }
}

TEST_CASE("vfio: candidates of other modules with as few stars are ties", "[vfio]") {
  const strings lines{"",
                      "a vfio_pci:v000015B3d*sv*sd*bc*sc*i*",
                      "b vfio_pci:v*d0000101Esv*sd*bc*sc*i*",
                      "a vfio_pci:v*d*sv*sd*bc02sc*i*",
                      "c vfio_pci:v*d*sv*sd*bc*sc00i*",
                      any_pci};
  const Chosen choice = choose(nic, lines);
  CHECK(choice.driver == "a");
  CHECK(choice.candidates.size() == 5);
  CHECK(choice.ties() == 2);
  CHECK(choose(nic, {"", any_pci}).ties() == 0);
  CHECK(choose(nic, strings(100, any_pci)).candidates[0].claim.line() == 2);
  CHECK(choose(nic, {}).ties() == 0);
}

TEST_CASE("vfio: a device of a vendor's driver, and one of its neighbours", "[vfio]") {
  const strings lines{"",
                      "hisi_acc_vfio_pci vfio_pci:v000019E5d0000A251sv*sd*bc*sc*i*",
                      "hisi_acc_vfio_pci vfio_pci:v000019E5d0000A256sv*sd*bc*sc*i*",
                      "hisi_acc_vfio_pci vfio_pci:v000019E5d0000A259sv*sd*bc*sc*i*",
                      "mlx5_vfio_pci vfio_pci:v000015B3d0000101Esv*sd*bc*sc*i*",
                      any_pci};
  const std::string tail = "sv00000000sd00000000bc10sc00i00";
  CHECK(result_of(nic, lines) == "mlx5_vfio_pci: 5/5 6/7");
  CHECK(result_of("pci:v000019E5d0000A256" + tail, lines) == "hisi_acc_vfio_pci: 3/5 6/7");
  CHECK(result_of("pci:v000019E5d0000A258" + tail, lines) == "vfio-pci: 6/7");
  CHECK(near_misses(nic, lines).empty());
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
    CHECK(choice.driver == row.driver);
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
  CHECK(choice.driver.empty());
  REQUIRE(choice.candidates.size() == 3);
  CHECK(choice.candidates[0].claim.name() == "vfio_pci");
  CHECK(choice.candidates[0].is_certain());
  CHECK(choice.candidates[1].unknown_field == "sv");
  CHECK(choice.candidates[2].unknown_field == "i");
  CHECK(choice.ties() == 0);
}

// Each way in which the device may be whole is asked: one answer to all of them is the answer.
TEST_CASE("vfio: random devices known in part get what all whole ones get", "[vfio]") {
  const unsigned seed = GENERATE(1U, 2U, 3U, 4U);
  CAPTURE(seed);
  std::mt19937 random(seed);
  const strings values{"0A", "0B", "0AA", "FF"};
  std::size_t known = 0;
  std::size_t unknown = 0;
  for (int i = 0; i < 500; ++i) {
    const strings texts = random_file(random);
    std::string modalias = "pci:";
    strings whole{"pci:"};
    std::size_t stars = 0;
    for (const char* const tag : {"v", "d", "sv", "sd", "bc", "sc", "i"}) {
      const bool is_open = stars < 3 && random() % 3 == 0;
      stars += is_open ? 1 : 0;
      const std::string value = values[random() % 2];
      modalias += tag + (is_open ? "*" : value);
      strings longer;
      for (const std::string& text : whole)
        for (const std::string& one : is_open ? values : strings{value})
          longer.push_back(text + tag + one);
      whole = longer;
    }
    std::set<std::string> drivers;
    for (const std::string& one : whole) drivers.insert(choose(one, texts).driver);
    CAPTURE(texts, modalias, drivers);
    const Chosen choice = choose(modalias, texts);
    CHECK(choice.driver == (drivers.size() == 1 ? *drivers.begin() : ""));
    (drivers.size() == 1 ? known : unknown) += stars != 0 ? 1 : 0;
  }
  CHECK(known > 100);
  CHECK(unknown > 50);
}

TEST_CASE("vfio: a hundred thousand lines that may count take no time", "[vfio]") {
  strings lines{""};
  for (int i = 0; i < 100'000; ++i) {
    std::string digits = std::to_string(i);
    digits.insert(0, 8 - digits.size(), '0');
    lines.push_back("vfio_pci vfio_pci:v*d*sv*sd" + digits + "bc*sc*i*");
  }
  CHECK(choose("pci:v000015B3d0000101Esv*sd*bc*sc*i*", lines).driver == "vfio-pci");
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
    CHECK(near_misses(nic, lines) ==
          (row.reason.empty() ? strings{} : strings{"2: " + row.reason}));
    CHECK(choose(nic, lines).candidates.empty());
  }
}

TEST_CASE("vfio: a match on line 1 is a near miss, other lines 1 have their own reasons",
          "[vfio]") {
  CHECK(near_misses(nic, {any_pci, any_pci}) ==
        strings{"1: line 1 of modules.alias is not seen by libvirt"});
  CHECK(near_misses(nic, {"a vfio_pci:v*"}) ==
        strings{"1: has no field 'd', and libvirt compares each"});
  CHECK(near_misses(nic, {"a vfio_pci:v00008086d*sv*sd*bc*sc*i*"}).empty());
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
  CHECK(choose(nic, lines).bus == "pci");
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
      {"pci:v1d1sv1sd1bc1sc1i1\n", "1 bytes behind the last field, 'i'"},
      {"pci:v1d1sv1sd1bc1sc1i1" + std::string(100'000, 'x'),
       "100000 bytes behind the last field, 'i'"},
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
    CHECK(result_of(nic, lines) == "vfio-pci: 3/7");
  }
  CHECK(near_misses(nic, {"", "a vfio_pci:" + std::string(100'000, '*')}).size() == 1);
}

TEST_CASE("vfio: random files as a slow judge says", "[vfio]") {
  const unsigned seed = GENERATE(1U, 2U, 3U, 4U);
  CAPTURE(seed);
  std::mt19937 random(seed);
  std::size_t wins = 0;
  std::size_t ties = 0;
  std::size_t misses = 0;
  for (int i = 0; i < 1000; ++i) {
    const strings texts = random_file(random);
    const ModulesAlias file = file_of(texts);
    const std::string modalias = random_device(random);
    const Verdict expected = Judge(modalias, file.claims()).verdict();
    const Chosen choice = choose(modalias, texts);
    CAPTURE(texts, modalias);
    CHECK(numbers_of(choice.candidates) == expected.candidates);
    CHECK((choice.candidates.empty() ? 0 : choice.candidates[0].claim.line()) == expected.winner);
    CHECK(choice.ties() == expected.ties);
    CHECK(numbers_of(choice.near_misses) == expected.near_misses);
    wins += expected.winner != 0 ? 1 : 0;
    ties += expected.ties;
    misses += expected.near_misses.size();
  }
  CHECK(wins > 300);
  CHECK(ties > 50);
  CHECK(misses > 200);
}

}  // namespace ko2alias::test
