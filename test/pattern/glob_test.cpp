// Patterns are judged by fnmatch(3), and questions about sets of patterns by trying every text.
#include "pattern/glob.h"

#include <fnmatch.h>

#include <random>
#include <span>

#include "kit/catch.h"
#include "kit/kit.h"
#include "pattern/device_shape.h"
#include "pattern/glob_relations.h"
#include "pattern/glob_search.h"
#include "pattern/kmod_text.h"
#include "pattern/pattern_kit.h"

using namespace ko2alias;
using test::random_text;

namespace {

// All texts of these letters up to a size.
std::vector<std::string> texts_of(std::string_view letters, std::size_t max_size) {
  std::vector<std::string> texts{""};
  for (std::size_t i = 0, size = 1; size <= max_size; ++size)
    for (const std::size_t end = texts.size(); i < end; ++i)
      for (const char c : letters) texts.push_back(texts[i] + c);
  return texts;
}

using Globs = std::vector<Glob>;

std::vector<const Glob*> pointers(const Globs& globs) {
  std::vector<const Glob*> all;
  for (const Glob& glob : globs) all.push_back(&glob);
  return all;
}

// The texts are in the order of their sizes. A text longer than all of them needs both patterns to
// be long.
std::optional<std::size_t> shortest_of(const Glob& a, const Glob& b,
                                       const std::vector<std::string>& texts) {
  for (const std::string& text : texts)
    if (a.matches(text) && b.matches(text)) return text.size();
  return shortest_common(a, b);
}

TextSearch find(std::span<const Glob* const> all_of, std::span<const Glob* const> none_of) {
  Work any;
  return find_text(all_of, none_of, any);
}

bool is_text_of(const std::string& text, const Globs& all_of, const Globs& none_of) {
  for (const Glob& glob : all_of)
    if (!glob.matches(text)) return false;
  for (const Glob& glob : none_of)
    if (glob.matches(text)) return false;
  return true;
}

}  // namespace

TEST_CASE("glob: long patterns of brackets that do not close take no time", "[glob]") {
  const std::string part = GENERATE(as<std::string>{}, "[", "[\\]", "[[:", "[a-", "[!");
  std::string pattern;
  while (pattern.size() < (test::has_time() ? 200'000 : 30'000)) pattern += part;
  const Glob glob(pattern);
  CHECK(glob.tokens().size() <= pattern.size());
}

TEST_CASE("glob: matches what fnmatch(3) matches", "[glob]") {
  const unsigned seed = GENERATE(1U, 2U, 3U, 4U);
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 20'000; ++i) {
    const std::string pattern = random_text(random, "ab-*?[]!^\\:a1", 9);
    const std::string text = random_text(random, "ab-[]!^\\:1", 6);
    if (Glob(pattern).matches(text) == (::fnmatch(pattern.c_str(), text.c_str(), 0) == 0)) continue;
    FAIL("pattern " << pattern << ", text " << text << ": fnmatch says "
                    << ::fnmatch(pattern.c_str(), text.c_str(), 0));
  }
}

TEST_CASE("glob: brackets as fnmatch(3) has them", "[glob]") {
  for (const std::string pattern : {"[[:digit:]a]",
                                    "[[:upper:]-_]",
                                    "[[:nonsense:]]",
                                    "[[:alpha:",
                                    "[[=a=]b]",
                                    "[[.a.]-c]",
                                    "[[.y]",
                                    "[b[.y]",
                                    "[!b[.y]",
                                    "[a[.yz.]b]",
                                    "[!a[.yz.]b]",
                                    "[a[..]b]",
                                    "[a[.].]b]",
                                    "[b-[.y]",
                                    "[ab-[.yz.]c]",
                                    "[a[=yz=]b]",
                                    "[a[=]",
                                    "[a[:nonsense:]b]",
                                    "[[:nonsense:]a",
                                    "[z-a]",
                                    "[]-a]",
                                    "[!]a]",
                                    "[a\\]b]",
                                    "[\\a-c]",
                                    "[a-]",
                                    "[--0]",
                                    "[[:alpha]x",
                                    "[[:digit:]-z]",
                                    "[a-c-e]",
                                    "[!!]",
                                    "[^^]",
                                    "[",
                                    "[a",
                                    "[!",
                                    "[]"})
    for (unsigned c = 1; c < 128; ++c)
      for (const char* const behind : {"", "x", "]"}) {
        const std::string text = std::string(1, static_cast<char>(c)) + behind;
        CAPTURE(pattern, text);
        CHECK(Glob(pattern).matches(text) == (::fnmatch(pattern.c_str(), text.c_str(), 0) == 0));
      }
}

TEST_CASE("find_text: right on random patterns, by trying every text", "[glob]") {
  const std::vector<std::string> texts = texts_of("ab", 9);
  const unsigned seed = GENERATE(1U, 2U, 3U);
  CAPTURE(seed);
  std::mt19937 random(seed);
  const auto some = [&](std::size_t count) {
    Globs globs;
    for (std::size_t i = 0; i < count; ++i)
      globs.emplace_back(random_text(random, i % 2 == 0 ? "aab*?*" : "ab*[!a]", 6));
    return globs;
  };
  for (int i = 0; i < 1500; ++i) {
    const Globs all_of = some(1 + random() % 2);
    const Globs none_of = some(random() % 5);
    // The search may find a text with another byte, which stands for all but the two letters.
    const TextSearch search = find(pointers(all_of), pointers(none_of));
    if (search.outcome == TextSearch::Outcome::found) {
      CHECK(is_text_of(search.text, all_of, none_of));
      continue;
    }
    REQUIRE(search.outcome == TextSearch::Outcome::none);
    for (const std::string& text : texts)
      if (is_text_of(text, all_of, none_of)) FAIL("overlooked " << text);
  }
}

TEST_CASE("overlap and covers_token_by_token: as the search says", "[glob]") {
  const std::vector<std::string> texts = texts_of("abc", 7);
  std::mt19937 random(7);
  std::size_t obvious = 0;
  std::size_t obvious_texts = 0;
  for (int i = 0; i < 3000; ++i) {
    const Glob a(random_text(random, "ab*?[ab]", 6));
    const Glob b(random_text(random, "ab*?[!a]", 6));
    const Glob* const both[] = {&a, &b};
    CHECK(overlap(a, b) == (find(both, {}).outcome == TextSearch::Outcome::found));
    CHECK(overlap(a, b) == overlap(b, a));
    Work any;
    if (const auto text = obvious_common(a, b, any)) {
      CHECK(is_text_of(*text, {a, b}, {}));
      ++obvious_texts;
    }
    CHECK(shortest_common(a, b) == shortest_of(a, b, texts));
    if (!covers_token_by_token(a, b)) continue;
    ++obvious;
    const Glob* const narrow[] = {&b};
    const Glob* const wide[] = {&a};
    CHECK(find(narrow, wide).outcome == TextSearch::Outcome::none);
  }
  CHECK(obvious > 100);
  CHECK(obvious_texts > 100);
}

TEST_CASE("find_text: what two ranges cover together", "[glob]") {
  const Globs halves{Glob("usb:v1234p5678d0[0-4]*dc*"), Glob("usb:v1234p5678d0[5-9A-F]*dc*")};
  const Glob whole("usb:v1234p5678d0[0-9A-F]*dc*");
  const Glob wider("usb:v1234p5678d0*dc*");
  const Glob* narrow[] = {&whole};
  CHECK(find(narrow, pointers(halves)).outcome == TextSearch::Outcome::none);
  narrow[0] = &wider;
  const TextSearch search = find(narrow, pointers(halves));
  CHECK(search.outcome == TextSearch::Outcome::found);
  CHECK(is_text_of(search.text, {wider}, halves));
}

TEST_CASE("find_text: gives up instead of growing without end", "[glob]") {
  // It takes 2^20 states to know which of the last places had an `a`.
  std::string places = "*";
  for (int i = 0; i < 20; ++i) places += "[ab]";
  const Glob all(places + places.substr(1));
  const Glob a("*a" + places.substr(1));
  const Glob b("*b" + places.substr(1));
  const Glob* const all_of[] = {&all};
  const Glob* const none_of[] = {&a, &b};
  Work work(100'000);
  CHECK(find_text(all_of, none_of, work).outcome == TextSearch::Outcome::gave_up);
  CHECK(work.done() < 300'000);
}

TEST_CASE("find_text: unwanted texts between stars do not double its states", "[glob]") {
  Globs unwanted;
  for (char c = 'a'; c <= 'z'; ++c) unwanted.emplace_back(std::string("*:pn*X") + c + "*:*");
  const Glob wanted("dmi:*:pnXaXbXc[XYZ]:*:pvr*");
  const Glob* const all_of[] = {&wanted};
  Work work(100'000);
  CHECK(find_text(all_of, pointers(unwanted), work).outcome == TextSearch::Outcome::none);
  unwanted.erase(unwanted.begin(), unwanted.begin() + 3);
  const TextSearch search = find_text(all_of, pointers(unwanted), work);
  CHECK(search.outcome == TextSearch::Outcome::found);
  CHECK(is_text_of(search.text, {wanted}, unwanted));
  CHECK_FALSE(work.is_used_up());
}

TEST_CASE("find_text: a set that takes all but few bytes is told from a star", "[glob]") {
  const Glob all("x*y");
  const Glob* const all_of[] = {&all};
  const Globs most{Glob("x[!a]*y"), Glob("xy")};
  const TextSearch search = find(all_of, pointers(most));
  CHECK(search.outcome == TextSearch::Outcome::found);
  CHECK(search.text.substr(0, 2) == "xa");
  const Globs both{Glob("x[!a]*y"), Glob("xy"), Glob("xa*y")};
  CHECK(find(all_of, pointers(both)).outcome == TextSearch::Outcome::none);
}

TEST_CASE("sample: looks like a device's name", "[glob]") {
  CHECK(Glob("usb:v0BDAp815[0-9]d*").sample() == "usb:v0BDAp8150d");
  CHECK(Glob("a[!b]c[^0-9]").sample() == "a0cA");
  // No text has a NUL.
  CHECK(Glob("[\x01-\xff]").sample() == "0");
}

TEST_CASE("sample: is matched", "[glob]") {
  std::mt19937 random(3);
  for (int i = 0; i < 2000; ++i) {
    const Glob glob(random_text(random, "ab*?[]!\\", 8));
    const Glob* const all_of[] = {&glob};
    const auto sample = glob.sample();
    CHECK(sample.has_value() == (find(all_of, {}).outcome == TextSearch::Outcome::found));
    if (sample) CHECK(glob.matches(*sample));
  }
}
