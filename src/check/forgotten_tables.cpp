// Rules about tables that a driver uses but that no MODULE_DEVICE_TABLE exports, so that nothing
// loads the module for its devices. A module gives itself away by three things together: it imports
// a function that registers drivers, one of its objects points to another that may be a table of
// such drivers, and no alias loads it for some entry of that table. An object may be a table by its
// bytes; its name has to say so too, unless the pointer stands where such a driver has its table:
//
//   static const struct pci_device_id acme_ids[] = {{PCI_DEVICE(0x1ed5, 0x100)}, {}};
//   static struct pci_driver acme_driver = {.id_table = acme_ids, …};
//   module_pci_driver(acme_driver);    // calls __pci_register_driver
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include <fmt/core.h>

#include "bus/buses.h"
#include "check/checked_module.h"
#include "check/rule.h"
#include "check/rule_functions.h"
#include "decode/fit.h"
#include "decode/table_drivers.h"
#include "describe/entry.h"
#include "pattern/alias_bus.h"
#include "support/text.h"

namespace ko2alias {
namespace {

using strings = std::vector<std::string>;

std::string_view without_underscores(std::string_view name) {
  return name.substr(std::min(name.find_first_not_of('_'), name.size()));
}

// The buses whose tables the module's drivers may have. Not all drivers of a bus have tables of its
// own: many have but one of of or acpi.
std::vector<const Bus*> buses_of_drivers(const std::vector<Symbol>& symbols) {
  std::unordered_multimap<std::string_view, const Bus*> registering;
  for (const Bus* const bus : all_buses())
    for (const std::string_view function : bus->registered_by)
      if (!function.empty()) registering.emplace(without_underscores(function), bus);
  std::unordered_set<const Bus*> registered;
  for (const Symbol& symbol : symbols) {
    if (!symbol.is_undefined) continue;
    const auto [begin, end] = registering.equal_range(without_underscores(symbol.name));
    for (auto found = begin; found != end; ++found) registered.insert(found->second);
  }
  std::vector<const Bus*> buses;
  for (const Bus* const bus : all_buses())
    if (registered.contains(bus) || (bus->is_in_any_driver && !registered.empty()))
      buses.push_back(bus);
  return buses;
}

// People call such a table `hp_wmi_sensors_id_table`, `tw68_pci_tbl` or `ramoops_dt_match`.
bool sounds_like_ids(std::string_view name) {
  constexpr std::array words = {"id", "ids", "tbl", "table", "devices", "match", "matches"};
  while (!name.empty()) {
    const std::string_view word = name.substr(0, name.find('_'));
    if (std::find(words.begin(), words.end(), word.substr(0, word.find_first_of(".0123456789"))) !=
        words.end())
      return true;
    name.remove_prefix(std::min(word.size() + 1, name.size()));
  }
  return false;
}

// The tables that are exported. One may be so for another bus, whose struct is the same.
class ExportedTables {
 public:
  explicit ExportedTables(const ModuleImage& image) {
    for (const Symbol& mark : image.mod_symbols) places_.emplace(mark.section, mark.value);
  }
  [[nodiscard]] bool has(const Symbol& table) const {
    return table.name.starts_with(table_marker) || places_.contains({table.section, table.value});
  }

 private:
  std::set<std::pair<std::uint32_t, std::uint64_t>> places_;
};

// The objects that may be tables. Objects do not overlap, so together they are no larger than the
// file; one that says otherwise is not followed beyond that.
std::vector<Symbol> candidates_of(const ModuleImage& image, const std::vector<Symbol>& symbols,
                                  const ExportedTables& exported) {
  std::uint64_t left = image.source->data().size();
  std::vector<Symbol> candidates;
  for (const Symbol& symbol : symbols) {
    if (!symbol.is_object || symbol.is_undefined || symbol.size == 0 || symbol.size > left ||
        !has_bytes(image, symbol) || exported.has(symbol))
      continue;
    left -= symbol.size;
    candidates.push_back(symbol);
  }
  return candidates;
}

// An object as a table of a bus.
struct Reading {
  const Bus* bus = nullptr;
  unsigned entries = 0;
  /// The name of the object that uses it.
  std::string_view driver{};
  /// For each entry that nothing loads the module for, its first alias.
  strings lost{};
};

// Several buses have the same struct of a name and a number: the table's own name may tell which is
// meant, as that of `dac7_spi_ids` does.
void keep_named(std::vector<Reading>& readings, std::string_view table) {
  const auto is_named = [&](const Reading& reading) {
    return table.find(reading.bus->type) != std::string_view::npos;
  };
  const auto others = std::stable_partition(readings.begin(), readings.end(), is_named);
  if (others != readings.begin()) readings.erase(others, readings.end());
}

bool has_small_letters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c != to_upper(c); });
}

class ForgottenTableFinder {
 public:
  ForgottenTableFinder(const CheckedModule& module, const References& references,
                       const ExportedTables& exported)
      : module_(module), references_(references), exported_(exported) {}

  /// Judges an object as a table of the buses. `why` says what it means that it is not exported.
  void judge(const std::vector<const Bus*>& buses, const Symbol& symbol, std::string_view why,
             Findings& findings) {
    std::vector<Reading> readings;
    for (const Bus* const bus : buses)
      if (auto reading = read(*bus, symbol)) readings.push_back(std::move(*reading));
    keep_named(readings, symbol.name);
    // Where the table may be one that lacks nothing, nothing is known to be wrong.
    const auto lacks_nothing = [](const Reading& reading) { return reading.lost.empty(); };
    if (readings.empty() || std::any_of(readings.begin(), readings.end(), lacks_nothing)) return;
    const auto& [bus, entries, driver, lost] = readings.front();
    findings.add(
        {.table = std::string(symbol.name)},
        fmt::format("{} uses this {} table of {}, but no MODULE_DEVICE_TABLE({}, {}) exports it: "
                    "{} ({}{})",
                    driver, bus->type, counted(entries, "entry", "entries"), bus->type, symbol.name,
                    why, *std::min_element(lost.begin(), lost.end()),
                    lost.size() > 1 ? fmt::format(" and {} more", lost.size() - 1) : ""));
  }

 private:
  // Nothing where the object can be no table of the bus.
  [[nodiscard]] std::optional<Reading> read(const Bus& bus, const Symbol& symbol) {
    const Variant* const variant = variant_for(bus, module_.module().choice.release);
    const std::string_view driver = driver_of(symbol);
    if (variant == nullptr || driver.empty() || !is_taken_for_table(bus, symbol))
      return std::nullopt;
    const auto bytes = load_object(module_.image(), symbol);
    const unsigned entries = bytes ? count_entries(bus, *variant, *bytes) : 0;
    if (entries == 0) return std::nullopt;
    return Reading{&bus, entries, driver, lost_aliases(bus, *variant, *bytes)};
  }

  // A table may be called `acme_boards`, as other objects are that a driver points to.
  [[nodiscard]] bool is_taken_for_table(const Bus& bus, const Symbol& symbol) {
    return sounds_like_ids(symbol.name) || is_used_by_driver(bus, references_.place_of(symbol));
  }

  // Thousands of symbols may stand at one place.
  bool is_used_by_driver(const Bus& bus, const Place& start) {
    const auto [found, is_new] = used_.try_emplace({&bus, start});
    if (is_new)
      found->second = !drivers_of(module_.module(), bus, start, module_.data().pointers()).empty();
    return found->second;
  }

  // 0 if the bytes cannot be a table of the bus.
  [[nodiscard]] unsigned count_entries(const Bus& bus, const Variant& variant,
                                       std::string_view bytes) const {
    const Abi& abi = module_.module().abi;
    const Fit fit = fit_of(variant, abi, bytes);
    if (!fit.is_possible() || fit.implausible != 0) return 0;
    const TableView view(variant, abi, module_.module().build_host, bytes);
    // The structs of acpi and platform can look the same; their ids do not.
    for (unsigned i = 0; bus.is_upper_case && i < fit.entries; ++i)
      if (has_small_letters(Entry(view, i).text(std::size_t{0}))) return 0;
    return fit.entries;
  }

  // The name of the object that holds a pointer to the table's start; empty if there is none.
  [[nodiscard]] std::string_view driver_of(const Symbol& table) {
    const auto& [first, other] = drivers_at(references_.place_of(table));
    return first != table.name ? first : other;
  }

  // The names of the first two objects that hold a pointer to a place. Thousands of symbols may
  // stand at one place, and thousands of pointers lead there.
  const std::array<std::string_view, 2>& drivers_at(const Place& start) {
    const auto [found, is_new] = drivers_.try_emplace(start);
    auto& [first, other] = found->second;
    if (!is_new) return found->second;
    for (const Place& place : references_.pointing_to(start.section, start.offset, 1)) {
      const Symbol* const driver = references_.symbol_at(place);
      if (driver == nullptr || !driver->is_object || driver->name.starts_with("__") ||
          driver->name == first || exported_.has(*driver))
        continue;
      (first.empty() ? first : other) = driver->name;
      if (!other.empty()) break;
    }
    return found->second;
  }

  [[nodiscard]] strings lost_aliases(const Bus& bus, const Variant& variant,
                                     std::string_view bytes) const {
    const DecodedModule& module = module_.module();
    const TableView view(variant, module.abi, module.build_host, bytes);
    strings lost;
    AliasSink sink;
    for (std::size_t i = 0; i < view.entry_count(); ++i) {
      write_aliases(Entry(view, i), variant, sink);
      if (const strings& own = sink.aliases; !own.empty() && !is_known(own) &&
                                             !is_for_any_device(own.front()) &&
                                             !is_generic(bus, own.front()))
        lost.push_back(own.front());
      sink.aliases.clear();
    }
    return lost;
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

  // An alias by hand, or of another table, may do the work of an entry's.
  [[nodiscard]] bool is_known(const strings& aliases) const {
    return std::any_of(aliases.begin(), aliases.end(), [&](const std::string& alias) {
      return module_.loads_for(alias) || loads_as_spi_device(alias);
    });
  }

  // A device of the tree behind spi reports its name there, not its compatible string:
  // `of:N*T*Cacme,dac7` is known as `spi:dac7`.
  [[nodiscard]] bool loads_as_spi_device(std::string_view alias) const {
    constexpr std::string_view of = "of:N*T*C";
    const auto comma = alias.find(',');
    return alias.starts_with(of) && comma != std::string_view::npos &&
           module_.loads_for("spi:" + std::string(alias.substr(comma + 1)));
  }

  const CheckedModule& module_;
  const References& references_;
  const ExportedTables& exported_;
  std::map<Place, std::array<std::string_view, 2>> drivers_;
  std::map<std::pair<const Bus*, Place>, bool> used_;
};

// Whether some device can make the system load the module.
bool has_bus_alias(const CheckedModule& module) {
  return std::any_of(module.aliases().begin(), module.aliases().end(),
                     [](const ModuleAlias* alias) {
                       return alias->decoded != nullptr || bus_of(alias->pattern) != "other";
                     });
}

// Relocations are read for modules that register a driver.
void find_unexported(const CheckedModule& module, std::string_view why, Findings& findings) {
  const auto symbols = load_symbols(module.image());
  if (!symbols) return;
  const auto buses = buses_of_drivers(*symbols);
  const ExportedTables exported(module.image());
  const auto candidates = candidates_of(module.image(), *symbols, exported);
  if (buses.empty() || candidates.empty() || module.data().references() == nullptr) return;
  ForgottenTableFinder finder(module, *module.data().references(), exported);
  for (const Symbol& symbol : candidates) finder.judge(buses, symbol, why, findings);
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
