// What all commands tell on the error stream, and in which colours.
#include <filesystem>
#include <sstream>

#include "kit/examples.h"
#include "kit/kit.h"
#include "support/message_folder.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

struct Colored {
  std::string out;
  std::string err;
};

// What a run prints into a terminal, or into pipes.
Colored run_into(bool is_terminal, const Arguments& arguments) {
  std::ostringstream out;
  std::ostringstream err;
  run(arguments,
      {.out = out, .err = err, .out_is_terminal = is_terminal, .err_is_terminal = is_terminal});
  return {out.str(), err.str()};
}

bool has_escape(const std::string& text) { return contains(text, "\x1b["); }

// An environment that says nothing of colours.
struct Plain {
  Environment no_color{"NO_COLOR", ""};
  Environment cli_color{"CLICOLOR", ""};
  Environment forced{"CLICOLOR_FORCE", ""};
  Environment term{"TERM", "xterm"};
};

const Arguments with_warning{"check", "acme_nic.ko"};

}  // namespace

TEST_CASE("--color and the environment decide about colours", "[cli][color]") {
  const ExampleFolder folder;
  const Plain plain;
  const auto is_colored = [&](bool is_terminal, Arguments more = {}) {
    Arguments arguments = with_warning;
    arguments.insert(arguments.end(), more.begin(), more.end());
    return has_escape(run_into(is_terminal, arguments).out);
  };
  CHECK(is_colored(true));
  CHECK(!is_colored(false));
  CHECK(!is_colored(true, {"--color", "never"}));
  CHECK(is_colored(false, {"--color", "always"}));
  {
    const Environment no_color("NO_COLOR", "1");
    const Environment forced("CLICOLOR_FORCE", "1");
    CHECK(!is_colored(true));
    CHECK(is_colored(true, {"--color=always"}));
  }
  {
    const Environment forced("CLICOLOR_FORCE", "1");
    CHECK(is_colored(false));
    CHECK(!is_colored(true, {"--color=never"}));
  }
  {
    const Environment not_forced("CLICOLOR_FORCE", "0");
    CHECK(!is_colored(false));
  }
  {
    const Environment cli_color("CLICOLOR", "0");
    CHECK(!is_colored(true));
  }
  {
    const Environment dumb("TERM", "dumb");
    CHECK(!is_colored(true));
  }
  const Outcome wrong = run_program({"check", "--color", "sometimes", "acme_nic.ko"});
  CHECK(wrong.status == trouble);
  CHECK(contains(wrong.err, "--color sometimes: expected auto, always or never"));
  for (const auto& [arguments, message] : {
           std::pair(Arguments{"match", "--from=lspc", "i2c:x"}, "; did you mean 'lspci'?"),
           std::pair(Arguments{"emit", "--color=alwys", "a.ko"}, "; did you mean 'always'?"),
           std::pair(Arguments{"diff", "--by=hsot", "a.ko", "b.ko"},
                     "--by hsot: expected device or host; did you mean 'host'?"),
           std::pair(Arguments{"emit", "--source=modinfoo", "a.ko"}, "; did you mean 'modinfo'?"),
           std::pair(Arguments{"embed", "--order=tabels", "a.ko"}, "; did you mean 'tables'?"),
       })
    CHECK(contains(run_program(arguments).err, message));
}

TEST_CASE("--color: a file has colours only where they are asked for", "[cli][color]") {
  const ExampleFolder folder;
  const Plain plain;
  run_into(true, {"check", "-o", "plain.txt", "acme_nic.ko"});
  CHECK(!has_escape(read_file("plain.txt")));
  run_into(false, {"check", "--color", "always", "-o", "colored.txt", "acme_nic.ko"});
  CHECK(has_escape(read_file("colored.txt")));
}

TEST_CASE("messages: a terminal shows what is an error and what a warning", "[cli][color]") {
  const ExampleFolder folder;
  const Plain plain;
  CHECK(contains(run_into(true, {"emit", "acme_nic.ko"}).err,
                 "ko2alias: \x1b[33mwarning\x1b[0m: acme_nic.ko: "));
  CHECK(contains(run_into(true, {"emit", "nothing.ko"}).err,
                 "ko2alias: \x1b[31merror\x1b[0m: nothing.ko: "));
  CHECK(!has_escape(run_into(false, {"emit", "acme_nic.ko", "nothing.ko"}).err));
}

TEST_CASE("--quiet leaves errors alone", "[cli][quiet]") {
  const ExampleFolder folder;
  const Outcome loud = run_program({"emit", "acme_nic.ko", "nothing.ko"});
  const Outcome quiet = run_program({"emit", "-q", "acme_nic.ko", "nothing.ko"});
  CHECK(contains(loud.err, "warning"));
  CHECK(quiet.err == "ko2alias: error: nothing.ko: No such file or directory\n");
  CHECK(quiet.out == loud.out);
  CHECK(quiet.status == loud.status);
}

TEST_CASE("messages: what differs in numbers alone is one kind", "[cli][messages]") {
  MessageFolder folder;
  const auto show = [&](const std::string& text, Severity severity = Severity::warning) {
    return folder.show({.severity = severity, .message = text}, text);
  };
  for (const std::string number : {"7", "42", "1,204", "1,204,377"})
    CHECK(show("aliases (" + number + "), and more") == (number != "1,204,377"));
  CHECK(folder.counts() == std::vector<std::pair<Severity, std::string>>{
                               {Severity::warning, "1 more: aliases (N), and more"}});
  CHECK(show("aliases (1, 2), and more"));
  // Long ones are told each, and not kept.
  for (int i = 0; i < 5; ++i) CHECK(show(std::string(10'000, 'x')));
  CHECK(folder.counts().size() == 1);
}

TEST_CASE("messages: equal ones of many modules are counted", "[cli][messages]") {
  const ExampleFolder folder;
  fs::create_directory("many");
  for (const char name : std::string("abcdefgh"))
    fs::copy_file("acme_nic.ko", fs::path("many") / (std::string(1, name) + ".ko"));
  const std::string err = run_program({"emit", "many"}).err;
  CHECK(std::count(err.begin(), err.end(), '\n') == 4);
  CHECK(contains(err, "many/c.ko: "));
  CHECK(!contains(err, "many/d.ko: "));
  CHECK(contains(err, "ko2alias: warning: 5 more: override_only is N, a value without a prefix: "));
  // Errors are told each: one may want another remedy.
  for (const char name : std::string("abcdefgh"))
    write_file(fs::path("many") / (std::string(1, name) + ".ko"), "no module");
  const std::string errors = run_program({"emit", "many"}).err;
  CHECK(contains(errors, "many/h.ko: "));
  CHECK(contains(errors, "8 of 8 inputs could not be read\n"));
}

TEST_CASE("messages: of one input its own says all", "[cli][messages]") {
  const ExampleFolder folder;
  CHECK(run_program({"emit", "nothing.ko"}).err ==
        "ko2alias: error: nothing.ko: No such file or directory\n");
  fs::create_symlink("gone/x.ko", "link.ko");
  CHECK(run_program({"emit", "link.ko"}).err ==
        "ko2alias: error: link.ko: a broken link: gone/x.ko is not there\n");
  CHECK(contains(run_program({"emit", ""}).err, "a PATH is empty"));
}

TEST_CASE("messages: what libraries say is put in our words", "[cli][messages]") {
  const ExampleFolder folder;
  write_file("cut.json", "{\"schema_version\": 1, \"modules\": [\n");
  CHECK(run_program({"emit", "cut.json"}).err ==
        "ko2alias: error: cut.json: not a snapshot that 'emit --format json' wrote: parse error at "
        "line 2, column 1: unexpected end of input\n");
  write_file("wrong.json", "{\"schema_version\": 1, \"modules\": [{\"name\": 7}]}\n");
  CHECK(!contains(run_program({"emit", "wrong.json"}).err, "json.exception"));
  CHECK(contains(run_program({"diff", "--only"}).err, "--only: needs a value"));
  CHECK(contains(run_program({"emit", "--max-size=", "x"}).err, "--max-size: needs a value"));
  CHECK(contains(run_program({"emit", "--verbose=1", "x"}).err, "--verbose: takes no value"));
  CHECK(contains(run_program({"emit", "-j", "-1", "x"}).err, "expected a number from 1 to 1024"));
  CHECK(contains(run_program({"emit", "--no", "x"}).err,
                 "error: --no: may be --no-builtin, --no-header or --no-sandbox\n"));
  CHECK(contains(run_program({"emit", "-o", "a", "-o", "b", "x"}).err,
                 "error: --output: given more than once\n"));
}

TEST_CASE("messages: what is wrong on the command line is said with what is right",
          "[cli][messages]") {
  const ExampleFolder folder;
  const std::pair<Arguments, std::string> rows[] = {
      {{"help", "nothing"}, "there is no help on 'nothing'\nko2alias --help lists the commands\n"},
      {{"completions"}, "completions: expected one of bash, zsh, fish\n"},
      {{"completions", "csh"}, "completions csh: expected one of bash, zsh, fish\n"},
      {{"emit", "--max-size", "0", "x"},
       "--max-size 0: expected a number from 1 to 1024G, as in 64M\n"},
      {{"emit", "--max-size", "1T", "x"},
       "--max-size 1T: expected a number from 1 to 1024G, as in 64M\n"},
      {{"emit", "--max-size", "1kB", "x"},
       "--max-size 1kB: expected a number from 1 to 1024G, as in 64M\n"},
      {{"emit", "--limit", "tabels=3", "x"}, ", tables, problems; did you mean 'tables'?\n"},
      {{"diff"}, "expected OLD and NEW, but there are no paths\n"},
      {{"diff", "-", "-"}, "OLD and NEW: only one of them can be standard input\n"},
      {{"match", "--in", "new.json", ""}, "a DEVICE is empty\n"},
      {{"match", "--in", "new.json", "--label", "a", "--label", "b", "i2c:x"},
       "--label: expected one for each --in at most, but there are 2 labels for 1 kernel\n"},
      {{"match", "--in", "new.json", "--vfio", "--cmdline", "fleet.txt", "i2c:x"},
       "--vfio and --cmdline: only one of them can be given\n"},
  };
  for (const auto& [arguments, message] : rows) {
    const Outcome outcome = run_program(arguments);
    CHECK(outcome.status == trouble);
    CHECK(outcome.out.empty());
    CHECK(contains(outcome.err, message));
  }
}

TEST_CASE("messages: what is wrong with all inputs together is no input", "[cli][messages]") {
  const ExampleFolder folder;
  write_file("none.json", "{\"schema_version\": 1, \"modules\": []}\n");
  const Outcome outcome = run_program({"emit", "none.json"});
  CHECK(outcome.err == "ko2alias: error: none.json: no modules and no aliases in it\n");
  CHECK(outcome.status == trouble);
}

TEST_CASE("--no-header leaves out titles and totals", "[cli][header]") {
  const ExampleFolder folder;
  const auto without = [](Arguments arguments) {
    arguments.emplace_back("--no-header");
    return run_program(arguments).out;
  };
  CHECK(without({"emit", "acme_nic.ko"}).starts_with("alias "));
  const std::string tables = without({"dump", "acme_nic.ko"});
  CHECK(contains(tables, "__mod_pci__acme_nic_ids_device_table"));
  CHECK(!contains(tables, "  #  "));
  CHECK(contains(tables, "  0  0x"));
  const char* const old = "lib/modules/6.12.57";
  const char* const now = "lib/modules/7.2.1";
  const std::string changes = without({"diff", old, now});
  CHECK(contains(changes, "lost: "));
  CHECK(!contains(changes, "6.12.57 → 7.2.1"));
  CHECK(!contains(changes, "lost drivers"));
  const std::string summary = without({"diff", "--summary", old, now});
  CHECK(contains(summary, "hdaudio "));
  CHECK(contains(summary, "  acme_dummy  gone"));
  CHECK(!contains(summary, "6.12.57 → 7.2.1"));
  CHECK(!contains(summary, "lost drivers"));
  CHECK(!contains(summary, "\naliases "));
}

TEST_CASE("--no-header: check leaves out its count alone", "[cli][header]") {
  const ExampleFolder folder;
  const Outcome all = run_program({"check", "acme_nic.ko"});
  const Outcome bare = run_program({"check", "--no-header", "acme_nic.ko"});
  CHECK(all.out == bare.out + "2 errors, 1 warning in 1 module\n");
  CHECK(bare.status == all.status);
  // What programs read has no titles.
  for (const char* const format : {"json", "jsonl", "sarif", "junit", "github"})
    CHECK(run_program({"check", "--no-header", "-f", format, "acme_nic.ko"}).out ==
          run_program({"check", "-f", format, "acme_nic.ko"}).out);
}

TEST_CASE("--no-header: match leaves out the titles of columns and what stands for a kernel",
          "[cli][header]") {
  const ExampleFolder folder;
  const std::string device = "pci:v00001ED5d00000100sv00001ED5sd00000001bc02sc00i00";
  const auto rows = [&](Arguments more) {
    Arguments arguments{"match", "--ids", "ids", "--in", "lib/modules/7.2.1", device};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_program(arguments).out;
  };
  const Arguments both{"--in", "new.json"};
  const std::string with = rows(both);
  const std::string without = rows({"--in", "new.json", "--no-header"});
  CHECK(contains(with, "  7.2.1 (1): lib/modules/7.2.1\n  7.2.1 (2): new.json\n  device "));
  CHECK(std::count(without.begin(), without.end(), '\n') == 1);
  CHECK(contains(without, device + "  acme_nic  acme_nic"));
  // Of one kernel there are no columns.
  CHECK(rows({"--no-header"}) == rows({}));
  CHECK(rows({"--no-header", "-f", "json"}) == rows({"-f", "json"}));
}

TEST_CASE("--no-header: buses leaves out the titles and the hint", "[cli][header]") {
  const std::string with = run_program({"buses"}).out;
  const std::string without = run_program({"buses", "--no-header"}).out;
  CHECK(contains(with, "SINCE"));
  CHECK(!contains(without, "SINCE"));
  CHECK(std::count(with.begin(), with.end(), '\n') ==
        std::count(without.begin(), without.end(), '\n') + 1);
  CHECK(without.starts_with("  acpi "));
  std::ostringstream screen;
  std::ostringstream err;
  run({"buses", "--no-header"},
      {.out = screen, .err = err, .out_is_terminal = true, .columns = 80});
  CHECK(!contains(screen.str(), "SINCE"));
  CHECK(!contains(screen.str(), "'ko2alias buses NAME'"));
  CHECK(run_program({"buses", "-f", "json", "--no-header"}).out ==
        run_program({"buses", "-f", "json"}).out);
}

}  // namespace ko2alias::test
