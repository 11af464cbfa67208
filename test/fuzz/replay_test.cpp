// The harnesses of fuzz/ on their seeds, on these a little damaged, and on all that was found.
#include <algorithm>
#include <filesystem>
#include <random>

#include "harness.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

// Flips bits, cuts, and repeats a part, as a fuzzer does.
std::string damaged(std::string bytes, std::mt19937& random) {
  for (unsigned i = random() % 8; i > 0 && !bytes.empty(); --i)
    bytes[random() % bytes.size()] ^= static_cast<char>(1U << random() % 8);
  if (random() % 4 == 0) bytes.resize(random() % (bytes.size() + 1));
  if (random() % 4 == 0 && !bytes.empty())
    bytes.insert(random() % bytes.size(), bytes.substr(random() % bytes.size(), 32));
  return bytes;
}

}  // namespace

TEST_CASE("fuzz: seeds, and what a little damage makes of them", "[fuzz]") {
  // A mutant of a table of every bus makes thousands of findings, which the sanitizers follow.
  const int mutants = has_time() ? 10 : 1;
  std::mt19937 random(1);
  for (const fuzz::Seed& seed : fuzz::make_seeds()) {
    CAPTURE(seed.harness, seed.name);
    const fuzz::Harness* harness = fuzz::find_harness(seed.harness);
    REQUIRE(harness != nullptr);
    CHECK_NOTHROW(harness->run(seed.bytes));
    for (int i = 0; i < mutants; ++i) CHECK_NOTHROW(harness->run(damaged(seed.bytes, random)));
  }
}

TEST_CASE("fuzz: every harness has seeds", "[fuzz]") {
  const auto seeds = fuzz::make_seeds();
  for (const fuzz::Harness& harness : fuzz::harnesses()) {
    CAPTURE(harness.name);
    CHECK(std::any_of(seeds.begin(), seeds.end(),
                      [&](const fuzz::Seed& seed) { return seed.harness == harness.name; }));
  }
}

TEST_CASE("fuzz: what was found once", "[fuzz]") {
  for (const auto& folder : std::filesystem::directory_iterator(source_path("fuzz/found"))) {
    if (!folder.is_directory()) continue;
    const fuzz::Harness* harness = fuzz::find_harness(folder.path().filename().string());
    REQUIRE(harness != nullptr);
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
      CAPTURE(file.path().string());
      CHECK_NOTHROW(harness->run(read_file(file.path().string())));
    }
  }
}

}  // namespace ko2alias::test
