#include "ko2alias/release.h"

#include <climits>

#include "kit/kit.h"

namespace ko2alias::test {
namespace {

// All that a release is made of, to compare by more than its number.
std::string spelled_out(const std::optional<Release>& release) {
  if (!release) return "nothing";
  const std::string patch = release->patch == UINT_MAX ? "last" : std::to_string(release->patch);
  return std::to_string(release->major) + " " + std::to_string(release->minor) + " " + patch +
         (release->el != 0 ? " el" + std::to_string(release->el) : "") +
         (release->is_distribution ? " dist" : "");
}

constexpr unsigned last = UINT_MAX;

}  // namespace

TEST_CASE("release: what vermagic begins with", "[release]") {
  struct Row {
    std::string text, parts;
  };
  const Row row = GENERATE(values<Row>({
      {"2.6.32", "2 6 32"},
      {"3.0.1", "3 0 1"},
      {"6.13", "6 13 0"},
      {"6.18.2 SMP preempt mod_unload ", "6 18 2"},
      {"6.1.141", "6 1 141"},
      {"10.20.30", "10 20 30"},
      {"3.10.0-1160.el7.x86_64 SMP mod_unload modversions ", "3 10 0 el7 dist"},
      {"4.18.0-553.el8_10.x86_64", "4 18 0 el8 dist"},
      {"5.14.0-427.el9", "5 14 0 el9 dist"},
      {"6.12.0-55.el10.x86_64", "6 12 0 el10 dist"},
      {"2.6.32-754.el6.x86_64", "2 6 32 el6 dist"},
      // Debian and Ubuntu count builds on a fixed `.0` and follow the stable series.
      {"6.1.0-28-amd64 SMP preempt", "6 1 last dist"},
      {"5.15.0-91-generic", "5 15 last dist"},
      {"6.12.48+deb13-amd64", "6 12 48 dist"},
      {"6.11.4-200.fc41.s390x", "6 11 4 dist"},
      // Release candidates and local versions are nobody's build.
      {"6.1.0-rc7", "6 1 0"},
      {"6.1.0-rc7+", "6 1 0"},
      {"6.6.9-dirty", "6 6 9"},
      {"6.6.9-28", "6 6 9"},
      {"5.15.85+", "5 15 85"},
      {"6.1.", "6 1 0"},
      {"6.1.x", "6 1 0"},
      // elrepo builds mainline kernels.
      {"6.1.0-1.elrepo.x86_64", "6 1 0 dist"},
      // The release ends at the blank.
      {"6.1.5 custom.el7", "6 1 5"},
  }));
  CAPTURE(row.text);
  CHECK(spelled_out(parse_release(row.text)) == row.parts);
}

TEST_CASE("release: rubbish is none", "[release]") {
  const std::string text =
      GENERATE(as<std::string>(), "", "6", "6.", "6.x", ".6.1", "v6.1", " 6.1", "-6.1", "+6.1",
               "6 .1", "six.one", "99999999999.1", "6.99999999999", "6.1.99999999999");
  CAPTURE(text);
  CHECK(spelled_out(parse_release(text)) == "nothing");
}

TEST_CASE("release: a text again, without a patch level that is zero or unknown", "[release]") {
  CHECK(to_string({6, 1, 141}) == "6.1.141");
  CHECK(to_string({6, 13}) == "6.13");
  CHECK(to_string({2, 6, 32}) == "2.6.32");
  CHECK(to_string(*parse_release("6.1.0-28-amd64")) == "6.1");
}

TEST_CASE("release: order by number, patch levels beyond nine too", "[release]") {
  CHECK(Release{2, 6, 32} < Release{3, 0});
  CHECK(Release{4, 9} < Release{4, 19});
  CHECK(Release{6, 1, 9} < Release{6, 1, 10});
  CHECK(Release{3, 10, 0, 7} == Release{3, 10});
  CHECK(*parse_release("6.1.0-28-amd64") > Release{6, 1, 999});
  CHECK(*parse_release("6.1.0-28-amd64") < Release{6, 2});
}

TEST_CASE("since: mainline, and the stable series that took a change over", "[release]") {
  constexpr Since since = Since(3, 14).and_in(3, 13, 6).and_in(3, 10, 33);
  STATIC_REQUIRE(since.includes({3, 14}));
  STATIC_REQUIRE(since.includes({3, 14, 1}));
  STATIC_REQUIRE(since.includes({7, 0}));
  STATIC_REQUIRE_FALSE(since.includes({3, 13, 5}));
  STATIC_REQUIRE(since.includes({3, 13, 6}));
  STATIC_REQUIRE(since.includes({3, 13, last}));
  STATIC_REQUIRE_FALSE(since.includes({3, 12, 99}));
  STATIC_REQUIRE_FALSE(since.includes({3, 12, last}));
  STATIC_REQUIRE(since.includes({3, 10, 33}));
  STATIC_REQUIRE_FALSE(since.includes({3, 10, 32}));
  STATIC_REQUIRE_FALSE(since.includes({2, 6, 40}));
}

TEST_CASE("since: Red Hat's releases by their own number", "[release]") {
  constexpr Since since = Since(4, 4).and_in_el(7);
  STATIC_REQUIRE(since.includes({3, 10, 0, 7, true}));
  STATIC_REQUIRE(since.includes({4, 18, 0, 8, true}));
  STATIC_REQUIRE_FALSE(since.includes({2, 6, 32, 6, true}));
  STATIC_REQUIRE_FALSE(since.includes({3, 10, 17}));
  // Without a word about Red Hat only the number counts.
  STATIC_REQUIRE_FALSE(Since(5, 15).includes({5, 14, 0, 9, true}));
}

TEST_CASE("since: a form that only stable series had", "[release]") {
  constexpr Since since = stable_only.and_in(5, 4, 46).and_in(4, 19, 128);
  STATIC_REQUIRE(since.includes({5, 4, 46}));
  STATIC_REQUIRE(since.includes({4, 19, 304}));
  STATIC_REQUIRE_FALSE(since.includes({5, 4, 45}));
  STATIC_REQUIRE_FALSE(since.includes({5, 10, 1}));
  STATIC_REQUIRE_FALSE(since.includes({7, 3}));
}

}  // namespace ko2alias::test
