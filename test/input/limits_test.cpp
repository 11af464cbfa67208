// What bounds an input: files without data on disk, lists of lists, modules with problems without
// end. test/input/budget_test measures whole runs.
#include "input/limits.h"

#include <filesystem>
#include <map>
#include <sstream>

#include "input/file_source.h"
#include "kit/examples.h"
#include "kit/kit.h"
#include "kit/packing.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

}  // namespace

TEST_CASE("limits: no more is read of a file than may be", "[input][limits]") {
  const ExampleFolder folder;
  write_file("sparse", "");
  fs::resize_file("sparse", std::uintmax_t{1} << 40);
  ReadBuffer buffer;
  const auto source = open_file("sparse", buffer, 1 << 20);
  REQUIRE(source);
  CHECK_FALSE((*source)->load(std::uint64_t{1} << 39, 1000));
  const auto problem = (*source)->load(0, std::uint64_t{1} << 40);
  REQUIRE(problem);
  CHECK(problem->kind == ProblemKind::too_large);
  CHECK(problem->message == "more than 1,048,576 bytes to be read of it");
}

TEST_CASE("limits: lists that name each other are read sixteen deep", "[input][limits]") {
  const ExampleFolder folder;
  for (std::size_t i = 0; i <= Limits().lists; ++i)
    write_file("list" + std::to_string(i), "@list" + std::to_string(i + 1) + "\n");
  write_file("list" + std::to_string(Limits().lists + 1), "acme_hid.ko\n");
  CHECK(run_program({"emit", "-f", "modalias", "@list2"}).err == "");
  const Outcome outcome = run_program({"emit", "-f", "modalias", "@list0"});
  CHECK(outcome.status == trouble);
  CHECK(contains(outcome.err,
                 "@list16: not read: lists are nested more than 16 deep (--limit lists=N allows "
                 "more)"));
  CHECK(run_program({"emit", "-f", "modalias", "--limit", "lists=18", "@list0"}).err == "");
}

TEST_CASE("limits: archives within each other are searched eight deep", "[input][limits]") {
  const ExampleFolder folder;
  std::string name = "acme_hid.ko";
  std::string bytes = read_file(name);
  for (int i = 1; i <= 9; ++i) {
    bytes = archive_of({{name, bytes}}, "gnutar");
    name = "a" + std::to_string(i) + ".tar";
  }
  write_file("outer.tar", bytes);
  const Outcome outcome = run_program({"emit", "-f", "modalias", "outer.tar"});
  CHECK(outcome.status == trouble);
  CHECK(contains(outcome.err,
                 "not searched: archives are nested more than 8 deep (unpack the outer ones, or "
                 "--limit archives=N allows more)"));
  const Outcome deeper =
      run_program({"emit", "-f", "modalias", "--limit", "archives=9", "outer.tar"});
  CHECK(deeper.err == "");
  CHECK(deeper.out == run_program({"emit", "-f", "modalias", "acme_hid.ko"}).out);
}

TEST_CASE("limits: a header has so many bytes and no more", "[input][limits]") {
  const ExampleFolder folder;
  write_file("long.tar", archive_of({{std::string(300'000, 'x') + ".ko", "y"}}, "gnutar"));
  const Outcome outcome = run_program({"emit", "--limit", "header=100K", "long.tar"});
  CHECK(outcome.status == trouble);
  CHECK(contains(outcome.err,
                 "a header of more than 102,400 bytes (--limit header=SIZE allows more)"));
  CHECK_FALSE(contains(run_program({"emit", "long.tar"}).err, "a header"));
}

TEST_CASE("limits: what is set by name has to be a name and a number", "[cli][limits]") {
  const ExampleFolder folder;
  for (const std::string limit : {"nonsense=5", "lists", "lists=", "lists=x", "lists=0", "=1"}) {
    CAPTURE(limit);
    const Outcome outcome = run_program({"emit", "--limit", limit, "acme_hid.ko"});
    CHECK(outcome.status == trouble);
    CHECK(contains(outcome.err, "--limit " + limit + ": expected"));
  }
  CHECK(contains(run_program({"emit", "--limit", "module=100", "acme_hid.ko"}).err,
                 "(--max-size allows more)"));
}

TEST_CASE("limits: the page names all that can be set, and what holds without", "[docs][limits]") {
  const std::map<std::string, std::uint64_t> defaults{
      {"module", Limits().module},      {"held", Limits().held},
      {"header", Limits().header},      {"ratio", Limits().ratio},
      {"archives", Limits().archives},  {"lists", Limits().lists},
      {"tables", TableLimits().tables}, {"problems", TableLimits().problems}};
  std::string names;
  std::istringstream page(read_file(KO2ALIAS_SOURCE_DIR "/docs/limits.md"));
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("| `")) continue;
    const std::string name = line.substr(3, line.find('`', 3) - 3);
    CAPTURE(line);
    const std::uint64_t value = defaults.at(name);
    const std::string text =
        value >= 1 << 20 ? std::to_string(value >> 20) + "M" : std::to_string(value);
    CHECK(line.starts_with("| `" + name + "` | " + text + " |"));
    names += (names.empty() ? "" : ", ") + name;
  }
  CHECK(contains(run_program({"emit", "--limit", "none=1", "x.ko"}).err,
                 "NAME is one of " + names + "\n"));
}

TEST_CASE("limits: of many problems of a module the first are told, and the number of the others",
          "[decode][limits]") {
  std::vector<TestTable> tables;
  for (int i = 0; i < 1200; ++i)
    tables.push_back({.symbol = "__mod_pci__t" + std::to_string(i) + "_device_table",
                      .bytes = std::string(3, 'x')});
  const ExampleFolder folder;
  write_file("many.ko", module_of(lp64_le, tables, {"license=GPL", "vermagic=6.12.57 SMP"}));
  CHECK(decode(read_file("many.ko")).module.problems.size() == 1200);
  const Outcome outcome = run_program({"emit", "-f", "modalias", "many.ko"});
  CHECK(outcome.status == trouble);
  CHECK(contains(outcome.err, "many.ko: and 200 more problems (--limit problems=N keeps more)"));
  CHECK_FALSE(
      contains(run_program({"emit", "--limit", "problems=1200", "many.ko"}).err, "and 200"));
  CHECK(contains(run_program({"emit", "--limit", "tables=9", "many.ko"}).err,
                 "more than 9 device tables: the others were not read (--limit tables=N allows "
                 "more)"));
  // These make findings of a module's problems, or nothing at all; what was left out they tell.
  for (const Arguments& arguments :
       {Arguments{"check", "--limit", "tables=9", "many.ko"},
        Arguments{"match", "--limit", "tables=9", "--in", "many.ko", "pci:1209:1801"}}) {
    const Outcome told = run_program(arguments);
    CHECK(told.status == trouble);
    CHECK(contains(told.err, "many.ko: more than 9 device tables: the others were not read"));
  }
  CHECK(contains(run_program({"check", "many.ko"}).err, "many.ko: and 200 more problems"));
}

}  // namespace ko2alias::test
