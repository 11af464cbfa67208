// What a comparison comes to: numbers, and the drivers that lose devices. Every report begins with
// it.
//
//   74 drivers lose 399 aliases of 362 devices: 120 pcmcia, 73 usb, …     headline_text
//   20 aliases partly lost, 17 moved, 22 modules gone                     other_counts_text
//   3 of 40 hosts lose a driver                                           headline_text, of a fleet
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diff/change.h"

namespace ko2alias {

/// How many there are in one category. Devices are counted by their ids: an alias that several
/// drivers have counts once, and so do the two of one `compatible`, `of:N*T*Cx` and `of:N*T*CxC*`.
/// Of a list of devices its devices count, and no aliases; of modules without aliases nothing but
/// they themselves.
struct Tally {
  std::size_t aliases = 0;
  std::size_t devices = 0;
  std::size_t drivers = 0;
  std::size_t hosts = 0;
};

Tally tally_of(const Comparison& comparison, Category category);
Tally tally_of_aliases(const std::vector<Change>& changes, Category category);
/// `399 aliases of 74 modules`, `22 modules`, or `280 devices on 40 hosts`.
std::string tally_text(const Tally& tally);

/// Numbers of aliases, or of devices where these were asked about, by bus and category.
struct BusTable {
  struct Row {
    std::string_view bus{};
    /// One for each category.
    std::vector<std::size_t> counts{};
  };
  /// Those that have some. Modules without aliases are of no bus, and left out.
  std::vector<Category> categories{};
  /// By bus; `other` comes last.
  std::vector<Row> rows{};
  std::vector<Tally> totals{};

  /// Whether it says more than the sentences do.
  [[nodiscard]] bool is_worth_showing() const { return categories.size() > 1 && rows.size() > 1; }
};

BusTable bus_table(const Comparison& comparison);

/// The names of the table's lines of totals with their numbers, `drivers`, `devices` and so on, as
/// far as they tell something.
struct TotalsRow {
  std::string_view name{};
  std::vector<std::size_t> counts{};
};
std::vector<TotalsRow> totals_rows(const BusTable& table);

/// A driver of which aliases, or devices where these were asked about, are lost, or a module
/// without aliases that is gone.
struct LostDriver {
  struct Loss {
    std::string_view bus{};
    std::size_t count = 0;
    /// Whether generic drivers match them.
    bool is_to_generic = false;
  };
  std::string_view module{};
  /// None of a module without aliases.
  std::vector<Loss> losses{};
  /// Whether the new kernel has no module of this name.
  bool is_gone = false;
  std::optional<ConfigReason> reason{};
};

/// In the order of their names.
std::vector<LostDriver> lost_drivers(const Comparison& comparison);
/// `lost drivers (74), gone modules without aliases (22)`, as far as there are any of either.
std::string lost_drivers_title(const std::vector<LostDriver>& drivers);
/// `5 pci, 2 hid to generic drivers`; `no alias` of a module without.
std::string losses_text(const LostDriver& driver);
/// `gone`, or `still there`.
std::string_view fate_text(const LostDriver& driver);

/// The drivers that lose something, as a sentence without a full stop, or the hosts of a fleet on
/// which one is lost. Where nothing is lost: the other numbers, or that there is no difference.
std::string headline_text(const Comparison& comparison);
/// The numbers that the headline does not say; may be empty.
std::string other_counts_text(const Comparison& comparison);
/// On how many hosts a device is lost, or lost to a generic driver.
std::size_t losing_host_count(const Comparison& comparison);
/// Both in one sentence.
std::string summary_text(const Comparison& comparison);

}  // namespace ko2alias
