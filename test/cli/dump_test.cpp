// `dump`, and what the pointers in tables become in every output: the modules differ in nothing but
// where their driver data lead.
#include <filesystem>

#include <nlohmann/json.hpp>

#include "kit/driver_module.h"
#include "kit/elf_patch.h"
#include "kit/entries.h"
#include "kit/examples.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

using Json = nlohmann::json;

EntryBytes acme(const Abi& abi, unsigned device, std::uint64_t data, std::uint64_t class_mask = 0) {
  return pci(abi, {.vendor = 0x1209,
                   .device = device,
                   .class_id = class_mask == 0 ? 0U : 0xc0320U,
                   .class_mask = class_mask,
                   .data = data});
}

// Boards 0 and 2, a mask of all ones, and data of all ones.
DriverModule card(const Abi& abi, std::uint64_t second_board = 16) {
  const std::uint64_t size = abi.word_size == 8 ? 40 : 32;
  return {.abi = abi,
          .has_addends = abi.word_size == 8,
          .ids = table_of({acme(abi, 1, 0), acme(abi, 2, 0), acme(abi, 3, 0, 0xffffffff),
                           acme(abi, 4, ~std::uint64_t{0})}),
          .pointers = {{24, 0}, {size + 24, second_board}},
          .mark = symbol_of(Spelling::type_table, "pci"),
          .modinfo = {"name=card", "vermagic=6.12.48 SMP "}};
}

std::string without_relocations(const std::string& elf, const Abi& abi) {
  ElfPatch patch(elf);
  patch.set(patch.find_section_of_type(abi.word_size == 8 ? 4 : 9), SectionField::offset,
            0x7fffffff);
  return patch.bytes();
}

std::string dump_of(const std::string& elf) {
  write_file("card.ko", elf);
  return run_program({"dump", "card.ko"}).out;
}

// The driver data of the entries, in dump's JSON and in emit's.
Json data_of(const std::string& elf) {
  write_file("card.ko", elf);
  const Json dump = Json::parse(run_program({"dump", "-f", "json", "card.ko"}).out);
  const Json emit = Json::parse(run_program({"emit", "-f", "json", "card.ko"}).out);
  Json data = Json::array();
  for (const Json& entry : dump["modules"][0]["tables"][0]["entries"])
    data.push_back(entry["members"]["driver_data"]);
  for (std::size_t i = 0; i < data.size(); ++i) {
    const Json& alias = emit["modules"][0]["aliases"].at(i);
    CHECK(alias["members"]["driver_data"] == data[i]);
  }
  return data;
}

}  // namespace

TEST_CASE("dump: pointers are what they point to, and only ids are any", "[cli][dump]") {
  const ExampleFolder folder;
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CAPTURE(abi);
  const std::string text = dump_of(elf_of(card(abi)));
  CHECK(contains(text, "zero everywhere: override_only\n"));
  CHECK(contains(text, "0x1209  1       any        any        0        0           board_info  "));
  CHECK(
      contains(text, "0x1209  2       any        any        0        0           board_info+0x10"));
  CHECK(contains(text, "0x1209  3       any        any        0xc0320  0xffffffff  0  "));
  CHECK(contains(text, abi.word_size == 8 ? " 0xffffffffffffffff  pci:" : " 0xffffffff  "));
  const Json data = data_of(elf_of(card(abi)));
  CHECK(data[0] == Json{{"symbol", "board_info"}, {"offset", 0}});
  CHECK(data[1] == Json{{"symbol", "board_info"}, {"offset", 16}});
  CHECK(data[2] == 0);
  CHECK(data[3] == (abi.word_size == 8 ? ~std::uint64_t{0} : 0xffffffff));
}

TEST_CASE("dump: pointers without a name are places, and what is not known is no zero",
          "[cli][dump]") {
  const ExampleFolder folder;
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CAPTURE(abi);
  DriverModule stripped = card(abi);
  stripped.is_stripped = true;
  const std::uint64_t board = stripped.ids.size();
  CHECK(contains(dump_of(elf_of(stripped)),
                 abi.word_size == 8 ? " .rodata+0xd8 " : " .rodata+0xb0 "));
  CHECK(data_of(elf_of(stripped))[1] == Json{{"section", ".rodata"}, {"offset", board + 16}});

  const std::string damaged = without_relocations(elf_of(card(abi)), abi);
  CHECK(contains(dump_of(damaged), "0xc0320  0xffffffff  ?  "));
  CHECK(data_of(damaged)[0] == nullptr);
  const Outcome outcome = run_program({"dump", "card.ko"});
  CHECK(outcome.status == trouble);
  CHECK(contains(outcome.err,
                 "card.ko: it is not known where the pointers in its tables lead: truncated"));
}

TEST_CASE("driver data: without a name they are shown, but not compared between modules",
          "[cli][dump]") {
  const ExampleFolder folder;
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CAPTURE(abi);
  const auto write = [&](const std::string& name, std::uint64_t board, bool is_stripped) {
    DriverModule module = card(abi, board);
    module.is_stripped = is_stripped;
    std::filesystem::create_directories(std::filesystem::path(name).parent_path());
    write_file(name, elf_of(module));
  };
  write("old/card.ko", 16, false);
  write("new/card.ko", 24, false);
  write("old-stripped/card.ko", 16, true);
  write("new-stripped/card.ko", 24, true);
  const auto diff = [](const std::string& before, const std::string& after) {
    return run_program({"diff", "--data", "-f", "json", before, after}).out;
  };
  CHECK(Json::parse(diff("old/card.ko", "new/card.ko"))["counts"]["data-changed"] == 1);
  for (const char* const after : {"old-stripped/card.ko", "new-stripped/card.ko", "old/card.ko"})
    CHECK(Json::parse(diff("old-stripped/card.ko", after))["counts"]["data-changed"] == 0);
  const std::string device = "pci:v00001209d00000002sv00000000sd00000000bc00sc00i00";
  CHECK(contains(run_program({"match", "--in", "old-stripped/card.ko", device}).out,
                 abi.word_size == 8 ? "driver_data .rodata+0xd8" : "driver_data .rodata+0xb0"));
}

}  // namespace ko2alias::test
