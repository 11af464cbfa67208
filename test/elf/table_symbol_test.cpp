#include "kit/kit.h"
#include "ko2alias/device_table.h"

namespace ko2alias::test {
namespace {

// `type_table: pci e1000_ids`, with a module in front where the symbol names one.
std::string taken_apart(std::string_view name, std::string_view module = {}) {
  const auto symbol = parse_table_symbol(name, module);
  if (!symbol) return "no table";
  constexpr const char* spellings[] = {
      "type_only: ", "type_table: ", "prefix: ", "prefix_module: "};
  std::string text = spellings[static_cast<int>(symbol->spelling)];
  if (!symbol->module.empty()) text += std::string(symbol->module) + " ";
  text += symbol->type;
  if (!symbol->table.empty()) text += " " + std::string(symbol->table);
  if (!symbol->misread_type.empty()) text += ", misread as " + std::string(symbol->misread_type);
  if (!symbol->is_at_start) text += ", not at the start";
  if (symbol->has_suffix) text += ", with a suffix";
  return text;
}

struct Row {
  std::string name, parts;
};

}  // namespace

TEST_CASE("table symbol: the spellings of all releases", "[table_symbol]") {
  const Row row = GENERATE(values<Row>({
      // up to 3.14
      {"__mod_pci_device_table", "type_only: pci"},
      {"__mod_pnp_card_device_table", "type_only: pnp_card"},
      // 3.15 to 6.12
      {"__mod_pci__e1000_pci_tbl_device_table", "type_table: pci e1000_pci_tbl"},
      {"__mod_pnp_card__snd_ids_device_table", "type_table: pnp_card snd_ids"},
      {"__mod_mhi_ep__ids_device_table", "type_table: mhi_ep ids"},
      {"__mod_mdio__phydev_device_table", "type_table: mdio phydev"},
      // 6.13 to 6.17
      {"__mod_device_table__pci__e1000_pci_tbl", "prefix: pci e1000_pci_tbl"},
      {"__mod_device_table__pnp_card__snd_ids", "prefix: pnp_card snd_ids"},
      {"__mod_device_table__pci__nova_core_12_TABLE", "prefix: pci nova_core_12_TABLE"},
      // from 6.18 on
      {"__mod_device_table__kmod_e1000__pci__e1000_pci_tbl",
       "prefix_module: e1000 pci e1000_pci_tbl"},
      {"__mod_device_table__kmod_snd_soc__mhi_ep__ids", "prefix_module: snd_soc mhi_ep ids"},
      // the same from Rust
      {"__mod_device_table__23__kmod_qt2025__mdio__TABLE", "prefix_module: qt2025 mdio TABLE"},
  }));
  CAPTURE(row.name);
  CHECK(taken_apart(row.name) == row.parts);
}

TEST_CASE("table symbol: only the first double underscore behind the type counts",
          "[table_symbol]") {
  const Row row = GENERATE(values<Row>({
      {"__mod_pci___tbl_device_table", "type_table: pci _tbl"},
      {"__mod_pci__a__b_device_table", "type_table: pci a__b"},
      {"__mod_pci____a_device_table", "type_table: pci __a"},
      {"__mod_device_table__pci___tbl", "prefix: pci _tbl"},
      {"__mod_device_table__pci__a__b", "prefix: pci a__b"},
      {"__mod_device_table__kmod_m__pci___tbl", "prefix_module: m pci _tbl"},
      {"__mod_device_table__kmod_m__pci__a__b", "prefix_module: m pci a__b"},
      {"__mod_pci__x_device_table_device_table", "type_table: pci x_device_table"},
  }));
  CAPTURE(row.name);
  CHECK(taken_apart(row.name) == row.parts);
}

TEST_CASE("table symbol: modpost misreads a module name with a double underscore",
          "[table_symbol]") {
  // a--b.ko
  const std::string inside = "__mod_device_table__kmod_a__b__pci__ids";
  CHECK(taken_apart(inside) == "prefix_module: a b pci__ids");
  CHECK(taken_apart(inside, "a__b") == "prefix_module: a__b pci ids, misread as b");
  CHECK(taken_apart(inside, "another") == "prefix_module: a b pci__ids");
  // Module `a` may really have a table of type `b`.
  CHECK(taken_apart(inside, "a") == "prefix_module: a b pci__ids");
}

TEST_CASE("table symbol: modpost misreads a module name that ends in an underscore",
          "[table_symbol]") {
  const std::string name = "__mod_device_table__kmod_foo___pci__ids";
  CHECK(taken_apart(name) == "prefix_module: foo _pci ids");
  CHECK(taken_apart(name, "foo_") == "prefix_module: foo_ pci ids, misread as _pci");
}

TEST_CASE("table symbol: what only looks like one", "[table_symbol]") {
  const std::string name =
      GENERATE(as<std::string>(), "", "__mod_", "__mod_lruvec_page_state", "__mod_node_page_state",
               "__mod_timer", "__mod_zone_page_state", "__mod_memcg_lruvec_state",
               "__mod_device_table", "__mod__device_table", "__mod_device_table__",
               "__mod_device_table__pci", "__mod_device_table__kmod_e1000",
               "__mod_device_table__kmod_e1000__pci", "__mod_pci_device_tables",
               "__mod_pci__ids_device_table_", "pci_device_table", "__kmod_e1000__pci__ids",
               "_mod_pci__ids_device_table", "__mod_pci__ids_device_table.constprop");
  CAPTURE(name);
  CHECK(taken_apart(name) == "no table");
}

TEST_CASE("table symbol: a compiler's numeric suffix is cut off", "[table_symbol]") {
  const Row row = GENERATE(values<Row>({
      {"__mod_pci__ids_device_table.1234", "type_table: pci ids, with a suffix"},
      {"__mod_pci_device_table.5", "type_only: pci, with a suffix"},
      {"__mod_pci__ids_device_table.5.llvm.7", "type_table: pci ids, with a suffix"},
      {"__mod_pci__ids_device_table.", "no table"},
      {"__mod_pci__ids.5_device_table", "no table"},
  }));
  CAPTURE(row.name);
  CHECK(taken_apart(row.name) == row.parts);
}

TEST_CASE("table symbol: a prefix before __mod_ is told", "[table_symbol]") {
  CHECK(taken_apart("x__mod_pci__ids_device_table") == "type_table: pci ids, not at the start");
  CHECK(taken_apart(".L__mod_pci_device_table") == "type_only: pci, not at the start");
  // The first `__mod_` counts.
  CHECK(taken_apart("__mod___mod_pci__ids_device_table") == "no table");
}

TEST_CASE("table symbol: tables and entries are called as in the module's source",
          "[table_symbol]") {
  const std::vector<std::pair<std::string_view, std::string_view>> rows = {
      {"__mod_pci__e1000_pci_tbl_device_table", "e1000_pci_tbl"},
      {"__mod_device_table__pci__e1000_pci_tbl", "e1000_pci_tbl"},
      {"__mod_device_table__kmod_a__b__pci__ids", "ids"},
      // Up to 3.14 there is no name.
      {"__mod_pci_device_table", "__mod_pci_device_table"},
      // A table that no symbol exports is called like its object.
      {"tw68_pci_tbl", "tw68_pci_tbl"},
      {"", ""},
  };
  for (const auto& [symbol, name] : rows) {
    CHECK(table_name(symbol, "a__b") == name);
    CHECK(entry_name(symbol, "a__b", 16) == std::string(name) + "[16]");
  }
}

}  // namespace ko2alias::test
