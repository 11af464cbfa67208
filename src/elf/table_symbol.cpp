// Takes table symbols apart. The four spellings are disjoint:
//
//   __mod_pci_device_table                            up to 3.14
//   __mod_pci__e1000_pci_tbl_device_table             3.15 to 6.12
//   __mod_device_table__pci__e1000_pci_tbl            6.13 to 6.17
//   __mod_device_table__kmod_e1000__pci__e1000_pci_tbl        from 6.18 on
//   __mod_device_table__23__kmod_qt2025__mdio__TABLE          the same from Rust: 23 is a line
//
// The parts are joined with double underscores, and both module and table names may hold some:
// `type` ends at the first one.
#include "ko2alias/device_table.h"

#include <fmt/core.h>

#include "ko2alias/image.h"

namespace ko2alias {
namespace {

constexpr std::string_view suffix = "_device_table";
constexpr std::string_view prefix = "__mod_device_table__";
constexpr std::string_view module_marker = "__kmod_";
constexpr std::string_view separator = "__";
constexpr auto npos = std::string_view::npos;

struct Cut {
  std::string_view head;
  std::string_view tail;
};

// Cuts at the first separator; nothing where there is none.
std::optional<Cut> cut(std::string_view text) {
  const auto at = text.find(separator);
  if (at == npos) return std::nullopt;
  return Cut{text.substr(0, at), text.substr(at + separator.size())};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The name without the `.123` that link-time optimisation appends to a clone's.
std::string_view without_numeric_suffix(std::string_view name) {
  const auto dot = name.find('.');
  const bool is_numeric = dot != npos && dot + 1 < name.size() && is_digit(name[dot + 1]);
  return is_numeric ? name.substr(0, dot) : name;
}

std::optional<TableSymbol> parse_prefix(std::string_view name) {
  const auto parts = cut(name.substr(prefix.size()));
  if (!parts) return std::nullopt;
  TableSymbol symbol{.spelling = Spelling::prefix, .type = parts->head, .table = parts->tail};
  return symbol;
}

// modpost takes the module's name to end at the first separator. Where the separator is part of the
// name, which we know, the type that modpost sees is kept beside the type that was meant.
std::optional<TableSymbol> parse_prefix_module(std::string_view name, std::string_view module) {
  const std::string_view rest = name.substr(name.find(module_marker) + module_marker.size());
  const auto first = cut(rest);
  const auto second = first ? cut(first->tail) : std::nullopt;
  if (!second) return std::nullopt;
  TableSymbol symbol{
      .spelling = Spelling::prefix_module, .type = second->head, .table = second->tail};
  symbol.module = first->head;
  if (module.empty() || module == first->head || !rest.starts_with(module)) return symbol;
  if (!rest.substr(module.size()).starts_with(separator)) return symbol;
  const auto meant = cut(rest.substr(module.size() + separator.size()));
  if (!meant) return symbol;
  symbol.misread_type = symbol.type;
  symbol.module = rest.substr(0, module.size());
  symbol.type = meant->head;
  symbol.table = meant->tail;
  return symbol;
}

std::optional<TableSymbol> parse_suffixed(std::string_view name) {
  const std::string_view whole = without_numeric_suffix(name);
  const auto start = whole.find(table_marker);
  if (start == npos || !whole.ends_with(suffix)) return std::nullopt;
  const auto begin = start + table_marker.size();
  if (whole.size() < begin + suffix.size()) return std::nullopt;
  const std::string_view middle = whole.substr(begin, whole.size() - begin - suffix.size());
  TableSymbol symbol{
      .type = middle, .is_at_start = start == 0, .has_suffix = whole.size() != name.size()};
  if (const auto parts = cut(middle)) {
    symbol.spelling = Spelling::type_table;
    symbol.type = parts->head;
    symbol.table = parts->tail;
  }
  if (symbol.type.empty()) return std::nullopt;
  return symbol;
}

}  // namespace

std::optional<TableSymbol> parse_table_symbol(std::string_view name, std::string_view module) {
  if (!name.starts_with(prefix)) return parse_suffixed(name);
  return name.find(module_marker) == npos ? parse_prefix(name) : parse_prefix_module(name, module);
}

std::string_view table_name(std::string_view symbol, std::string_view module) {
  const auto parsed = parse_table_symbol(symbol, module);
  return parsed && !parsed->table.empty() ? parsed->table : symbol;
}

std::string entry_name(std::string_view symbol, std::string_view module, std::uint32_t entry) {
  return fmt::format("{}[{}]", table_name(symbol, module), entry);
}

}  // namespace ko2alias
