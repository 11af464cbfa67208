// The trie is judged by fnmatch(3), one pattern after the other, and by the index.
#include "pattern/alias_trie.h"

#include <fnmatch.h>

#include <random>

#include "kit/kit.h"
#include "pattern/alias_index.h"
#include "pattern/kmod_text.h"
#include "pattern/pattern_kit.h"

namespace ko2alias::test {
namespace {

Ids matching(const AliasTrie& trie, std::string_view modalias) {
  Ids found;
  trie.find(modalias, found);
  return found;
}

// Many patterns begin alike, as aliases do.
strings random_patterns(std::mt19937& random, std::string_view letters) {
  const std::string_view heads[] = {"", "a", "ab", "aba*", "a*b", "*a", "b\\", "?a*"};
  strings patterns(random() % 16);
  for (std::string& pattern : patterns)
    pattern = normalized(std::string(heads[random() % std::size(heads)]) +
                         random_text(random, letters, 7));
  return patterns;
}

bool has_whole_brackets(std::string_view text) {
  bool is_open = false;
  for (const char c : text) {
    if (c == ']' && !is_open) return false;
    if (c == '[' || c == ']') is_open = c == '[';
  }
  return !is_open;
}

// Whether a pattern matches a text, as docs/kernel-facts/module-order.md has it.
bool matches(const std::string& pattern, const std::string& text) {
  if (!has_whole_brackets(pattern) || !has_whole_brackets(text)) return false;
  const std::size_t same = std::min(pattern.find_first_of("*?["), pattern.size());
  return text.compare(0, same, pattern, 0, same) == 0 &&
         ::fnmatch(pattern.c_str() + same, text.c_str() + same, 0) == 0;
}

std::size_t count_matches(std::mt19937& random, std::string_view pattern_letters,
                          std::string_view text_letters) {
  std::size_t count = 0;
  for (int i = 0; i < 600; ++i) {
    const strings patterns = random_patterns(random, pattern_letters);
    const AliasTrie trie(patterns);
    for (int j = 0; j < 20; ++j) {
      const std::string text = normalized(random_text(random, text_letters, 9));
      const Ids expected =
          ids_where(patterns, [&](const std::string& pattern) { return matches(pattern, text); });
      if (matching(trie, text) == expected) {
        count += expected.size();
        continue;
      }
      CAPTURE(patterns, text);
      CHECK(matching(trie, text) == expected);
    }
  }
  return count;
}

std::string random_hex(std::mt19937& random, std::size_t digits) {
  // Few numbers, so that devices meet patterns.
  std::string text(digits, '0');
  text.back() = "0123456789ABCDEF"[random() % 16];
  return text;
}

// `v#8d#8` with a number, or a star, for each field.
std::string filled(std::mt19937& random, std::string_view form, unsigned stars_in_ten) {
  std::string text;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] != '#')
      text += form[i];
    else if (const auto digits = static_cast<std::size_t>(form[++i] - '0');
             random() % 10 < stars_in_ten)
      text += '*';
    else
      text += random_hex(random, digits);
  }
  return text;
}

}  // namespace

TEST_CASE("trie: matches what fnmatch(3) matches", "[trie]") {
  const unsigned seed = GENERATE(1U, 2U, 3U);
  CAPTURE(seed);
  std::mt19937 random(seed);
  CHECK(count_matches(random, "aabb**?", "aaab") > 5000);
  CHECK(count_matches(random, "aab*?[]!^\\-:", "aab:-[]\\*?\xe9") > 500);
  CHECK(count_matches(random, "ab*[a][!b][[:alpha:]]", "ab") > 1000);
}

TEST_CASE("trie: matches what the index matches", "[trie]") {
  const unsigned seed = GENERATE(1U, 2U, 3U);
  CAPTURE(seed);
  std::mt19937 random(seed);
  const std::string_view forms[] = {
      "pci:v#8d#8sv#8sd#8bc#2sc#2i#2",
      "usb:v#4p#4d#4dc#2dsc#2dp#2ic#2isc#2ip#2in#2",
      "acpi#2:ACPI#4:",
      "of:N#2T#2Cacme,dev#1",
      "cpu:type:x86,ven#4fam#4mod#4:feature:,#4,#4,",
      "input:b#4v#4p#4e#4_e#1,k#2,#2,r",
      "hdaudio:v#8r#8a#2",
      "platform:dev#1",
      "i2c:dev#1",
  };
  strings patterns;
  for (int i = 0; i < 3000; ++i)
    patterns.push_back(filled(random, forms[random() % std::size(forms)], random() % 10) +
                       (i % 3 == 0 ? "*" : ""));
  const AliasTrie trie(patterns);
  const AliasIndex index(globs_of(patterns));
  std::size_t count = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string device = filled(random, forms[random() % std::size(forms)], 0);
    const Ids found = matching(trie, device);
    CAPTURE(device);
    CHECK(found == index.matching(device));
    count += found.size();
  }
  CHECK(count > 10'000);
}

TEST_CASE("trie: real kinds of aliases", "[trie]") {
  const strings patterns = {
      "pci:v00008086d0000271Csv*sd*bc*sc*i*",
      "pci:v*d*sv*sd*bc0Csc03i30*",
      "pci:v*d*sv*sd*bc0Csc03i*",
      "usb:v0421p0492d04[6_9]*dc*dsc*dp*ic*isc*ip*in*",
      "usb:v0421p0492d04[6-9]*dc*dsc*dp*ic*isc*ip*in*",
      "acpi*:PNP0C0A:*",
      "acpi*:PNP0303:*",
      "of:N*T*Cacme,uart",
      "of:N*T*Cacme,uartC*",
      "cpu:type:x86,ven*fam*mod*:feature:*0081*",
      "input:b*v*p*e*_e*1,*k*120,*r*a*m*l*s*f*w*",
      "dmi:bvnIBM:bvrI[MU]ET??WW*",
      "platform:pcspkr",
  };
  struct Row {
    std::string modalias;
    Ids ids;
  };
  const Row rows[] = {
      {"pci:v00008086d0000271Csv00001028sd00000001bc02sc00i00", {0}},
      {"pci:v00001022d00000001sv00001028sd00000001bc0Csc03i30", {1, 2}},
      {"pci:v00001022d00000001sv00001028sd00000001bc0Csc03i20", {2}},
      {"usb:v0421p0492d0470dc00dsc00dp00ic08isc06ip50in00", {4}},
      {"usb:v0421p0492d0450dc00dsc00dp00ic08isc06ip50in00", {}},
      {"acpi:ACME0001:PNP0C0A:PNP0303:", {5, 6}},
      {"acpi:PNP0C0A", {}},
      {"of:NserialT(null)Cacme,uart", {7}},
      {"of:NserialT(null)Cacme,uartCns16550a", {8}},
      {"of:NCT(null)Cacme,uart", {7}},
      {"cpu:type:x86,ven0000fam0006mod008F:feature:,0001,0081,0082,", {9}},
      {"input:b0003v046DpC31Ce0110_e0,1,4,k71,120,ram4,lsfw", {10}},
      {"dmi:bvnIBM:bvrIMET12WW_1.0:", {11}},
      {"dmi:bvnIBM:bvrIMET1WW_1.0:", {}},
      {"platform:pcspkr", {12}},
      {"platform:pcspk", {}},
      {"platform:pcspkrs", {}},
  };
  const AliasTrie trie(patterns);
  for (const Row& row : rows) {
    CAPTURE(row.modalias);
    CHECK(matching(trie, row.modalias) == row.ids);
  }
}

TEST_CASE("trie: as kmod, where that is not fnmatch(3)", "[trie]") {
  struct Row {
    std::string pattern;
    std::string modalias;
    bool is_match;
  };
  const Row rows[] = {
      // A backslash before the first wildcard is itself, behind it an escape.
      {"x\\a", "x\\a", true},
      {"x\\a", "xa", false},
      {"x\\*q", "x\\rq", true},
      {"x\\*q", "x*q", false},
      {"x?\\a", "xya", true},
      {"x?\\a", "xy\\a", false},
      {"x*\\?", "xy?", true},
      {"x*\\?", "xyz", false},
      {"x*\\", "xy\\", false},
      // Each half of a bracket needs the other.
      {"x]", "x]", false},
      {"x]", "x", false},
      {"x[", "x", false},
      {"x[ab", "x[ab", false},
      {"x[]b]", "xb", false},
      {"x*]", "xy]", false},
      {"x*", "x]", false},
      {"x*", "x[", false},
      {"x*", "x[a]", true},
      {"x*", "x]a[", false},
      // fnmatch(3) sees no set there, but the bracket has both halves.
      {"x[!]", "x[!]", true},
      {"x[!]", "xa", false},
      {"x[[]", "x[]", false},
      {"x[[]a", "x[a]", false},
      {"x[[]a", "x[a", false},
      {"x[ab]", "xb", true},
      {"x[a-c]", "xb", true},
      {"x[_]", "x_", true},
      {"x[!a]", "xb", true},
      {"x[^a]", "xa", false},
      {"x[[:digit:]]", "x7", false},
      {"x[[:digit:]", "x7", false},
      {"x[z-a]", "xz", false},
      // Bytes above 127.
      {"x:??", "x:\xc3\xa9", true},
      {"x:[!a]", "x:\xe9", true},
      {"x:\xc3\xa9", "x:\xc3\xa9", false},
      {"x:*\xe9", "x:\xe9", false},
      // Nothing is special about a slash or a dot.
      {"*.b", "x:.b", true},
      {"*", "/a/b", true},
      {"", "", true},
      {"", "a", false},
      {"*", "", true},
      {"**", "", true},
      {"a**b", "ab", true},
      {"?", "", false},
      {"a", "A", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern, row.modalias);
    CHECK(matching(AliasTrie(strings{row.pattern}), row.modalias).size() == (row.is_match ? 1 : 0));
    // The answer is the same if there are other patterns.
    CHECK(matching(AliasTrie(strings{"y*z", row.pattern, "xzz*", "x*qq?"}), row.modalias).empty() ==
          !row.is_match);
  }
}

TEST_CASE("trie: of nothing there is nothing", "[trie]") {
  const AliasTrie trie(strings{});
  CHECK(matching(trie, "").empty());
  CHECK(matching(trie, "pci:v00001ED5").empty());
  CHECK(matching(AliasTrie(strings{"a]", "[b"}), "a]").empty());
}

TEST_CASE("trie: ids ascend behind what was found before, each once", "[trie]") {
  const AliasTrie trie(strings{"*a*", "b", "a*", "*", "a*", "*a", "a?a", "aaa", "**a"});
  Ids found = {9, 7};
  trie.find("aaa", found);
  CHECK(found == Ids{9, 7, 0, 2, 3, 4, 5, 6, 7, 8});
  CHECK(matching(trie, "b") == Ids{1, 3});
}

TEST_CASE("trie: needs neither its patterns nor its place", "[trie]") {
  auto patterns = std::make_unique<strings>(strings{"pci:v*d*", "pci:v[12]*", "x"});
  AliasTrie first(*patterns);
  patterns.reset();
  const AliasTrie trie = std::move(first);
  CHECK(matching(trie, "pci:v1d2") == Ids{0, 1});
}

TEST_CASE("trie: more sets than there are codes", "[trie]") {
  strings patterns;
  for (char a = 'a'; a <= 'z'; ++a)
    for (char b = 'a'; b < a; ++b) patterns.push_back(std::string("x*[") + a + b + "]");
  const AliasTrie trie(patterns);
  for (const std::string text : {"xa", "xz", "xyzm", "x0", "x"})
    CHECK(matching(trie, text) ==
          ids_where(patterns, [&](const std::string& p) { return matches(p, text); }));
}

TEST_CASE("trie: hard patterns take no more time than they have bytes", "[trie]") {
  strings patterns;
  for (std::size_t stars = 1; stars <= 40; ++stars)
    for (const std::string_view end : {"b", "?b", "[ab]b", "ab", "*b", "c*", "aab*a"}) {
      std::string pattern;
      for (std::size_t i = 0; i < stars; ++i) pattern += "*a";
      patterns.push_back(pattern + std::string(end));
      patterns.push_back("a" + std::string(stars, '?') + pattern + std::string(end));
    }
  const AliasTrie trie(patterns);
  const std::string text(2000, 'a');
  CHECK(matching(trie, text).empty());
  CHECK(matching(trie, text + "b").size() == 400);
  CHECK(matching(trie, std::string(100'000, 'a') + "]").empty());
}

TEST_CASE("trie: long patterns need no deep stack", "[trie]") {
  std::string stars;
  std::string letters;
  for (int i = 0; i < 200'000; ++i) {
    stars += "*a";
    letters += "a";
  }
  const AliasTrie trie(strings{stars, stars + "b", stars + "*c", letters, letters + "?"});
  CHECK(matching(trie, letters) == Ids{0, 3});
  CHECK(matching(trie, letters + "b") == Ids{1, 4});
}

}  // namespace ko2alias::test
