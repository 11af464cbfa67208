// A rule about tables that MODULE_DEVICE_TABLE names a wrong bus for. Where the sizes happen to
// agree, modpost makes aliases of the bytes as if they were the other bus's:
//
//   MODULE_DEVICE_TABLE(i2c, mcu_of_ids)      4 entries of `of` are 25 of `i2c`, most of them empty
#include <algorithm>

#include <fmt/core.h>

#include "bus/buses.h"
#include "check/checked_module.h"
#include "check/rule.h"
#include "check/rule_functions.h"
#include "decode/fit.h"
#include "describe/entry.h"

namespace ko2alias {
namespace {

bool makes_sense(const Fit& fit) {
  return fit.is_possible() && fit.entries != 0 && fit.implausible == 0;
}

// Whether an entry says which device is meant: zeros, driver data and numbers of any value
// may be entries of any bus.
bool is_telling(const Entry& entry) {
  for (std::size_t i = 0; i < entry.members().size(); ++i) {
    const Member& member = entry.members()[i];
    if (member.is_text ? !entry.text(i).empty()
                       : member.at_most != 0xffffffff && entry.number(i) != 0)
      return true;
  }
  return false;
}

bool has_telling_entries(const Variant& variant, const Abi& abi, std::string_view bytes) {
  const TableView view(variant, abi, abi.order, bytes);
  for (std::size_t i = 0; i < view.entry_count(); ++i)
    if (!is_telling(Entry(view, i))) return false;
  return true;
}

// The buses as whose entries all the bytes make sense.
std::vector<std::string_view> buses_that_fit(const DecodedModule& module, std::string_view bytes) {
  std::vector<std::string_view> types;
  for (const Bus* const bus : all_buses()) {
    const Variant* const variant = variant_for(*bus, module.choice.release);
    if (variant != nullptr && makes_sense(fit_of(*variant, module.abi, bytes)) &&
        has_telling_entries(*variant, module.abi, bytes))
      types.push_back(bus->type);
  }
  return types;
}

// `mhi, rpmsg or spi`
std::string joined(const std::vector<std::string_view>& types) {
  std::string text;
  for (std::size_t i = 0; i < types.size(); ++i)
    text.append(i == 0 ? "" : i + 1 == types.size() ? " or " : ", ").append(types[i]);
  return text;
}

}  // namespace

void check_foreign_tables(const CheckedModule& module, Findings& findings) {
  for (const DecodedTable& table : module.module().tables) {
    if (table.variant == nullptr ||
        makes_sense(fit_of(*table.variant, module.module().abi, table.table.bytes)))
      continue;
    if (const auto types = buses_that_fit(module.module(), table.table.bytes); !types.empty())
      findings.add({.table = std::string(table.table.symbol_name)},
                   fmt::format("makes sense as a table of type {}, but not of type {}",
                               joined(types), table.bus->type));
  }
}

}  // namespace ko2alias
