#include "support/safe_output.h"

#include <nlohmann/json.hpp>

#include "kit/kit.h"
#include "support/text.h"

namespace ko2alias::test {

TEST_CASE("safe output: no runner takes a command out of a text", "[text][safe]") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"pci:v*d*sv*sd*bc*sc*i*\n", "pci:v*d*sv*sd*bc*sc*i*\n"},
      {"::error::x", "\\x3a:error::x"},
      {"a ::error::x", "a ::error::x"},
      {"a\n \t::error::x\n", "a\n \t\\x3a:error::x\n"},
      {"a\r::error::x", "a\r\\x3a:error::x"},
      {"\n\n::a\n::b", "\n\n\\x3a:a\n\\x3a:b"},
      // .NET trims blanks that C does not know.
      {"\xc2\xa0\xe3\x80\x80::x", "\xc2\xa0\xe3\x80\x80\\x3a:x"},
      {"\xe2\x80\x8b::x", "\xe2\x80\x8b\\x3a:x"},
      {"##[group]x", "#\\x23[group]x"},
      {"a ##vso[task.x]", "a #\\x23vso[task.x]"},
      {"##VSO[", "#\\x23VSO["},
      {"##teamcity[x", "#\\x23teamcity[x"},
      {"####[x", "###\\x23[x"},
      {"##[a##[b", "#\\x23[a#\\x23[b"},
      // A heading of Markdown is none, and neither is a number in brackets.
      {"## Lost (3)", "## Lost (3)"},
      {"a#[1] ## [x]", "a#[1] ## [x]"},
      {"::##[x", "\\x3a:#\\x23[x"},
      {"", ""},
      {"##", "##"},
      {":", ":"},
  };
  for (const auto& [text, expected] : rows) {
    CHECK(without_log_commands(text, Syntax::text) == expected);
    CHECK(without_log_commands(expected, Syntax::text) == expected);
  }
}

TEST_CASE("safe output: an escape is the format's own", "[text][safe]") {
  const std::string text = "::a ##b[";
  CHECK(without_log_commands(text, Syntax::records) == "\\x3a:a #\\x23b[");
  CHECK(without_log_commands(text, Syntax::c_source) == "\\072:a #\\043b[");
  CHECK(without_log_commands(text, Syntax::json) == "::a #\\u0023b[");
  CHECK(without_log_commands(text, Syntax::markup) == "&#58;:a #&#35;b[");
  CHECK(without_log_commands(text, Syntax::commands) == text);
}

TEST_CASE("safe output: JSON on a terminal is ASCII, and the same", "[text][safe]") {
  for (const std::string text :
       {"plain", "\xc3\xa9", "\xc2\x9b", "\xe2\x80\xae", "\x7f", "\xf0\x9f\x90\xa7", "\xef\xbf\xbd",
        "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf", "\n\r\t\x1b"}) {
    CAPTURE(text);
    const nlohmann::json json = {{"a", text}};
    const std::string fitted = fit_for_terminal(json.dump(1), Syntax::json);
    CHECK(std::all_of(fitted.begin(), fitted.end(),
                      [](char c) { return is_printable(c) || c == '\n'; }));
    CHECK(nlohmann::json::parse(fitted) == json);
  }
  CHECK(nlohmann::json::parse(fit_for_terminal("{\r\n\t\"a\":\r1}", Syntax::json))["a"] == 1);
  CHECK(fit_for_terminal("\"\xff\"", Syntax::json) == "\"\\ufffd\"");
}

TEST_CASE("safe output: colours of ours stay, and nothing else acts on a terminal",
          "[text][safe]") {
  CHECK(fit_for_terminal("\x1b[31mred\x1b[0m\n\t\x1b[2J\x1b[", Syntax::text) ==
        "\x1b[31mred\x1b[0m\n\t\\x1b[2J\\x1b[");
  for (const Syntax syntax :
       {Syntax::records, Syntax::c_source, Syntax::markup, Syntax::commands}) {
    CHECK(fit_for_terminal("\x1b[31m", syntax) == "\\x1b[31m");
    CHECK(fit_for_terminal("a\xe2\x80\xae\xc2\x9b\xff\r\n", syntax) ==
          "a\\xe2\\x80\\xae\\xc2\\x9b\\xff\\x0d\n");
  }
}

TEST_CASE("text: what comparisons pass over is not visible", "[text][safe]") {
  // A soft hyphen, a variation selector, a filler, a joiner, a tag.
  for (const std::string_view text :
       {"\xc2\xad", "\xef\xb8\x8f", "\xe3\x85\xa4", "\xcd\x8f", "\xf3\xa0\x81\x81"}) {
    std::string_view rest = text;
    CHECK(!take_character(rest).is_visible);
  }
}

}  // namespace ko2alias::test
