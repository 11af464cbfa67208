// Runs the examples of README.md, docs/ and --help. In a page, a block
//
//   ```console
//   $ ko2alias emit acme_nic.ko
//   alias …
//   ```
//
// is a command and its whole output, errors included. The modules are those of examples.h.
#include <sstream>

#include "catch.h"
#include "examples.h"
#include "kit.h"

using namespace ko2alias;
using namespace ko2alias::test;
namespace fs = std::filesystem;

namespace {

// Words at blanks, as a shell without its special characters has them.
Arguments split(const std::string& line) {
  std::istringstream in(line);
  Arguments words;
  for (std::string word; in >> word;) words.push_back(word);
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

}  // namespace

TEST_CASE("documentation: every example prints what it says", "[cli][docs]") {
  std::vector<fs::path> pages{source_path("README.md")};
  for (const auto& entry : fs::directory_iterator(source_path("docs")))
    if (entry.path().extension() == ".md") pages.push_back(entry.path());
  std::size_t count = 0;
  for (const fs::path& page : pages)
    for (const Example& example : examples_of(read_file(page.string()))) {
      const ExampleFolder folder;
      Arguments words = split(example.command);
      REQUIRE(words.front() == "ko2alias");
      words.erase(words.begin());
      const Outcome outcome = run_program(words);
      INFO(page << ": " << example.command);
      CHECK(outcome.out + outcome.err == example.output);
      ++count;
    }
  CHECK(count >= 3);
}

TEST_CASE("help: every example runs", "[cli][docs]") {
  const ExampleFolder folder;
  for (const char* const name : {"e1000e.ko", "driver.o", "mlx5_vfio_pci.ko", "snd-hda-intel.ko"})
    fs::copy_file("acme_nic.ko", name);
  fs::copy("modules", "drivers", fs::copy_options::recursive);
  std::string help = run_program({"--help"}).out;
  for (const Command& command : commands()) help += run_program({std::string(command.name), "--help"}).out;
  std::istringstream in(help);
  std::size_t count = 0;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("  ko2alias ")) continue;
    line = line.substr(0, line.find(" | "));
    if (const auto at = line.find("/lib/modules/$(uname -r)"); at != std::string::npos) line.replace(at, 24, "modules");
    Arguments words = split(line);
    words.erase(words.begin());
    INFO(line);
    CHECK(run_program(words).status == nothing_to_report);
    ++count;
  }
  CHECK(count >= 8);
}
