// A module without vermagic still tells its release, by the spelling of its tables' symbols and by
// how each release would read the tables.
//
// A pci table of 160 bytes on a 64-bit machine, marked by `__mod_pci__ids_device_table`, whose
// driver_data are all 0:
//
//   spelling      3.15 to 6.12 write it like that, and so does Red Hat's 3.10
//   turning       3.15, where the spelling begins; 5.15, where the entries of pci grew from 32 to
//   points        40 bytes; and 3.10.el7. No release between these reads the table otherwise
//   readings      3.15 and 3.10.el7 read 4 entries of 32 bytes and a terminator, 5.15 reads 3 of 40
//   misfit        0.75 for the first reading, as three of its four entries are implausible (their
//                 vendors are 0), and 0 for the second
//   answer        5.15 alone: 0.75 is too far from the least misfit
//
// Several readings may stay possible. The decoder tries them all: often they give the same aliases,
// and nothing has to be decided.
#include "decode/possible_releases.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>

#include "bus/buses.h"
#include "decode/dialect.h"
#include "decode/fit.h"

namespace ko2alias {
namespace {

// A release that has no aliases for a table is as unlikely as one to which every entry of the table
// is implausible.
constexpr double no_aliases_yet = 1;

// The largest misfit that is still possible beside the least one. The odder the values are, the
// less they tell.
double still_possible(double least) { return least + 0.2 + least / 4; }

// The releases that know the spelling of all tables' symbols.
ReleaseRange common_range(const std::vector<DecodedTable>& tables) {
  ReleaseRange common{{2, 6}, {999, 0}};
  for (const DecodedTable& table : tables) {
    const ReleaseRange range = releases_of(table.table.symbol.spelling);
    common.first = std::max(common.first, range.first);
    common.end = std::min(common.end, range.end);
    // C modules have had local table symbols since 6.15.
    constexpr Release first_local{6, 15};
    if (table.table.is_local && range.end > first_local)
      common.first = std::max(common.first, first_local);
  }
  return common;
}

// The releases at which the description of a table's bus changed.
std::set<Release> changes(const std::vector<DecodedTable>& tables) {
  std::set<Release> points;
  for (const DecodedTable& table : tables) {
    if (table.bus == nullptr) continue;
    for (const Variant& variant : table.bus->variants) {
      points.insert(variant.since.mainline);
      for (const Release& release : variant.since.stable)
        if (release.major != 0) points.insert(release);
    }
  }
  return points;
}

// Red Hat ported the spelling of 3.15 back to its 3.10.
bool may_be_el7(const std::vector<DecodedTable>& tables) {
  return std::all_of(tables.begin(), tables.end(), [](const DecodedTable& table) {
    return table.table.symbol.spelling == Spelling::type_table;
  });
}

// One release for each span of releases that read the tables alike.
std::vector<Release> turning_points(const std::vector<DecodedTable>& tables) {
  const ReleaseRange range = common_range(tables);
  std::vector<Release> points{range.first};
  for (const Release& change : changes(tables))
    if (change > range.first && change < range.end) points.push_back(change);
  if (may_be_el7(tables))
    points.push_back({.major = 3, .minor = 10, .el = 7, .is_distribution = true});
  return points;
}

// How a release reads the tables; releases with equal readings are the same to the module.
struct Reading {
  std::vector<const Variant*> variants{};
  bool drops_repeats = false;
  friend bool operator==(const Reading&, const Reading&) = default;
};

Reading reading_of(const std::vector<DecodedTable>& tables, const Release& release) {
  Reading reading{.drops_repeats = drops_repeats(release)};
  for (const DecodedTable& table : tables)
    reading.variants.push_back(table.bus != nullptr ? variant_for(*table.bus, release) : nullptr);
  return reading;
}

// Judges readings; most share their variants, whose misfit to a table is computed once.
class Judge {
 public:
  Judge(const std::vector<DecodedTable>& tables, const Abi& abi) : tables_(tables), abi_(abi) {}

  double misfit(const Reading& reading) {
    double sum = 0;
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      if (tables_[i].bus == nullptr) continue;
      sum += reading.variants[i] != nullptr ? misfit(*reading.variants[i], i) : no_aliases_yet;
    }
    return sum;
  }

 private:
  double misfit(const Variant& variant, std::size_t table) {
    const auto [slot, is_new] = known_.try_emplace({table, &variant}, 0);
    if (is_new) slot->second = misfit_of(variant, abi_, tables_[table].table.bytes);
    return slot->second;
  }

  const std::vector<DecodedTable>& tables_;
  Abi abi_;
  std::map<std::pair<std::size_t, const Variant*>, double> known_;
};

struct Possibility {
  Reading reading;
  /// The last turning point that reads the tables like this.
  Release last;
  double misfit = 0;
};

std::vector<Possibility> all_readings(const std::vector<DecodedTable>& tables, const Abi& abi) {
  std::vector<Possibility> all;
  Judge judge(tables, abi);
  for (const Release& release : turning_points(tables)) {
    Reading reading = reading_of(tables, release);
    const auto same = std::find_if(all.begin(), all.end(),
                                   [&](const Possibility& p) { return p.reading == reading; });
    if (same != all.end()) {
      same->last = std::max(same->last, release);
      continue;
    }
    const double misfit = judge.misfit(reading);
    all.push_back({std::move(reading), release, misfit});
  }
  return all;
}

bool is_likelier(const Possibility& a, const Possibility& b) {
  return a.misfit != b.misfit ? a.misfit < b.misfit : a.last > b.last;
}

}  // namespace

std::vector<Choice> possible_choices(const std::vector<DecodedTable>& tables, const Abi& abi) {
  std::vector<Possibility> all = all_readings(tables, abi);
  std::sort(all.begin(), all.end(), is_likelier);
  const double most = still_possible(all.front().misfit);
  std::vector<Choice> choices;
  for (const Possibility& p : all)
    if (p.misfit <= most)
      choices.push_back(
          {p.last, fmt::format("no vermagic; the tables fit {}", to_string(p.last)), true});
  return choices;
}

}  // namespace ko2alias
