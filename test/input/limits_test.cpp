// What bounds an input: files without data on disk, lists of lists, modules with problems without
// end. test/input/budget_test measures whole runs.
#include "input/limits.h"

#include <filesystem>

#include "input/file_source.h"
#include "kit/examples.h"
#include "kit/kit.h"

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
  CHECK(problem->message == "more than 1048576 bytes to be read of it");
}

TEST_CASE("limits: lists that name each other are read sixteen deep", "[input][limits]") {
  const ExampleFolder folder;
  for (std::size_t i = 0; i <= deepest_lists; ++i)
    write_file("list" + std::to_string(i), "@list" + std::to_string(i + 1) + "\n");
  write_file("list" + std::to_string(deepest_lists + 1), "acme_hid.ko\n");
  CHECK(run_program({"emit", "-f", "modalias", "@list2"}).err == "");
  const Outcome outcome = run_program({"emit", "-f", "modalias", "@list0"});
  CHECK(outcome.status == trouble);
  CHECK(contains(outcome.err, "@list16: not read: more than 16 lists that name each other"));
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
  CHECK(contains(outcome.err, "many.ko: and 200 more problems"));
  CHECK(contains(run_program({"check", "many.ko"}).err, "many.ko: and 200 more problems"));
}

}  // namespace ko2alias::test
