// `check` as a user runs it, in-process, on the modules of examples.h.
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>

#include "check/formats.h"
#include "check/rules.h"
#include "kit/check_runs.h"
#include "kit/entries.h"
#include "kit/examples.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

const std::string config_file = ".ko2alias.conf";

// A module in which no rule finds anything but notes: an entry for a whole class of devices.
void write_module_with_notes(const std::string& name) {
  const EntryBytes vga = pci(lp64_le, {.class_id = 0x030000, .class_mask = 0xffffff});
  write_file(name, module_of(lp64_le,
                             {{.symbol = "__mod_pci__ids_device_table", .bytes = table_of({vga})}},
                             {"license=GPL", "alias=pci:v*d*sv*sd*bc03sc00i00*",
                              "vermagic=6.12.48 SMP ", "name=acme_vga"}));
}

}  // namespace

TEST_CASE("check: the exit status says whether something was found", "[cli][check]") {
  const ExampleFolder folder;
  write_module_with_notes("notes.ko");
  struct Row {
    Arguments arguments;
    ExitStatus status;
  };
  const std::vector<Row> rows = {
      {{"broken.ko"}, finding},
      {{"--fail-on", "error", "broken.ko"}, finding},
      {{"notes.ko"}, nothing_to_report},
      {{"--fail-on=note", "notes.ko"}, finding},
      {{"--fail-on", "warning", "notes.ko"}, nothing_to_report},
      {{"--suppress", "missing-alias", "acme_nic.ko"}, finding},
      {{"--suppress", "missing-alias", "--fail-on", "error", "acme_nic.ko"}, nothing_to_report},
      {{"nothing.ko"}, trouble},
      {{"--fail-on", "never", "broken.ko"}, nothing_to_report},
      {{"--fail-on", "never", "nothing.ko"}, trouble},
      {{"--fail-on", "nevre", "broken.ko"}, trouble},
      {{"--format", "xml", "broken.ko"}, trouble},
      {{}, trouble},
  };
  for (const auto& [arguments, status] : rows) {
    CAPTURE(arguments);
    const Outcome outcome = run_check(arguments);
    CHECK(outcome.status == status);
    CHECK(outcome.err.empty() == (status != trouble));
  }
}

TEST_CASE("check: every format tells of the findings", "[cli][check]") {
  const ExampleFolder folder;
  const std::vector<std::pair<std::string, std::string>> begins = {
      {"text", "broken.ko: error[table-size]: short_ids: size 130"},
      {"json", "{\n \"schema_version\": 1,\n \"modules\": 1,"},
      {"jsonl", "{\"kind\":\"finding\",\"rule\":\"table-size\","},
      {"github", "::error file=broken.ko,title=table-size::short_ids: size 130"},
      {"sarif", "{\n \"$schema\": "},
      {"junit", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>"},
  };
  CHECK(begins.size() == check_formats().size());
  for (const auto& [format, begin] : begins) {
    const Outcome outcome = run_check({"-f", format, "broken.ko"});
    CHECK(outcome.status == finding);
    CHECK(outcome.out.starts_with(begin));
    CHECK(contains(outcome.out, "size 130 is not a multiple of the pci entry size 40"));
  }
}

TEST_CASE("check: a module that cannot be read does not stop the others", "[cli][check]") {
  const ExampleFolder folder;
  write_file("modules/bad.ko",
             "\x7f"
             "ELF and no more");
  const Outcome outcome = run_check({"modules"});
  CHECK(outcome.status == trouble);
  CHECK(contains(outcome.err, "modules/bad.ko: "));
  CHECK(contains(outcome.out, "modules/net/acme_nic.ko: "));
  CHECK(contains(outcome.out, "modules/net/acme_hid.ko: "));
}

TEST_CASE("check: rules are listed", "[cli][check]") {
  const Outcome outcome = run_check({"--list-rules"});
  CHECK(outcome.status == nothing_to_report);
  CHECK(std::count(outcome.out.begin(), outcome.out.end(), '\n') ==
        static_cast<std::ptrdiff_t>(rules().size()));
  CHECK(contains(
      outcome.out,
      "\ntable-size                error    a table whose size is no multiple of its entry's\n"));
}

TEST_CASE("check: rules are listed within a terminal's width", "[cli][check]") {
  std::istringstream lines(run_check({"--list-rules"}, true).out);
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
}

TEST_CASE("check: a rule is explained", "[cli][check]") {
  const Outcome outcome = run_check({"--explain", "catch-all"});
  CHECK(outcome.status == nothing_to_report);
  CHECK(outcome.err.empty());
  CHECK(outcome.out.starts_with(
      "note[catch-all]: an alias that matches every device of its bus\n\n"));
  CHECK(contains(outcome.out, "\n\nFix: name a vendor; "));
  CHECK(run_check({"--explain", "catch_all"}).out == outcome.out);
  const Outcome wrong = run_check({"--explain", "catch-al", "acme_nic.ko"});
  CHECK(wrong.status == trouble);
  CHECK(wrong.out.empty());
  CHECK(
      wrong.err.starts_with("ko2alias: error: --explain catch-al: no rule 'catch-al'; did you mean "
                            "'catch-all'? (check --list-rules has them)\n"));
}

TEST_CASE("check: on a terminal it says how to learn more", "[cli][check]") {
  const ExampleFolder folder;
  ::setenv("NO_COLOR", "1", 1);
  const std::string out = run_check({"acme_nic.ko"}, true).out;
  ::unsetenv("NO_COLOR");
  CHECK(out ==
        "acme_nic.ko\n"
        "  error[missing-alias]: acme_nic_ids[1]: its alias is not in .modinfo:\n"
        "      pci:v00001ED5d*sv*sd*bc02sc00i*\n"
        "  error[missing-alias]: acme_nic_ids[2]: its alias is not in .modinfo:\n"
        "      vfio_pci:v00001ED5d00000101sv*sd*bc*sc*i*\n"
        "  warning[unknown-override]: acme_nic_ids[3]: override_only is 2, a value\n"
        "      without a prefix: no alias (--override-prefix pci:2=PREFIX_ gives it one)\n"
        "\n"
        "2 errors, 1 warning in 1 module\n"
        "'ko2alias check --explain missing-alias' says why, and how to mend it\n");
  CHECK_FALSE(
      contains(run_check({"--suppress", "missing-alias,unknown-override", "acme_nic.ko"}, true).out,
               "--explain"));
}

TEST_CASE("check: findings are suppressed by rule and module", "[cli][check]") {
  const ExampleFolder folder;
  const strings both = {"missing-alias", "unknown-override"};
  const strings one = {"unknown-override"};
  const std::vector<std::pair<std::string, strings>> rows = {
      {"missing-alias", one},           {"missing-alias:acme_nic", one},
      {"missing-alias:acme-nic", one},  {"missing-alias:acme_*", one},
      {"missing-alias:acme_hid", both}, {"table-size", both},
  };
  for (const auto& [suppression, left] : rows) {
    CAPTURE(suppression);
    CHECK(rules_of({"--suppress", suppression, "acme_nic.ko"}) == left);
  }
  CHECK(rules_of({"--suppress", "missing-alias", "--suppress", "unknown-override",
                  "acme_nic.ko"}) == strings{});
  CHECK(contains(run_check({"--suppress", "missing-alias", "acme_nic.ko"}).out,
                 "1 warning in 1 module; 2 suppressed\n"));
  for (const std::string list :
       {"missing-alias,unknown-override:acme_*", " missing_alias , unknown_override,",
        "unknown-override missing-alias"})
    CHECK(rules_of({"--suppress", list, "acme_nic.ko"}) == strings{});
}

TEST_CASE("check: a rule that does not exist cannot be suppressed", "[cli][check]") {
  const ExampleFolder folder;
  const std::string guess =
      "no rule 'table-sise'; did you mean 'table-size'? (check --list-rules has them)\n";
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"table-sise", guess},
      {"table-sise:acme_nic", guess},
      {"catch-all,table-sise", guess},
      {"nonsense", "no rule 'nonsense' (check --list-rules has them)\n"},
      {"", "no rule '' (check --list-rules has them)\n"},
      {",", "no rule ',' (check --list-rules has them)\n"},
  };
  for (const auto& [suppression, message] : rows) {
    const Outcome outcome = run_check({"--suppress", suppression, "acme_nic.ko"});
    CHECK(outcome.status == trouble);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.starts_with("ko2alias: error: --suppress " + suppression + ": " + message));
  }
}

TEST_CASE("check: --no-builtin leaves out what is built into the kernel", "[cli][check]") {
  const ExampleFolder folder;
  fs::create_directories("kernel/lib/modules/6.12.48/kernel");
  fs::copy_file("acme_hid.ko", "kernel/lib/modules/6.12.48/kernel/acme_hid.ko");
  const std::string record = "acme_builtin.alias=pci:v00001ED5d00000100sv*sd*bc*sc*i*";
  write_file("kernel/lib/modules/6.12.48/modules.builtin.modinfo", record + '\0');
  const auto claimed = [](const Arguments& more) {
    Arguments arguments{"--against", "kernel", "acme_nic.ko"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return contains(run_check(arguments).out, "acme_builtin claims ");
  };
  CHECK(claimed({}));
  CHECK(!claimed({"--no-builtin"}));
}

TEST_CASE("check: options come from the folder's file", "[cli][check]") {
  const ExampleFolder folder;
  write_file(config_file,
             "# ours\nformat = json\nsuppress = missing-alias\nsuppress=table-size:br*\n\n");
  const Outcome outcome = run_check({"acme_nic.ko", "broken.ko"});
  CHECK(outcome.status == finding);
  CHECK(nlohmann::json::parse(outcome.out)["suppressed"] == 4);
  CHECK(nlohmann::json::parse(outcome.out)["findings"].size() == 1);
}

TEST_CASE("check: --config names another file", "[cli][check]") {
  const ExampleFolder folder;
  write_file(config_file, "format = json\n");
  write_file("ours.conf", "fail-on = error\nsuppress = missing-alias\n");
  for (const Arguments& option :
       {Arguments{"--config", "ours.conf"}, Arguments{"--config=ours.conf"}}) {
    Arguments arguments = option;
    arguments.push_back("acme_nic.ko");
    const Outcome outcome = run_check(arguments);
    CHECK(outcome.status == nothing_to_report);
    CHECK(contains(outcome.out, "1 warning in 1 module; 2 suppressed\n"));
  }
  const Outcome missing = run_check({"--config", "none.conf", "acme_nic.ko"});
  CHECK(missing.status == trouble);
  CHECK(contains(missing.err, "none.conf: No such file or directory"));
}

TEST_CASE("check: the command line counts instead of the file, and adds to its suppressions",
          "[cli][check]") {
  const ExampleFolder folder;
  write_file(config_file, "format = json\nfail-on = error\nsuppress = missing-alias\n");
  const Outcome outcome = run_check({"--format", "text", "--fail-on=warning", "acme_nic.ko"});
  CHECK(outcome.status == finding);
  CHECK(contains(outcome.out, "1 warning in 1 module; 2 suppressed\n"));
  CHECK(run_check({"--format=text", "--suppress", "unknown-override", "acme_nic.ko"}).out ==
        "nothing found in 1 module; 3 suppressed\n");
}

TEST_CASE("check: what is wrong in the file is said with its name", "[cli][check]") {
  const ExampleFolder folder;
  for (const std::string_view line :
       {"nonsense = 1", "[section]\nformat = json", "path = a.ko", "just words"}) {
    CAPTURE(line);
    write_file(config_file, line);
    const Outcome outcome = run_check({"acme_nic.ko"});
    CHECK(outcome.status == trouble);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.starts_with("ko2alias: error: .ko2alias.conf: "));
  }
}

TEST_CASE("check: a kernel to be checked against", "[cli][check]") {
  const ExampleFolder folder;
  fs::create_directories("kernel/net");
  fs::copy_file("acme_nic.ko", "kernel/net/acme_nic.ko");
  CHECK(rules_of({"--against", "kernel", "acme_hid.ko"}) ==
        strings{"missing-alias", "wrong-kernel"});
  const Outcome outcome = run_check(
      {"--against", "kernel", "--suppress", "missing-alias", "acme_hid.ko", "acme_nic.ko"});
  CHECK(outcome.status == finding);
  CHECK(contains(outcome.out,
                 "acme_hid.ko: error[wrong-kernel]: .modinfo: built for 5.10.223, but the kernel "
                 "is 6.12.48\n"));
  CHECK(contains(outcome.out,
                 "acme_nic.ko: warning[name-clash]: the kernel has a module of that name: "
                 "kernel/net/acme_nic.ko\n"));
  CHECK(run_check({"--against", "none", "acme_hid.ko"}).status == trouble);
}

TEST_CASE("check: a file is there whole or not at all", "[cli][check]") {
  const ExampleFolder folder;
  const Outcome outcome = run_check({"-o", "found.txt", "broken.ko"});
  CHECK(outcome.status == finding);
  CHECK(outcome.out.empty());
  CHECK(read_file("found.txt") == run_check({"broken.ko"}).out);

  CHECK(run_check({"-o", "none/found.txt", "broken.ko"}).err ==
        "ko2alias: error: none/found.txt: No such file or directory\n");
  CHECK(run_check({"-o", "modules", "broken.ko"}).status == trouble);
  CHECK(fs::is_directory("modules"));
  CHECK(run_check({"-o", "wrong.txt", "--suppress", "nonsense", "broken.ko"}).status == trouble);
  CHECK(!fs::exists("wrong.txt"));
  CHECK(
      run_check({"--write-baseline", "none/accepted.txt", "-o", "wrong.txt", "broken.ko"}).status ==
      trouble);
  CHECK(!fs::exists("wrong.txt"));
  for (const auto& file : fs::directory_iterator("."))
    CHECK_FALSE(contains(file.path().string(), ".tmp"));
}

TEST_CASE("check: colours are for terminals", "[cli][check]") {
  const ExampleFolder folder;
  ::unsetenv("NO_COLOR");
  const std::string red = "  \x1b[31merror[table-size]\x1b[0m: short_ids: size 130";
  CHECK(contains(run_check({"broken.ko"}, true).out, red));
  CHECK_FALSE(contains(run_check({"broken.ko"}).out, "\x1b"));
  CHECK_FALSE(contains(run_check({"--format", "github", "broken.ko"}, true).out, "\x1b"));
  run_check({"-o", "found.txt", "broken.ko"}, true);
  CHECK_FALSE(contains(read_file("found.txt"), "\x1b"));
  ::setenv("NO_COLOR", "1", 1);
  CHECK_FALSE(contains(run_check({"broken.ko"}, true).out, "\x1b"));
  ::unsetenv("NO_COLOR");
}

TEST_CASE("check: what the file says and the command line says differently, under whatever form",
          "[cli][check]") {
  const ExampleFolder folder;
  write_file(".ko2alias.conf", "format = json\nsuppress = class-wide\n");
  for (const Arguments& arguments : {Arguments{"-f", "text", "acme_nic.ko"},
                                     {"-ftext", "acme_nic.ko"},
                                     {"--form", "text", "acme_nic.ko"}})
    CHECK(contains(run_check(arguments).out, " in 1 module\n"));
  CHECK(run_check({"acme_nic.ko"}).out.starts_with("{"));
  write_file(".ko2alias.conf", "config = other.conf\n");
  CHECK(contains(run_check({"acme_nic.ko"}).err,
                 ".ko2alias.conf: line 1: 'config' cannot be set in a file"));
  write_file(".ko2alias.conf", "nonsense = 1\n");
  CHECK(run_check({"--help"}).status == nothing_to_report);
}

}  // namespace ko2alias::test
