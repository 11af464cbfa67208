// Runs the examples of README.md, docs/ and --help. In a page, a block
//
//   ```console
//   $ ko2alias emit acme_nic.ko
//   alias …
//   ```
//
// is a command and its whole output, errors included. The modules are those of examples.h.
#include <sstream>

#include "kit/catch.h"
#include "kit/examples.h"
#include "kit/kit.h"
#include "support/text.h"

using namespace ko2alias;
using namespace ko2alias::test;
namespace fs = std::filesystem;

namespace {

// Words at blanks, as a shell without its special characters has them; single quotes around a word
// are left out.
Arguments split(const std::string& line) {
  std::istringstream in(line);
  Arguments words;
  for (std::string word; in >> word;) {
    const bool is_quoted = word.size() > 1 && word.front() == '\'' && word.back() == '\'';
    words.push_back(is_quoted ? word.substr(1, word.size() - 2) : word);
  }
  return words;
}

struct Example {
  std::string command;
  std::string output{};
};

std::vector<Example> examples_of(const std::string& page) {
  std::vector<Example> examples;
  bool is_inside = false;
  std::istringstream in(page);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("```"))
      is_inside = line == "```console";
    else if (is_inside && line.starts_with("$ "))
      examples.push_back({line.substr(2)});
    else if (is_inside)
      examples.back().output += line + "\n";
  }
  return examples;
}

// The page with other outputs, in the order of its examples.
std::string with_outputs(const std::string& page, const std::vector<std::string>& outputs) {
  std::string text;
  bool is_inside = false;
  std::size_t at = 0;
  std::istringstream in(page);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("```")) is_inside = line == "```console";
    const bool is_command = is_inside && line.starts_with("$ ");
    if (!is_inside || is_command || line.starts_with("```")) text += line + "\n";
    if (is_command) text += outputs[at++];
  }
  return text;
}

// The words of a help's example, with the folder's files in the place of the machine's.
Arguments example_words(std::string line) {
  line = line.substr(0, line.find(" | "));
  constexpr std::string_view running = "$(uname -r)";
  if (const auto at = line.find(running); at != std::string::npos)
    line.replace(at, running.size(), "6.12.57");
  constexpr std::string_view cat = "$(cat /";
  if (const auto at = line.find(cat); at != std::string::npos) {
    const auto end = line.find(')', at);
    std::string text = read_file(line.substr(at + cat.size(), end - at - cat.size()));
    text.pop_back();
    line.replace(at, end + 1 - at, text);
  }
  Arguments words = split(line);
  words.erase(words.begin());
  for (std::string& word : words) {
    if (word.starts_with("/lib/modules/")) word.erase(0, 1);
    if (word == "--sys") word = "--sys=sys";
  }
  return words;
}

}  // namespace

TEST_CASE("documentation: every example prints what it says", "[cli][docs]") {
  std::vector<fs::path> pages{source_path("README.md")};
  for (const auto& entry : fs::directory_iterator(source_path("docs")))
    if (entry.path().extension() == ".md") pages.push_back(entry.path());
  std::size_t count = 0;
  for (const fs::path& page : pages) {
    std::vector<std::string> outputs;
    for (const Example& example : examples_of(read_file(page.string()))) {
      const ExampleFolder folder;
      Arguments words = split(example.command);
      REQUIRE(words.front() == "ko2alias");
      words.erase(words.begin());
      const Outcome outcome = run_program(words);
      INFO(page << ": " << example.command);
      outputs.push_back(outcome.out + outcome.err);
      CHECK(outputs.back() == example.output);
      ++count;
    }
    if (std::getenv("KO2ALIAS_UPDATE_GOLDEN") != nullptr && !outputs.empty())
      write_file(page, with_outputs(read_file(page.string()), outputs));
  }
  CHECK(count >= 3);
}

// Whether a line of a text is this one, whatever blanks are before it. `…` at the end of the shown
// one stands for more of the line.
bool has_line(const std::string& text, std::string shown) {
  constexpr std::string_view more = "…";
  const bool is_cut = shown.ends_with(more);
  if (is_cut) shown.resize(shown.size() - more.size());
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    const std::string_view bare = trim(line);
    if (is_cut ? bare.starts_with(shown) : bare == shown) return true;
  }
  return false;
}

// Rows of README's tables have a command, `ko2alias …`, and in that of the formats behind it a line
// that the command prints.
TEST_CASE("README: every command of its tables runs", "[cli][docs]") {
  std::istringstream in(read_file(source_path("README.md")));
  std::size_t count = 0;
  for (std::string row; std::getline(in, row);) {
    const auto command = row.find("`ko2alias ");
    if (!row.starts_with("| ") || command == std::string::npos || contains(row, "...`")) continue;
    const ExampleFolder folder;
    const std::string line = row.substr(command + 1, row.find('`', command + 1) - command - 1);
    const Outcome outcome = run_program(example_words(line));
    INFO(line << "\n" << outcome.out << outcome.err);
    CHECK(outcome.status <= finding);
    CHECK_FALSE(contains(outcome.err, "error"));
    if (const auto output = row.find("| `", command); output != std::string::npos)
      CHECK(has_line(outcome.out, row.substr(output + 3, row.rfind('`') - output - 3)));
    ++count;
  }
  CHECK(count >= 30);
}

TEST_CASE("help: every example runs", "[cli][docs]") {
  const ExampleFolder folder;
  for (const char* const name :
       {"e1000e.ko", "driver.o", "driver.ko", "mlx5_vfio_pci.ko", "snd-hda-intel.ko"})
    fs::copy_file("acme_nic.ko", name);
  fs::copy("modules", "drivers", fs::copy_options::recursive);
  std::string help = run_program({"--help"}).out;
  for (const Command& command : commands())
    help += run_program({std::string(command.name), "--help"}).out;
  help += run_program({"help", "decoding"}).out;
  std::istringstream in(help);
  std::size_t count = 0;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("  ko2alias ")) continue;
    for (std::string more; line.ends_with('\\') && std::getline(in, more);) {
      line.pop_back();
      line += more.substr(more.find_first_not_of(' '));
    }
    const Arguments words = example_words(line);
    const Outcome outcome = run_program(words);
    INFO(line << "\n" << outcome.err);
    // Kernels may differ, modules have faults and devices no module; everything else has nothing to
    // report.
    const bool may_find =
        words.front() == "diff" || words.front() == "check" || words.front() == "match";
    const ExitStatus worst = may_find ? finding : nothing_to_report;
    CHECK(outcome.status <= worst);
    CHECK_FALSE(contains(outcome.err, "error"));
    ++count;
  }
  CHECK(count >= 13);
}
