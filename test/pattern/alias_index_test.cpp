// The index is judged by trying every pattern, one after the other.
#include "pattern/alias_index.h"

#include <fnmatch.h>

#include <random>

#include "kit/kit.h"
#include "pattern/glob.h"
#include "pattern/glob_relations.h"
#include "pattern/pattern_kit.h"

namespace ko2alias::test {
namespace {

std::vector<Glob> as_globs(const strings& patterns) {
  std::vector<Glob> globs;
  for (const std::string& pattern : patterns) globs.emplace_back(pattern);
  return globs;
}

// Many patterns begin alike, as aliases do.
strings random_patterns(std::mt19937& random) {
  const std::string_view heads[] = {"", "", "a", "ab", "aba", "b:"};
  strings patterns(random() % 12);
  for (std::string& pattern : patterns)
    pattern =
        std::string(heads[random() % std::size(heads)]) + random_text(random, "aabb*?[]!\\", 5);
  return patterns;
}

}  // namespace

TEST_CASE("index: matching as fnmatch(3) says of each pattern", "[index]") {
  const unsigned seed = GENERATE(1U, 2U, 3U);
  CAPTURE(seed);
  std::mt19937 random(seed);
  std::size_t matched = 0;
  for (int i = 0; i < 500; ++i) {
    const strings patterns = random_patterns(random);
    const AliasIndex index(as_globs(patterns));
    for (int j = 0; j < 20; ++j) {
      const std::string text = random_text(random, "aabb:*[\\", 6);
      const Ids expected = ids_where(patterns, [&](const std::string& pattern) {
        return ::fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
      });
      CAPTURE(patterns, text);
      CHECK(index.matching(text) == expected);
      matched += expected.size();
    }
  }
  CHECK(matched > 1000);
}

TEST_CASE("index: overlapping and within as the glob says of each pattern", "[index]") {
  const unsigned seed = GENERATE(1U, 2U, 3U);
  CAPTURE(seed);
  std::mt19937 random(seed);
  std::size_t overlaps = 0;
  std::size_t inside = 0;
  for (int i = 0; i < 500; ++i) {
    const strings patterns = random_patterns(random);
    const AliasIndex index(as_globs(patterns));
    for (int j = 0; j < 10; ++j) {
      const std::string pattern = random_text(random, "aabb:*?[]", 6);
      const Glob glob(pattern);
      const Ids overlapping =
          ids_where(patterns, [&](const std::string& p) { return overlap(Glob(p), glob); });
      const Ids within = ids_where(
          patterns, [&](const std::string& p) { return covers_token_by_token(glob, Glob(p)); });
      CAPTURE(patterns, pattern);
      CHECK(index.overlapping(glob) == overlapping);
      CHECK(index.within(glob) == within);
      overlaps += overlapping.size();
      inside += within.size();
    }
  }
  CHECK(overlaps > 1000);
  CHECK(inside > 500);
}

TEST_CASE("index: of nothing there is nothing", "[index]") {
  const AliasIndex index({});
  CHECK(index.matching("pci:v00001ED5").empty());
  CHECK(index.matching("").empty());
  CHECK(index.overlapping(Glob("*")).empty());
  CHECK(index.within(Glob("*")).empty());
}

TEST_CASE("index: a pattern without a prefix is met by every text, an empty one by the empty text",
          "[index]") {
  const AliasIndex index(as_globs({"*x", "", "abc*", "abcd"}));
  CHECK(index.matching("abcx") == Ids{0, 2});
  CHECK(index.matching("abcd") == Ids{2, 3});
  CHECK(index.matching("") == Ids{1});
  CHECK(index.overlapping(Glob("abc?")) == Ids{0, 2, 3});
  CHECK(index.within(Glob("abc*")) == Ids{2, 3});
  CHECK(index.within(Glob("*")) == Ids{0, 1, 2, 3});
}

TEST_CASE("index: two patterns that are alike keep their ids", "[index]") {
  const AliasIndex index(as_globs({"b", "a*", "b", "a*"}));
  CHECK(index.matching("b") == Ids{0, 2});
  CHECK(index.matching("ab") == Ids{1, 3});
  CHECK(index.within(Glob("a*")) == Ids{1, 3});
}

}  // namespace ko2alias::test
