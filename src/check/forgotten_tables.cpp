// Rules about tables that a driver uses but that no MODULE_DEVICE_TABLE exports, so that nothing
// loads the module for its devices. A module gives itself away by three things together: it imports
// the function that registers drivers of a bus, it exports no table of that bus, and one of its
// objects points to another whose name and bytes are those of such a table:
//
//   static const struct pci_device_id acme_ids[] = {{PCI_DEVICE(0x1ed5, 0x100)}, {}};
//   static struct pci_driver acme_driver = {.id_table = acme_ids, …};
//   module_pci_driver(acme_driver);    // calls __pci_register_driver
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "bus/buses.h"
#include "check/checked_module.h"
#include "check/rule.h"
#include "check/rule_functions.h"
#include "decode/fit.h"
#include "describe/entry.h"
#include "kernel/kernel.h"
#include "pattern/alias_bus.h"
#include "pattern/glob.h"
#include "pattern/glob_relations.h"
#include "support/text.h"

namespace ko2alias {
namespace {

bool exports_table(const CheckedModule& module, std::string_view bus) {
  const auto& tables = module.module().tables;
  return std::any_of(tables.begin(), tables.end(),
                     [&](const DecodedTable& table) { return table.table.symbol.type == bus; });
}

bool registers(const Bus& bus, std::string_view function) {
  return std::find(bus.registered_by.begin(), bus.registered_by.end(), function) !=
         bus.registered_by.end();
}

// The buses for which the module registers a driver but exports no table.
std::vector<const Bus*> buses_without_table(const CheckedModule& module) {
  std::vector<const Bus*> buses;
  const auto symbols = load_symbols(module.image());
  if (!symbols) return buses;
  for (const Symbol& symbol : *symbols) {
    if (!symbol.is_undefined || symbol.name.find("regist") == std::string_view::npos) continue;
    for (const Bus* const bus : all_buses())
      if (registers(*bus, symbol.name) && !exports_table(module, bus->type)) buses.push_back(bus);
  }
  return buses;
}

// People call such a table `hp_wmi_sensors_id_table` or `tw68_pci_tbl`.
bool sounds_like_ids(std::string_view name) {
  constexpr std::array words = {"id", "ids", "tbl", "table", "devices"};
  while (!name.empty()) {
    const std::string_view word = name.substr(0, name.find('_'));
    if (std::find(words.begin(), words.end(), word.substr(0, word.find_first_of(".0123456789"))) !=
        words.end())
      return true;
    name.remove_prefix(std::min(word.size() + 1, name.size()));
  }
  return false;
}

class ForgottenTableFinder {
 public:
  ForgottenTableFinder(const CheckedModule& module, const References& references)
      : module_(module), references_(references) {}

  /// `why` says what it means that the table is not exported.
  void find(const Bus& bus, std::string_view why, Findings& findings) {
    const Variant* const variant = variant_for(bus, module_.module().choice.release);
    if (variant == nullptr) return;
    for (const Symbol& symbol : references_.symbols()) {
      if (!is_candidate(symbol)) continue;
      const auto bytes = load_object(module_.image(), symbol);
      const unsigned count = bytes ? count_entries(*variant, *bytes) : 0;
      if (count == 0) continue;
      const std::string_view driver = driver_of(symbol);
      const std::string alias = first_alias(*variant, *bytes);
      if (driver.empty() || alias.empty() || is_known(alias) || is_for_any_device(alias) ||
          is_generic(bus, alias))
        continue;
      findings.add(std::string(symbol.name),
                   fmt::format("{} uses this {} table of {}, but no MODULE_DEVICE_TABLE({}, {}) "
                               "exports it: {} ({})",
                               driver, bus.type, counted(count, "entry", "entries"), bus.type,
                               symbol.name, why, alias));
    }
  }

 private:
  [[nodiscard]] bool is_candidate(const Symbol& symbol) const {
    return symbol.is_object && !symbol.is_undefined && sounds_like_ids(symbol.name) &&
           !is_exported(symbol);
  }

  // A table may be exported for another bus, whose struct is the same.
  [[nodiscard]] bool is_exported(const Symbol& table) const {
    const auto& marks = module_.image().mod_symbols;
    return table.name.starts_with("__mod_") ||
           std::any_of(marks.begin(), marks.end(), [&](const Symbol& mark) {
             return references_.place_of(mark) == references_.place_of(table);
           });
  }

  // 0 if the bytes cannot be a table of the bus.
  [[nodiscard]] unsigned count_entries(const Variant& variant, std::string_view bytes) const {
    const Fit fit = fit_of(variant, module_.module().abi, bytes);
    return fit.is_possible() && fit.implausible == 0 ? fit.entries : 0;
  }

  // The name of the object that holds a pointer to the table's start; empty if there is none.
  [[nodiscard]] std::string_view driver_of(const Symbol& table) const {
    const Place start = references_.place_of(table);
    for (const Place& place : references_.pointing_to(start.section, start.offset, 1)) {
      const Symbol* const driver = references_.symbol_at(place);
      if (driver != nullptr && driver->is_object && !driver->name.starts_with("__") &&
          driver->name != table.name && !is_exported(*driver))
        return driver->name;
    }
    return {};
  }

  [[nodiscard]] std::string first_alias(const Variant& variant, std::string_view bytes) const {
    const DecodedModule& module = module_.module();
    const TableView view(variant, module.abi, module.build_host, bytes);
    AliasSink sink;
    write_aliases(Entry(view, 0), variant, sink);
    return sink.aliases.empty() ? std::string() : sink.aliases.front();
  }

  // Such an alias names a kind of device, which no driver has for itself.
  static bool is_generic(const Bus& bus, std::string_view alias) {
    return !bus.generic.empty() && alias.starts_with(bus.generic);
  }

  // Who takes any device waits to be told which: `pci:v*d*sv*sd*bc*sc*i*`.
  static bool is_for_any_device(std::string_view alias) {
    return std::all_of(alias.begin() + static_cast<std::ptrdiff_t>(alias.find(':')), alias.end(),
                       [](char c) { return c == ':' || c == '*' || (c >= 'a' && c <= 'z'); }) &&
           alias.find('*') != std::string_view::npos;
  }

  // A hand-written alias may do the table's work.
  [[nodiscard]] bool is_known(const std::string& alias) const {
    const auto& known = module_.handwritten();
    const Glob narrow = Glob::of_alias(alias);
    return std::any_of(known.begin(), known.end(), [&](std::string_view wide) {
      return covers_token_by_token(Glob::of_alias(wide), narrow);
    });
  }

  const CheckedModule& module_;
  const References& references_;
};

// Whether some device can make the system load the module.
bool has_bus_alias(const CheckedModule& module) {
  const auto names_bus = [](std::string_view alias) { return bus_of(alias) != "other"; };
  return !module.module().aliases.empty() ||
         std::any_of(module.handwritten().begin(), module.handwritten().end(), names_bus);
}

void find_unexported(const CheckedModule& module, std::string_view why, Findings& findings) {
  const auto buses = buses_without_table(module);
  if (buses.empty() || module.data().references() == nullptr) return;
  ForgottenTableFinder finder(module, *module.data().references());
  for (const Bus* const bus : buses) finder.find(*bus, why, findings);
}

}  // namespace

void check_forgotten_tables(const CheckedModule& module, Findings& findings) {
  if (!has_bus_alias(module))
    find_unexported(module, "nothing loads the module for its devices", findings);
}

void check_unexported_tables(const CheckedModule& module, Findings& findings) {
  if (has_bus_alias(module))
    find_unexported(module, "its devices do not load the module", findings);
}

}  // namespace ko2alias
