// The VFIO driver that libvirt chooses: random files judged by regular expressions and by a slow
// reading of kmod's rule, and random devices known in part by all the whole ones.
#include <random>
#include <regex>
#include <set>

#include "kit/kit.h"
#include "kit/kmod_reference.h"
#include "match/vfio_kit.h"

namespace ko2alias::test {
namespace {

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

// Each way in which the device may be whole is asked: one answer to all of them is the answer.
TEST_CASE("vfio: random devices known in part get what all whole ones get", "[vfio]") {
  const unsigned seed = GENERATE(range(1U, has_time() ? 5U : 2U));
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
    for (const std::string& one : whole) drivers.insert(choose(one, texts).name());
    CAPTURE(texts, modalias, drivers);
    const Chosen choice = choose(modalias, texts);
    CHECK(choice.name() == (drivers.size() == 1 ? *drivers.begin() : ""));
    (drivers.size() == 1 ? known : unknown) += stars != 0 ? 1 : 0;
  }
  CHECK(known > 100);
  CHECK(unknown > 50);
}

TEST_CASE("vfio: random files as a slow judge says", "[vfio]") {
  const unsigned seed = GENERATE(range(1U, has_time() ? 5U : 2U));
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
