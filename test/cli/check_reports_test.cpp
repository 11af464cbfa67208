// `check` as a user runs it: baselines, lists, and what reports say besides findings.
#include <nlohmann/json.hpp>

#include "kit/check_runs.h"
#include "kit/examples.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

}  // namespace

TEST_CASE("check: a baseline accepts what there was", "[cli][check]") {
  const ExampleFolder folder;
  CHECK(run_check({"--write-baseline", "accepted.txt", "modules"}).status == nothing_to_report);
  const Outcome same = run_check({"--baseline", "accepted.txt", "modules"});
  CHECK(same.status == nothing_to_report);
  CHECK(same.out == "nothing found in 2 modules; 8 accepted by the baseline\n");
  // The folder does not matter.
  CHECK(run_check({"--baseline", "accepted.txt", "acme_nic.ko"}).status == nothing_to_report);
  const Outcome more =
      run_check({"--baseline", "accepted.txt", "--fail-on", "error", "broken.ko", "modules"});
  CHECK(more.status == finding);
  CHECK(contains(more.out, "broken.ko: "));
  CHECK_FALSE(contains(more.out, "acme_nic.ko: "));
}

TEST_CASE("check: a baseline is text for people too", "[cli][check]") {
  const ExampleFolder folder;
  run_check({"--write-baseline", "accepted.txt", "broken.ko"});
  const std::string text = read_file("accepted.txt");
  CHECK(contains(text, "\ntable-size\tbroken\t__mod_pci__short_ids_device_table\t\n"));
  std::string edited = "\r\n# ours\r\n\r\n";
  for (const char c : text) edited += c == '\n' ? "\r\n" : std::string(1, c);
  write_file("accepted.txt", edited);
  CHECK(run_check({"--baseline", "accepted.txt", "broken.ko"}).status == nothing_to_report);
  CHECK(run_check({"--baseline", "none.txt", "broken.ko"}).err ==
        "ko2alias: error: --baseline none.txt: No such file or directory\nko2alias check --help "
        "says more\n");
}

TEST_CASE("check: a file that is no baseline is an error", "[cli][check]") {
  const ExampleFolder folder;
  run_check({"--write-baseline", "accepted.txt", "acme_nic.ko"});
  const std::string good = read_file("accepted.txt");
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", "not a baseline: it lacks the line '# Findings of"},
      {"PCI drivers\n", "not a baseline: it lacks the line '# Findings of"},
      {read_file("acme_nic.ko"), "not a baseline: "},
      {good + "table-sise\tacme_nic\t\t\n",
       ": no rule 'table-sise' (--write-baseline writes a new one)"},
      {good + "table-size\n", ": expected rule, module, table and what it is about"},
      {good + "table-size\ta\tb\tc\td\n", ": expected rule, module, table and what it is about"},
      {"# Findings of ko2alias check that are accepted: rule, module, place, message.\n",
       "line 1: a baseline of another version of ko2alias"},
  };
  for (const auto& [text, message] : rows) {
    write_file("wrong.txt", text);
    const Outcome outcome = run_check({"--baseline", "wrong.txt", "acme_nic.ko"});
    CHECK(outcome.status == trouble);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.starts_with("ko2alias: error: --baseline wrong.txt: "));
    CHECK(contains(outcome.err, message));
  }
  // An editor may have cut off what nobody sees.
  write_file("short.txt", good + "table-size\tacme_hid\n");
  CHECK(run_check({"--baseline", "short.txt", "acme_nic.ko"}).status == nothing_to_report);
}

TEST_CASE("check: what a baseline accepts and is no longer there is told", "[cli][check]") {
  const ExampleFolder folder;
  run_check({"--write-baseline", "accepted.txt", "acme_nic.ko"});
  write_file("accepted.txt", read_file("accepted.txt") +
                                 "table-size\tacme_nic\told_ids\n"
                                 "table-size\tacme_hid\told_ids\n"
                                 "name-clash\tacme_nic\n");
  const Outcome outcome = run_check({"--baseline", "accepted.txt", "acme_nic.ko"});
  CHECK(outcome.status == nothing_to_report);
  // Nobody looked at acme_hid, or at a kernel.
  CHECK(contains(outcome.out,
                 "; 1 accepted finding is no longer found\n"
                 "no longer found: table-size in acme_nic, old_ids\n"));
  const auto json = nlohmann::json::parse(
      run_check({"--format", "json", "--baseline", "accepted.txt", "acme_nic.ko"}).out);
  CHECK(json["gone"] ==
        nlohmann::json::array(
            {{{"rule", "table-size"}, {"module", "acme_nic"}, {"table", "old_ids"}}}));
}

TEST_CASE("check: a baseline accepts as many findings as it has lines", "[cli][check]") {
  const ExampleFolder folder;
  run_check({"--write-baseline", "accepted.txt", "acme_nic.ko"});
  // Two modules of that name have each finding twice.
  CHECK(
      run_check({"--baseline", "accepted.txt", "acme_nic.ko", "modules/net/acme_nic.ko"}).status ==
      finding);
}

TEST_CASE("check: of lists the rules about aliases are asked", "[cli][check]") {
  const ExampleFolder folder;
  write_file("ours.alias",
             "alias wmi:67c3371d-95a3-4c37-bb61-dd47b491daab turbo\n"
             "alias wmi:67C3371D-95A3-4C37-BB61-DD47B491DAAB turbo\n"
             "alias pci:v*d*sv*sd*bc*sc*i* grab-all\n");
  const Outcome outcome = run_check({"ours.alias"});
  CHECK(outcome.status == finding);
  CHECK(contains(outcome.out,
                 "ours.alias:1: warning[impossible-alias]: turbo: no wmi device can match: "
                 "wmi:67c3371d-95a3-4c37-bb61-dd47b491daab\n"));
  CHECK(contains(outcome.out, "\nours.alias:3: note[catch-all]: grab-all: matches every device "));
  CHECK(contains(outcome.out, "\n2 modules are known from lists alone: looked for catch-all, "));
  CHECK(rules_of({"ours.alias"}) == strings{"catch-all", "impossible-alias"});
}

TEST_CASE("check: a run that looked at nothing is trouble", "[cli][check]") {
  const ExampleFolder folder;
  fs::create_directories("empty");
  CHECK(run_check({"empty"}).status == trouble);
  write_file("none.alias", "# nothing\n");
  const Outcome outcome = run_check({"none.alias"});
  CHECK(outcome.status == trouble);
  CHECK(!outcome.err.empty());
}

TEST_CASE("check: reports say what could not be read", "[cli][check]") {
  const ExampleFolder folder;
  write_file("modules/bad.ko",
             "\x7f"
             "ELF and no more");
  for (const std::string format : {"json", "jsonl", "sarif", "junit", "github"}) {
    const Outcome outcome = run_check({"--format", format, "modules"});
    CHECK(outcome.status == trouble);
    CHECK(contains(outcome.out, "modules/bad.ko"));
  }
  const auto json = nlohmann::json::parse(
      run_check({"--format", "json", "--against", "none", "acme_nic.ko"}).out);
  CHECK(json["unread"][0]["path"] == "none");
}

TEST_CASE("check: a baseline that is written again keeps what it accepts", "[cli][check]") {
  const ExampleFolder folder;
  CHECK(run_check({"--write-baseline", "b.txt", "acme_nic.ko"}).status == nothing_to_report);
  const std::string before = read_file("b.txt");
  CHECK(run_check({"--baseline", "b.txt", "--write-baseline", "b.txt", "acme_nic.ko"}).status ==
        nothing_to_report);
  CHECK(read_file("b.txt") == before);
}

}  // namespace ko2alias::test
