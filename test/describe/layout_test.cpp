// The layouts of all buses, judged by C compilers and by the sizes that docs/kernel-facts/ gives.
#include "describe/layout.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "bus/buses.h"
#include "kit/c_compiler.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

std::string c_assert(const std::string& expression, std::size_t value, const std::string& message) {
  return "_Static_assert(" + expression + " == " + std::to_string(value) + ", \"" + message +
         "\");\n";
}

// The struct of a variant, and what we say of it.
std::string c_layout(const std::string& name, const Variant& variant, const Abi& abi) {
  const std::string type = "struct " + name;
  const Layout layout = layout_of(variant.members, abi);
  std::string c = c_struct(name, variant);
  c += c_assert("sizeof(" + type + ")", layout.size, name + ": size");
  c += c_assert("_Alignof(" + type + ")", layout.alignment, name + ": alignment");
  // C tells no offset of a bit field.
  for (std::size_t i = 0; i < variant.members.size(); ++i)
    if (variant.members[i].bit_fields.empty())
      c += c_assert("__builtin_offsetof(" + type + ", " + c_name(i) + ")", layout.offset[i],
                    name + ": " + std::string(variant.members[i].name));
  return c;
}

bool has_explicit_alignment(const Variant& variant) {
  for (const Member& member : variant.members)
    if (member.alignment != 0) return true;
  return false;
}

struct Judge {
  CTarget target;
  /// Stands before the structs.
  std::string pragma{};
};

std::string c_file(const Judge& judge) {
  std::string c = judge.pragma;
  for (const Bus* bus : all_buses())
    for (std::size_t i = 0; i < bus->variants.size(); ++i)
      // What a pragma says wins over the alignment of single members.
      if (judge.pragma.empty() || !has_explicit_alignment(bus->variants[i]))
        c += c_layout(std::string(bus->type) + "_" + std::to_string(i), bus->variants[i],
                      judge.target.abi);
  return c;
}

// Every compiler and target that may be there; the build's own is.
std::vector<Judge> judges() {
  std::vector<Judge> all;
  for (CTarget& target : c_targets()) all.push_back({std::move(target)});
  const std::string cc = KO2ALIAS_CC;
  all.push_back(
      {{"cc -m32 with an alignment of two at most", cc + " -m32", m68k}, "#pragma pack(2)\n"});
  all.push_back({{"m68k-linux-gnu-gcc", "m68k-linux-gnu-gcc", m68k}});
  return all;
}

}  // namespace

TEST_CASE("layout: compilers lay out every struct of every release as we do", "[layout]") {
  int heard = 0;
  for (const Judge& judge : judges()) {
    CAPTURE(judge.target.name);
    if (c_messages(judge.target.command, "int works;\n") != "") {
      WARN("skipped, as it does not work here: " << judge.target.name);
      continue;
    }
    ++heard;
    CHECK(c_messages(judge.target.command, c_file(judge)) == "");
  }
  CHECK(heard > 0);
}

TEST_CASE("layout: the compiler would notice a difference", "[layout]") {
  const Variant& pci = find_bus("pci")->variants[0];
  CHECK(c_messages(KO2ALIAS_CC, c_layout("pci", pci, lp64)) == "");
  CHECK(contains(c_messages(KO2ALIAS_CC, c_layout("pci", pci, ilp32)), "pci: override_only"));
}

namespace {

// A line of a Markdown table, without the blanks around its cells.
strings cells_of(const std::string& line) {
  strings cells;
  for (std::size_t at = 1; at < line.size();) {
    const std::size_t end = std::min(line.find('|', at), line.size());
    std::string cell = line.substr(at, end - at);
    cell.erase(0, cell.find_first_not_of(' '));
    cell.erase(cell.find_last_not_of(' ') + 1);
    cells.push_back(cell);
    at = end + 1;
  }
  return cells;
}

using Sizes = std::array<std::size_t, 3>;

// `### mhi and mhi_ep — …`
strings types_of(const std::string& heading) {
  std::istringstream words(heading);
  strings types;
  for (std::string word; words >> word && word != "\u2014";)
    if (word != "###" && word != "and") types.push_back(word);
  return types;
}

// For each type its structs' sizes on 64 bits, on 32 bits and on m68k: `| 5.15 and later | … | 40 |
// 32 |  |`.
std::map<std::string, std::set<Sizes>> documented_sizes(const std::string& page) {
  std::map<std::string, std::set<Sizes>> sizes;
  std::ifstream in(page);
  strings types;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("### ")) types = types_of(line);
    if (!line.starts_with("|") || line.find("@0") == std::string::npos) continue;
    const strings cells = cells_of(line);
    // Before 2.6.32, which is where we begin.
    if (cells[0].starts_with("2.6.24") || cells[0].starts_with("one match")) continue;
    const auto number = [](const std::string& text) {
      return static_cast<std::size_t>(std::stoul(text));
    };
    const std::size_t size_32 = number(cells[3]);
    for (const std::string& type : types)
      sizes[type].insert(
          {number(cells[2]), size_32, cells[4].empty() ? size_32 : number(cells[4])});
  }
  return sizes;
}

}  // namespace

TEST_CASE("layout: sizes are those of docs/kernel-facts", "[layout]") {
  const std::string page = source_path("docs/kernel-facts/device-structs.md");
  const auto documented = documented_sizes(page);
  for (const Bus* bus : all_buses()) {
    INFO(bus->type);
    std::set<Sizes> described;
    for (const Variant& variant : bus->variants)
      described.insert(
          {entry_size(variant, lp64), entry_size(variant, ilp32), entry_size(variant, m68k)});
    REQUIRE(documented.count(std::string(bus->type)) == 1);
    const std::set<Sizes>& wanted = documented.at(std::string(bus->type));
    // Every documented size is described. The other way round only m68k has more: what old releases
    // forced.
    for (const Sizes& sizes : wanted) CHECK(described.count(sizes) == 1);
    for (const Sizes& sizes : described)
      CHECK(std::any_of(wanted.begin(), wanted.end(), [&](const Sizes& other) {
        return other[0] == sizes[0] && other[1] == sizes[1];
      }));
  }
}

TEST_CASE("layout: arrays, bitmaps and explicit alignments", "[layout]") {
  constexpr Member members[] = {u8("a"), bitmap("bits", 63), u16("b"), array(u32("c"), 3),
                                aligned(word("d"), to_word)};
  constexpr Layout on_64 = layout_of(members, lp64);
  STATIC_REQUIRE((on_64.offset[1] == 8 && on_64.offset[2] == 16 && on_64.offset[3] == 20 &&
                  on_64.offset[4] == 32));
  STATIC_REQUIRE((on_64.size == 40 && on_64.alignment == 8));
  constexpr Layout on_32 = layout_of(members, ilp32);
  STATIC_REQUIRE((on_32.offset[1] == 4 && on_32.offset[2] == 12 && on_32.offset[3] == 16 &&
                  on_32.offset[4] == 28));
  STATIC_REQUIRE((on_32.size == 32 && on_32.alignment == 4));
  constexpr Layout on_m68k = layout_of(members, m68k);
  STATIC_REQUIRE((on_m68k.offset[1] == 2 && on_m68k.offset[2] == 10 && on_m68k.offset[3] == 12));
  STATIC_REQUIRE((on_m68k.offset[4] == 24 && on_m68k.size == 28 && on_m68k.alignment == 4));
}

TEST_CASE("layout: a bitmap has as many words as its last bit needs", "[layout]") {
  STATIC_REQUIRE(member_size(bitmap("b", 0), lp64) == 8);
  STATIC_REQUIRE(member_size(bitmap("b", 63), lp64) == 8);
  STATIC_REQUIRE(member_size(bitmap("b", 64), lp64) == 16);
  STATIC_REQUIRE(member_size(bitmap("b", 31), ilp32) == 4);
  STATIC_REQUIRE(member_size(bitmap("b", 32), ilp32) == 8);
}

}  // namespace ko2alias::test
