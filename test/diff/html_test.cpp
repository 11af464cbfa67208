// The page of a comparison, from kernels made here. page_test opens such pages in a browser.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "diff/diff.h"
#include "diff/formats.h"
#include "diff/summary.h"
#include "diff/wording.h"
#include "kit/catch.h"
#include "kit/kit.h"
#include "support/text.h"

namespace ko2alias::test {
namespace {

using std::string_literals::operator""s;

Kernel named_kernel(std::string name,
                    const std::vector<std::pair<std::string, std::string>>& aliases) {
  Kernel made{.name = std::move(name)};
  for (const auto& [pattern, module] : aliases)
    made.modules.push_back(
        {.name = module, .path = module + ".ko", .claims = {{.pattern = pattern}}});
  return made;
}

std::string page_of(const Comparison& comparison) {
  const DeviceNames names("8086  Intel <Söhne>\n", "");
  return render_compare_html({.comparison = &comparison, .names = &names});
}

// The fault in how elements nest: the last one that is open where the page ends, or the first end
// of one that was not open; nothing if there is no fault. Elements without an end are passed over,
// and so are style and script, whose text is no markup.
std::string unbalanced(std::string page) {
  for (const std::string raw : {"style", "script"})
    if (const auto begin = page.find("<" + raw + ">"); begin != std::string::npos)
      page.erase(begin, page.find("</" + raw + ">") + raw.size() + 3 - begin);
  const std::vector<std::string> without_end = {"!DOCTYPE", "meta", "input"};
  std::vector<std::string> open;
  for (std::size_t at = 0; (at = page.find('<', at)) != std::string::npos; ++at) {
    const bool is_end = page[at + 1] == '/';
    const std::size_t name_at = at + 1 + is_end;
    const std::string name = page.substr(name_at, page.find_first_of(" >\n", name_at) - name_at);
    if (std::find(without_end.begin(), without_end.end(), name) != without_end.end()) continue;
    if (!is_end) {
      open.push_back(name);
    } else {
      if (open.empty() || open.back() != name) return "</" + name + "> at " + page.substr(at, 40);
      open.pop_back();
    }
  }
  return open.empty() ? "" : "<" + open.back() + ">";
}

const Kernel before = named_kernel(
    "6.12 <&>", {{"pci:v00008086d000010D3sv*sd*bc*sc*i*", "e1000e"},
                 {"pci:v00008086d00001533sv*sd*bc*sc*i*", "igb"},
                 {"usb:v0BDAp8152d*dc*dsc*dp*ic*isc*ip*in*", "r8152"},
                 {"usb:<script>alert(1)</script>", "\"><img src=x onerror='alert(2)'>"},
                 {"i2c:\x1b[31m\xff", "a&amp;b"},
                 {"i2c:chip1", "family"},
                 {"i2c:chip2", "family"}});
const Kernel after = named_kernel("7.2", {{"pci:v00008086d00001533sv*sd*bc*sc*i*", "igc"},
                                          {"usb:v0BDAp8152d*dc*dsc*dp*icFFisc*ip*in*", "r8152"},
                                          {"hid:b*g*v*p*", "</main>"},
                                          {"i2c:chip1", "chip_one"},
                                          {"i2c:chip2", "chip_two"}});

}  // namespace

TEST_CASE("html: text that acts becomes text to read", "[html]") {
  const auto [text, expected] = GENERATE(values<std::pair<std::string, std::string>>({
      {"plain", "plain"},
      {"<a href=\"x\">'&'</a>", "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;"},
      {"\x1b[31m\n\t\x7f"s, "\\x1b[31m\\x0a\\x09\\x7f"},
      {"a\0b"s, "a\\x00b"},
      {"Söhne → 東京 😀", "Söhne → 東京 😀"},
      {"\xff\xc3(", "\\xff\\xc3("},
      {"\xc0\xbc", "\\xc0\\xbc"},
      {"\xe0\x80\xbc", "\\xe0\\x80\\xbc"},
      {"\xed\xa0\x80", "\\xed\\xa0\\x80"},
      {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
      {"\xe2\x82", "\\xe2\\x82"},
      {"a\u202eb", "a\\xe2\\x80\\xaeb"},
      {"\u0085\u200b\ufeff", "\\xc2\\x85\\xe2\\x80\\x8b\\xef\\xbb\\xbf"},
  }));
  CAPTURE(text);
  CHECK(escape_for_html(text) == expected);
}

TEST_CASE("html: nothing of a module or a file becomes markup", "[html]") {
  const CompareOptions options;
  const std::string page = page_of(compare(before, after, options));
  CHECK(contains(page, "usb:&lt;script&gt;alert(1)&lt;/script&gt;"));
  CHECK_FALSE(contains(page, "<script>alert"));
  CHECK_FALSE(contains(page, "<img"));
  CHECK(contains(page, "i2c:\\x1b[31m\\xff"));
  CHECK(contains(page, "a&amp;amp;b"));
  CHECK(contains(page, "<title>6.12 &lt;&amp;&gt; → 7.2</title>"));
  CHECK(contains(page, "Intel &lt;Söhne&gt;"));
}

TEST_CASE("html: every change has its row, and every element its end", "[html]") {
  const CompareOptions options;
  const Comparison comparison = compare(before, after, options);
  const std::string page = page_of(comparison);
  REQUIRE(comparison.changes.size() >= 9);
  for (const Change& change : comparison.changes) {
    CAPTURE(change.category, pattern_of(change));
    CHECK(contains(page, "<td><code>" + escape_for_html(pattern_of(change)) + "</code></td>"));
    CHECK(contains(page, "<section id=\"" + std::string(name_of(change.category)) + "\""));
    CHECK(contains(page, "href=\"#" + std::string(name_of(change.category)) + "\""));
  }
  CHECK(contains(page, escape_for_html(summary_text(comparison))));
  CHECK(unbalanced(page) == "");
}

TEST_CASE("html: the page asks for nothing outside of it", "[html]") {
  const CompareOptions options;
  const std::string page = page_of(compare(before, after, options));
  CHECK(contains(
      page,
      "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\""));
  for (const std::string outside : {"src=\"", "href=\"h", "<link", "url(", "@import", "://"})
    CHECK_FALSE(contains(page, outside));
}

TEST_CASE("html: the parts of a module that was split are groups of their own", "[html]") {
  const CompareOptions options{.categories = {Category::moved}};
  const std::string page = page_of(compare(before, after, options));
  CHECK(contains(page, ">family → chip_one</span>"));
  CHECK(contains(page, ">family → chip_two</span>"));
}

TEST_CASE("html: aliases of the other kernel are listed up to a number", "[html]") {
  std::vector<std::pair<std::string, std::string>> many;
  for (int i = 10; i < 80; ++i)
    many.emplace_back("usb:v0BDAp81" + std::to_string(i) + "d*", "m" + std::to_string(i));
  const Kernel wide = named_kernel("old", {{"usb:v0BDAp*d*", "wide"}});
  const Kernel narrow = named_kernel("new", many);
  const CompareOptions options{.categories = {Category::partly_lost}};
  const std::string page = page_of(compare(wide, narrow, options));
  CHECK(contains(page, "<summary>70 aliases of the new kernel</summary>"));
  CHECK(contains(page, "<li>54 more</li>"));
  CHECK(unbalanced(page) == "");
}

TEST_CASE("html: devices have a table", "[html]") {
  const CompareOptions options{
      .devices = {{{"web<1>", "pci:v00008086d00001533sv00000000sd00000000bc02sc00i00"},
                   {"", "pci:v00008086d000010D3sv00000000sd00000000bc02sc00i00"},
                   {"", "acpi:NONE0001:"}}}};
  const std::string page = page_of(compare(before, after, options));
  CHECK(contains(page, "1 device lost, 1 moved, of 3 devices"));
  CHECK(contains(page, "<section id=\"devices\""));
  CHECK(contains(page, "<td>at web&lt;1&gt;</td>"));
  CHECK(contains(page, "<td data-is=\"after:\">nothing</td>"));
  CHECK(contains(page, "<td data-is=\"before:\">- igb</td><td data-is=\"after:\">+ igc</td>"));
  CHECK(unbalanced(page) == "");
}

TEST_CASE("html: modules are counted beside aliases", "[html]") {
  const CompareOptions options;
  const std::string page = page_of(compare(before, after, options));
  CHECK(contains(page, "Moved <b>3</b> in 2 modules</a>"));
  CHECK(contains(page,
                 "<span class=\"count\">3</span> aliases of <span class=\"modules\">2 "
                 "modules</span>"));
  CHECK(contains(page, "data-module=\"family\""));
}

TEST_CASE("html: hosts with a device are one row, and can all be searched", "[html]") {
  CompareOptions options;
  options.devices.emplace();
  for (int i = 0; i < 30; ++i) {
    const std::string host = (i % 3 == 0 ? "web" : "db") + std::to_string(i);
    options.devices->push_back(
        {.where = host, .modalias = "pci:v00008086d00001533sv1sd1bc02sc00i00", .host = host});
  }
  const Comparison comparison = compare(before, after, options);
  const DeviceNames names;
  const std::string page = render_compare_html({.comparison = &comparison, .names = &names});
  CHECK(contains(page, "none of 30 hosts loses a driver; 30 devices moved, of 30 devices"));
  CHECK(contains(page,
                 "<summary>on 30 hosts (db1, db2, db4, db5, db7, db8, db10, db11 and 22 "
                 "more)</summary>"));
  CHECK(contains(page, ", web27</details>"));
  CHECK(contains(page,
                 "<h2 id=\"devices-title\">Devices <span class=\"counts\"><span "
                 "class=\"count\">1</span>"));
  const std::string by_host =
      render_compare_html({.comparison = &comparison, .names = &names, .is_by_host = true});
  CHECK(contains(by_host, "<span class=\"host\">web27</span>"));
  CHECK(unbalanced(page) + unbalanced(by_host) == "");
}

TEST_CASE("html: a summary is the head alone", "[html]") {
  const CompareOptions options;
  const Comparison comparison = compare(before, after, options);
  const DeviceNames names;
  const std::string page =
      render_compare_html({.comparison = &comparison, .names = &names, .is_summary = true});
  CHECK(contains(page, "<details class=\"numbers\"><summary>By bus and category</summary>"));
  CHECK(contains(page, "<code>e1000e</code>"));
  CHECK_FALSE(contains(page, "<section"));
  CHECK_FALSE(contains(page, "<script"));
  CHECK(unbalanced(page) == "");
}

TEST_CASE("html: without a difference there is nothing to filter", "[html]") {
  const CompareOptions options;
  const std::string page = page_of(compare(after, after, options));
  CHECK(contains(page, "no difference"));
  CHECK_FALSE(contains(page, "<script"));
  CHECK_FALSE(contains(page, "id=\"filter\""));
  CHECK(unbalanced(page) == "");
}

}  // namespace ko2alias::test
