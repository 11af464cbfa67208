// Where `diff` writes: terminals and files, and what may not get there.
#include <filesystem>

#include "kit/diff_runs.h"
#include "kit/kit.h"
#include "support/wrap.h"

namespace ko2alias::test {

namespace fs = std::filesystem;

using namespace diff_runs;

TEST_CASE("diff: output does not depend on the number of threads", "[cli][diff]") {
  const ExampleFolder folder;
  CHECK(run_diff_of_packages({"-j1"}).out == run_diff_of_packages({"-j7"}).out);
}

TEST_CASE("diff: no colours in a file, nor against NO_COLOR", "[cli][diff]") {
  const ExampleFolder folder;
  const std::string plain = run_diff_of_packages({}).out;
  CHECK_FALSE(contains(plain, "\x1b"));
  CHECK(run_diff_of_packages({"-o", "out.txt"}, true).out.empty());
  CHECK(read_file("out.txt") == plain);
  const Environment no_color("NO_COLOR", "1");
  CHECK_FALSE(contains(run_diff_of_packages({}, true).out, "[31m"));
}

TEST_CASE("diff: colours on a terminal", "[diff]") {
  const ExampleFolder folder;
  const Environment empty("NO_COLOR", "");
  const std::string colored = run_diff_of_packages({}, true).out;
  CHECK(contains(colored, "\x1b[31mlost\x1b[0m: "));
  CHECK_FALSE(contains(colored, "\\x1b"));
}

TEST_CASE("diff: what a terminal shows is what a file gets, colours and width aside", "[diff]") {
  const ExampleFolder folder;
  const Environment no_color("NO_COLOR", "1");
  for (const std::string format : {"markdown", "json"}) {
    CAPTURE(format);
    CHECK(run_diff_of_packages({"-f", format}, true).out ==
          run_diff_of_packages({"-f", format}).out);
  }
  CHECK(run_diff_of_packages({}, true).out == folded(run_diff_of_packages({}).out, 80));
}

TEST_CASE("diff: bytes of a kernel are escaped for a terminal", "[cli][diff]") {
  const ExampleFolder folder;
  write_file("evil\x1b.alias",
             "alias i2c:\x1b[31m\xff evil\nalias i2c:\x1b(0* evil\nalias i2c:same x\n");
  write_file("good.alias", "alias i2c:same x\n");
  write_file("devices", "ho\x1bst\ti2c:\x1b(0\xff\n");
  const Environment no_color("NO_COLOR", "1");
  for (const std::string format : {"text", "markdown", "json", "html"})
    for (const Arguments& devices : {Arguments{}, Arguments{"--devices", "devices"}}) {
      Arguments arguments{"-f", format, "evil\x1b.alias", "good.alias"};
      arguments.insert(arguments.end(), devices.begin(), devices.end());
      CAPTURE(format, devices);
      const Outcome outcome = run_diff(arguments, true);
      CHECK(outcome.status == finding);
      CHECK_FALSE(contains(outcome.out + outcome.err, "\x1b"));
      // Nor do they become markup, or end a table's cell, in a file.
      if (format != "text") CHECK_FALSE(contains(run_diff(arguments).out, "\x1b"));
    }
  CHECK(contains(run_diff({"evil\x1b.alias", "good.alias"}, true).out, "i2c:\\x1b[31m\\xff"));
  CHECK(contains(run_diff({"evil\x1b.alias", "good.alias"}).out, "i2c:\\x1b[31m\\xff"));
}

TEST_CASE("diff: an alias that no device can match is nobody's loss", "[cli][diff]") {
  const ExampleFolder folder;
  write_file("old.alias", "alias i2c:[b-a]x acme\nalias i2c:x acme\n");
  write_file("new.alias", "alias i2c:x acme\n");
  const Outcome gone = run_program({"diff", "old.alias", "new.alias"});
  CHECK(gone.status == finding);
  CHECK(contains(gone.out, "\n  i2c  acme\n    i2c:[b-a]x\n      no device can match it\n"));
  const Outcome added = run_program({"diff", "new.alias", "old.alias"});
  CHECK(contains(added.out, "\n  i2c  acme\n    i2c:[b-a]x\n      no device can match it\n"));
}

TEST_CASE("diff: markup in names stays text", "[cli][diff]") {
  const ExampleFolder folder;
  write_file("a.alias", "alias i2c:<b>|`x` <script>|m\n");
  write_file("b.alias", "alias i2c:same x\n");
  const std::string markdown = run_diff({"-f", "markdown", "a.alias", "b.alias"}).out;
  CHECK(contains(markdown, "\\<script\\>\\|m"));
  CHECK(contains(markdown, "i2c:\\<b\\>\\|\\`x\\`"));
  const std::string html = run_diff({"-f", "html", "a.alias", "b.alias"}).out;
  CHECK_FALSE(contains(html, "<script>|m"));
  CHECK_FALSE(contains(html, "i2c:<b>"));
}

TEST_CASE("diff: --output, a file is there whole or not at all", "[cli][diff]") {
  const ExampleFolder folder;
  const Outcome outcome = run_diff_of_packages({"-o", "out.txt"});
  CHECK(outcome.status == finding);
  CHECK(outcome.out.empty());
  CHECK(read_file("out.txt") == run_diff_of_packages({}).out);
  const Outcome lost = run_diff_of_packages({"-o", "nowhere/out.txt"});
  CHECK(lost.status == trouble);
  CHECK(lost.err == "ko2alias: error: nowhere/out.txt: No such file or directory\n");
  CHECK(run_diff({"-o", "usage.txt", "--only", "gone", "old.json", "new.json"}).status == trouble);
  CHECK_FALSE(fs::exists("usage.txt"));
  if (fs::exists("/dev/full")) {
    const Outcome full = run_diff_of_packages({"-o", "/dev/full"});
    CHECK(full.status == trouble);
    CHECK(full.err == "ko2alias: error: /dev/full: No space left on device\n");
  }
  for (const auto& entry : fs::directory_iterator("."))
    CHECK_FALSE(contains(entry.path().string(), ".tmp"));
}

}  // namespace ko2alias::test
