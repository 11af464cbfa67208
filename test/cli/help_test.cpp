// The help that -h, --help and `help` print.
#include "cli/help.h"

#include <sstream>

#include "cli/completions.h"
#include "kit/examples.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

std::vector<Arguments> all_help() {
  std::vector<Arguments> all{{"--help"}, {"help", "decoding"}};
  for (const Command& command : commands()) {
    all.push_back({"help", std::string(command.name)});
    all.push_back({std::string(command.name), "--help"});
    all.push_back({std::string(command.name), "-h"});
  }
  return all;
}

std::size_t code_points(const std::string& line) {
  return static_cast<std::size_t>(
      std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

TEST_CASE("help: no line is wider than 80 columns", "[cli][help]") {
  for (const Arguments& arguments : all_help()) {
    const Outcome outcome = run_program(arguments);
    CHECK(outcome.status == nothing_to_report);
    CHECK(outcome.err.empty());
    std::istringstream in(outcome.out);
    for (std::string line; std::getline(in, line);) {
      INFO(line);
      CHECK(code_points(line) <= help_width);
      CHECK_FALSE(line.ends_with(' '));
    }
  }
}

// What is installed, and where, is the distribution's to decide.
TEST_CASE("help: nothing leads to a file of the source tree", "[cli][help]") {
  const ExampleFolder folder;
  std::vector<Arguments> all = all_help();
  all.insert(all.end(), {{"check", "--list-rules"},
                         {"check", "-f", "sarif", "acme_nic.ko"},
                         {"check", "--explain", "table-size"},
                         {"check", "--explain", "table-sise"},
                         {"check", "--suppress", "table-sise", "acme_nic.ko"}});
  for (const Arguments& arguments : all) {
    const Outcome outcome = run_program(arguments);
    for (const std::string_view place : {"docs/", ".md", "schema.json)"}) {
      INFO(place);
      CHECK_FALSE(contains(outcome.out + outcome.err, place));
    }
  }
}

TEST_CASE("help: every option stands in its command's, or with the decoding ones", "[cli][help]") {
  const std::string decoding = run_program({"help", "decoding"}).out;
  for (const Command& command : commands()) {
    const std::string name(command.name);
    const std::string full = run_program({name, "--help"}).out;
    const std::string brief = run_program({name, "-h"}).out;
    CHECK(run_program({"help", name}).out == full);
    const CommandLine line = command.command_line();
    for (const Option& option : line.options.rows()) {
      INFO(name << " --" << option.long_name());
      CHECK(contains(full, "--" + option.long_name()));
      CHECK(contains(brief, "--" + option.long_name()));
      if (option.group == OptionGroup::decoding) CHECK(contains(decoding, head_of(option)));
      for (const OptionWord& word : option.kind.choices) {
        if (!word.help.empty()) CHECK(contains(full, word.name));
      }
    }
  }
}

TEST_CASE("help: a list that may be given has no default among its choices", "[cli][help]") {
  const std::string diff = run_program({"diff", "--help"}).out;
  CHECK(contains(diff, "lost                 no module matches their devices any more"));
  CHECK(contains(diff, "text      (default) to read"));
  CHECK(contains(run_program({"diff", "-h"}).out, "text (default), markdown"));
}

TEST_CASE("help: words are broken at blanks", "[cli][help]") {
  CHECK(wrapped("") == "\n");
  CHECK(wrapped("a b\n\nc", 2) == "  a b\n\n  c\n");
  CHECK(wrapped("  as it  is") == "  as it  is\n");
  const std::string long_word(90, 'x');
  const std::string first = long_word.substr(0, help_width - 1);
  CHECK(wrapped("a " + long_word + " b", 1) ==
        " a\n " + first + "\n " + long_word.substr(first.size()) + " b\n");
  // An ellipsis is three bytes and one column.
  std::string dots;
  for (int i = 0; i < 40; ++i) dots += "… ";
  CHECK(wrapped(dots + "…").find('\n') == 40 * 4 - 1);
}

TEST_CASE("help: a misspelt word is told what was meant", "[cli][help]") {
  const auto error_of = [](const Arguments& arguments) {
    const Outcome outcome = run_program(arguments);
    CHECK(outcome.status == trouble);
    return outcome.err;
  };
  CHECK(contains(error_of({"emit", "--fromat", "json", "x.ko"}),
                 "unknown option --fromat; did you mean '--format'?"));
  CHECK(contains(error_of({"emit", "-f", "jsn", "x.ko"}), "did you mean 'json'?"));
  CHECK(contains(error_of({"help", "mach"}), "there is no help on 'mach'; did you mean 'match'?"));
  CHECK(contains(error_of({"macth"}), "did you mean 'match'?"));
  CHECK_FALSE(contains(error_of({"emit", "--zzzzzzz", "x.ko"}), "did you mean"));
}

TEST_CASE("help: options may stand before the command", "[cli][help]") {
  const ExampleFolder folder;
  const std::string expected = run_program({"emit", "-f", "modalias", "acme_nic.ko"}).out;
  CHECK_FALSE(expected.empty());
  CHECK(run_program({"-f", "modalias", "emit", "acme_nic.ko"}).out == expected);
  CHECK(run_program({"--format", "modalias", "emit", "acme_nic.ko"}).out == expected);
  CHECK(run_program({"--format=modalias", "emit", "acme_nic.ko"}).out == expected);
  CHECK(run_program({"--form", "modalias", "acme_nic.ko"}).out == expected);
  CHECK(run_program({"-V"}).out == run_program({"--version"}).out);
  CHECK(run_program({"-V", "emit"}).out == run_program({"--version"}).out);
}

TEST_CASE("help: --sys takes a folder behind = alone", "[cli][help]") {
  const ExampleFolder folder;
  const Outcome outcome =
      run_program({"match", "--sys=sys", "--in", "lib/modules/6.12.57", "-f", "names"});
  const Outcome with_device =
      run_program({"match", "--sys", "8086:10d3", "--in", "lib/modules/6.12.57", "-f", "names"});
  CHECK_FALSE(contains(with_device.err, "8086:10d3: no such folder"));
  CHECK(outcome.status != trouble);
}

TEST_CASE("completions: a script for each shell, and an error for others", "[cli][help]") {
  for (const std::string& shell : completion_shells()) {
    const Outcome outcome = run_program({"completions", shell});
    CHECK(outcome.status == nothing_to_report);
    for (const Command& command : commands()) {
      const CommandLine line = command.command_line();
      for (const Option& option : line.options.rows()) {
        INFO(shell << ": " << option.long_name());
        CHECK(contains(outcome.out, option.long_name()));
      }
    }
  }
  CHECK(run_program({"completions", "csh"}).status == trouble);
  CHECK(contains(run_program({"completions"}).err, "bash, zsh, fish"));
}

}  // namespace ko2alias::test
