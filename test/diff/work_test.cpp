// How much work a comparison takes: little on kernels, and no more than it may on lists that were
// made to be hard.
#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "diff/change_texts.h"
#include "diff/diff.h"
#include "diff/formats.h"
#include "kit/kernel_lines.h"

namespace ko2alias::test {
namespace {

// Patterns of texts between stars, as laptops' drivers have them: without a bound, the states of a
// search among them double with each one.
strings dmi_lines(int count) {
  strings lines;
  for (int i = 0; i < count; ++i)
    lines.push_back(fmt::format("m{} dmi*:svn*Maker{}*:pn*Model{}*:", i % 7, i % 31, i));
  return lines;
}

strings joined(strings lines, const strings& more) {
  lines.insert(lines.end(), more.begin(), more.end());
  return lines;
}

std::string repeated(std::string_view text, int count) {
  std::string made;
  for (int i = 0; i < count; ++i) made += text;
  return made;
}

// Far more than any of the tests needs, and far less than what they would take without a bound.
constexpr std::chrono::seconds long_time{240};

// How many changes there are in each category that has some, as `category: count`.
strings counts(const Kernel& before, const Kernel& after, const CompareOptions& options = {}) {
  const auto start = std::chrono::steady_clock::now();
  const Comparison comparison = compare(before, after, options);
  strings texts;
  for (const Category category : all_categories)
    if (const std::size_t count = comparison.count(category); count != 0)
      texts.push_back(fmt::format("{}: {}", name_of(category), count));
  const DeviceNames names;
  const CompareView view{.comparison = &comparison, .names = &names};
  for (const CompareFormat& format : compare_formats()) CHECK(format.render(view).size() < 400e6);
  CHECK(std::chrono::steady_clock::now() - start < long_time);
  return texts;
}

}  // namespace

TEST_CASE("diff: an exact alias among many of texts between stars is decided with little work",
          "[diff][work]") {
  const std::string laptop = "dmi:*:svnACMELTD:pnMS-1013:pvr0131*:cvnACMELTD:ct10:*";
  const CompareOptions options{.most_work = 1'000'000};
  const strings lines = dmi_lines(244);
  CHECK(changes(joined({"msi " + laptop}, lines), lines, options) ==
        strings{"lost: msi " + laptop + " > -"});
  // The pattern that it became, and one that matches some of it.
  const strings wider{"msi dmi*:svn*ACME*:pn*MS-1013*:*"};
  CHECK(changes(joined({"msi " + laptop}, lines), joined(wider, lines), options) ==
        strings{"widened: - > " + wider[0], "still-covered: msi " + laptop + " > -"});
  const strings part{"msi dmi*:svn*ACME*:pn*MS-1013*:pvr01310*:*"};
  CHECK(changes(joined({"msi " + laptop}, lines), joined(part, lines), options)[0] ==
        "lost: msi " + laptop + " > -");
}

TEST_CASE("diff: masks of question marks and ranges are decided", "[diff][work]") {
  const CompareOptions options{.most_work = 3'000'000};
  const strings halves{"a x:ab[!0-9]???", "a x:ab[0-9]???"};
  CHECK(changes({"a x:ab????"}, halves, options) == strings{"narrowed: - > " + halves[0],
                                                            "narrowed: - > " + halves[1],
                                                            "still-covered: a x:ab???? > -"});
  const strings digits{"a x:[0-4]?*", "b x:[5-9]?*", "c x:?"};
  CHECK(changes({"a x:[0-9]*"}, digits, options).back() == "still-covered: a x:[0-9]* > -");
}

TEST_CASE("diff: what takes too much work is not decided", "[diff][work]") {
  const strings before = joined({"a i2c:a*", "b i2c:b"}, dmi_lines(50));
  const CompareOptions options{.most_work = 10};
  Kernel old_kernel = kernel(before);
  Kernel new_kernel = kernel({"a i2c:*a", "c i2c:c"});
  old_kernel.builtin = new_kernel.builtin = "";
  const Comparison comparison = compare(old_kernel, new_kernel, options);
  CHECK(comparison.count(Category::not_decided) == comparison.changes.size());
  REQUIRE(comparison.caveats.size() == 1);
  CHECK(sentence_of(comparison.caveats[0]) ==
        "54 aliases were not compared with the other kernel's: that takes more work than one "
        "comparison may");

  const DeviceNames names;
  const CompareView view{.comparison = &comparison, .names = &names};
  CHECK(contains(render_compare_text(view), "not decided: it takes too much work"));
  CHECK(contains(render_compare_markdown(view),
                 "<summary>Not decided: 54 aliases of 10 modules</summary>"));
  CHECK(contains(render_compare_html(view), "id=\"not-decided\""));
  const auto json = nlohmann::json::parse(render_compare_json(view));
  CHECK(json["counts"]["not-decided"] == 54);
  CHECK(json["caveats"][0]["count"] == 54);
}

TEST_CASE("diff: an alias that is not decided is in each category that it may be in",
          "[diff][work]") {
  const auto count = [](const strings& before, const strings& after, Category category) {
    const CompareOptions options{.categories = {category}, .most_work = 1};
    return changes(before, after, options).size();
  };
  const strings one{"a i2c:a*"};
  const strings other{"a i2c:*a"};
  CHECK(count(one, {}, Category::lost) == 1);
  CHECK(count(one, {}, Category::partly_lost) == 1);
  CHECK(count(one, {}, Category::gained) == 0);
  CHECK(count({}, one, Category::gained) == 1);
  CHECK(count({}, one, Category::lost) == 0);
  CHECK(count(one, other, Category::moved) == 0);
  CHECK(count(one, other, Category::not_decided) == 2);
}

TEST_CASE("diff: lines of many stars end", "[diff][work]") {
  const auto lines = [](int seed) {
    strings made;
    for (int i = 0; i < 40; ++i)
      made.push_back(
          fmt::format("m{} dmi:*{}{}*", i, repeated("a*", 700 + i + seed), repeated("ba*", 150)));
    return made;
  };
  CHECK_FALSE(counts(kernel(lines(0)), kernel(lines(200))).empty());
  const auto sets = [](std::string_view set) {
    strings made;
    for (int i = 0; i < 80; ++i)
      made.push_back(
          fmt::format("m{} usb:{}{}*{}*", i, repeated("[ab]", 20 + i), set, repeated("[ab]", 20)));
    return made;
  };
  // This one goes to any limit. A thousandth of the usual one keeps the test short.
  const CompareOptions options{.most_work = CompareOptions().most_work / 1000};
  const strings found = counts(kernel(sets("*a")), kernel(sets("*b")), options);
  CHECK(found.back().starts_with("not-decided: "));
}

TEST_CASE("diff: thousands of modules that claim one pattern are compared", "[diff][work]") {
  // Twenty thousand are for test/input/budget_test, which has no sanitizers.
  const auto modules = [](char letter, int from, int to) {
    strings lines;
    for (int i = from; i < to; ++i) lines.push_back(fmt::format("{}{} i2c:x*", letter, i));
    return lines;
  };
  const auto kernel_of = [](const strings& lines) {
    Kernel made;
    for (const std::string& line : lines) {
      const std::size_t blank = line.find(' ');
      made.modules.push_back(
          {.name = line.substr(0, blank), .claims = {{.pattern = line.substr(blank + 1)}}});
    }
    return made;
  };
  CHECK(counts(kernel_of(modules('a', 0, 2'000)), kernel_of(modules('b', 0, 2'000))) ==
        strings{"moved: 2000"});
  CHECK(counts(kernel_of(modules('a', 0, 2'000)), kernel_of(modules('a', 1'500, 2'000))) ==
        strings{"still-covered: 1500"});
  // Of other patterns, too, each of which the thousands cover.
  Kernel before = kernel_of(modules('a', 0, 1'000));
  for (KernelModule& module : before.modules) module.claims[0].pattern = "i2c:x" + module.name;
  CHECK(counts(before, kernel_of(modules('b', 0, 1'000))) ==
        strings{"widened: 1000", "still-covered: 1000"});
}

TEST_CASE("diff: an alias longer than any device's name matches nothing, and takes no work",
          "[diff][work]") {
  const std::string text = "dmi:*" + repeated("ab*", 200'000);
  CHECK(counts(kernel({"a " + text, "b i2c:b"}), kernel(joined({"b i2c:b"}, dmi_lines(244)))) ==
        strings{"gained: 244", "still-covered: 1"});
  CHECK(counts(kernel({"a " + text}), kernel({"b " + text + "c"})) ==
        strings{"still-covered: 1", "already-covered: 1"});
}

TEST_CASE("diff: of many others the first are listed, and all are counted", "[diff][work]") {
  strings before;
  for (int i = 0; i < 100; ++i) before.push_back(fmt::format("m{} i2c:x{:02}", i, i));
  const Kernel old_kernel = kernel(before);
  const Kernel new_kernel = kernel({"new i2c:x*"});
  const CompareOptions options{.categories = {Category::widened}};
  const Comparison comparison = compare(old_kernel, new_kernel, options);
  REQUIRE(comparison.changes.size() == 1);
  CHECK(comparison.changes[0].others.size() == 16);
  CHECK(comparison.changes[0].other_count == 100);
  const DeviceNames names;
  const auto json =
      nlohmann::json::parse(render_compare_json({.comparison = &comparison, .names = &names}));
  CHECK(json["changes"][0]["other_count"] == 100);
}

}  // namespace ko2alias::test
