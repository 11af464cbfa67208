// Every user of patterns is judged by one slow reading of aliases as kmod reads them, which is made
// of fnmatch(3).
#include "pattern/kmod_text.h"

#include <algorithm>
#include <random>

#include "diff/diff.h"
#include "kernel/claims.h"
#include "kit/catch.h"
#include "kit/kernel_lines.h"
#include "kit/kit.h"
#include "kit/kmod_reference.h"
#include "match/matcher.h"
#include "pattern/alias_index.h"
#include "pattern/alias_trie.h"
#include "pattern/glob.h"
#include "pattern/pattern_kit.h"

namespace ko2alias::test {
namespace {

std::string random_alias(std::mt19937& random, std::string_view letters, std::size_t most) {
  return "i2c:" + random_text(random, letters, most);
}

// Few letters, so that random texts meet.
constexpr std::string_view pattern_letters = "aab-_\\[]*?";
constexpr std::string_view text_letters = "aaabb-_\\[]";

}  // namespace

TEST_CASE("normalized: a minus is an underscore but in brackets", "[pattern]") {
  CHECK(normalized("of:N*T*Cti,am-3[0-9]-x") == "of:N*T*Cti,am_3[0-9]_x");
  CHECK(normalized("a-[b-c") == "a_[b-c");
}

TEST_CASE("of_alias: a backslash before the first wildcard is itself", "[pattern]") {
  CHECK(Glob::of_alias("i2c:a\\b*").matches("i2c:a\\bc"));
  CHECK_FALSE(Glob::of_alias("i2c:a\\b*").matches("i2c:abc"));
  CHECK(Glob::of_alias("i2c:*a\\b").matches("i2c:ab"));
}

TEST_CASE("of_alias: a bracket without its other half matches nothing", "[pattern]") {
  for (const char* alias : {"i2c:a]b*", "i2c:a[b*", "i2c:[]a]", "i2c:a][b"}) {
    CAPTURE(alias);
    CHECK(Glob::of_alias(alias).matches_nothing());
  }
  CHECK(Glob::of_alias("i2c:\xc3\xa9").matches_nothing());
}

TEST_CASE("patterns: every user of them has kmod's meaning", "[pattern]") {
  const unsigned seed = GENERATE(range(1U, has_time() ? 41U : 11U));
  CAPTURE(seed);
  std::mt19937 random(seed);
  strings lines;
  strings aliases;
  for (int i = 0; i < 60; ++i) {
    aliases.push_back(random_alias(random, pattern_letters, 7));
    lines.push_back("m" + std::to_string(i) + " " + aliases.back());
  }
  const Kernel all = kernel(lines);
  const Kernel none = kernel({"other i2c:nothing-of-these"});
  const Claims claims(all);
  const AliasIndex index(globs_of(aliases));
  const AliasTrie trie(std::vector<std::string>(claims.patterns()));
  const Matcher matcher(all);
  for (int i = 0; i < 60; ++i) {
    const std::string device = random_alias(random, text_letters, 6);
    CAPTURE(device);
    strings expected;
    for (std::size_t a = 0; a < aliases.size(); ++a)
      if (kmod_matches(aliases[a], device)) expected.push_back("m" + std::to_string(a));

    // Tries one pattern at a time, if the text's brackets are paired.
    strings found;
    for (std::size_t a = 0; a < aliases.size(); ++a)
      if (has_paired_brackets(device) && Glob::of_alias(aliases[a]).matches(normalized(device)))
        found.push_back("m" + std::to_string(a));
    CHECK(found == expected);

    // diff and check ask claims, match asks the trie.
    const std::vector<Claims::Id> ids = claims.matching(device);
    std::vector<AliasTrie::Id> from_trie;
    trie.find(normalized(device), from_trie);
    CHECK(std::equal(ids.begin(), ids.end(), from_trie.begin(), from_trie.end()));
    strings names;
    for (const ClaimRef& claim : claims.of(ids)) names.emplace_back(claim.name());
    std::sort(names.begin(), names.end());
    strings sorted = expected;
    std::sort(sorted.begin(), sorted.end());
    CHECK(names == sorted);

    strings matched;
    for (const MatchedModule& module : matcher.find(device)) matched.push_back(module.name);
    std::sort(matched.begin(), matched.end());
    CHECK(matched == sorted);

    // diff of devices finds what the kernel without these modules lacks.
    const Comparison comparison =
        compare(all, none, {.devices = std::vector<Device>{{.modalias = device}}});
    strings lost;
    for (const DeviceChange& change : comparison.device_changes)
      for (const ClaimRef& claim : change.before) lost.emplace_back(claim.name());
    std::sort(lost.begin(), lost.end());
    CHECK(lost == sorted);
  }
}

}  // namespace ko2alias::test
