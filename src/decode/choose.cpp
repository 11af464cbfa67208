#include "decode/choose.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>

#include "bus/buses.h"
#include "decode/dialect.h"
#include "decode/fit.h"

namespace ko2alias {
namespace {

// How badly a variant fits all the tables of one bus. A layout that cannot be weighs more than any
// number of odd values.
constexpr double impossible = 1000;

using Tables = std::vector<DecodedTable*>;

double misfit(const Variant& variant, const Abi& abi, const Tables& tables) {
  double sum = 0;
  for (const DecodedTable* table : tables) {
    const Fit fit = fit_of(variant, abi, table->table.bytes);
    sum += fit.is_possible() ? fit.implausibility() : impossible;
  }
  return sum;
}

struct Candidate {
  const Variant* variant = nullptr;
  double misfit = impossible;
};

// Of the variants that fit best, the one nearest above the expected one: what is ported back is
// newer. Older ones count only where the expected one cannot be.
Candidate best_variant(const Bus& bus, const Variant* expected, bool is_possible, const Abi& abi,
                       const Tables& tables) {
  Candidate best;
  const Variant* const first = bus.variants.data();
  const Variant* const end = first + bus.variants.size();
  const Variant* const start = expected != nullptr ? expected : end;
  const auto consider = [&](const Variant* variant) {
    if (const double m = misfit(*variant, abi, tables); m < best.misfit) best = {variant, m};
  };
  for (const Variant* variant = start; variant-- > first;) consider(variant);
  if (is_possible) return best;
  for (const Variant* variant = start; variant < end; ++variant) consider(variant);
  return best;
}

std::string describe_size(const Variant& variant, const Abi& abi) {
  return fmt::format("{}-byte entries", entry_size(variant, abi));
}

std::string reason_for(const Candidate& best, const Variant* expected, const Abi& abi,
                       const Release& release) {
  const std::string found = fmt::format("{} of {}", describe_size(*best.variant, abi),
                                        to_string(first_release(best.variant->since)));
  if (expected == nullptr)
    return fmt::format("{} had no such aliases; the table fits the {}", to_string(release), found);
  return fmt::format("the table does not fit the {} of {}, but the {}",
                     describe_size(*expected, abi), to_string(release), found);
}

// Odd values in so many entries of a vendor's kernel, where another layout makes sense of all of
// them, are a misread table. A mainline kernel is believed its number unless the layout is
// impossible.
constexpr double senseless = 0.25;

void choose_for_bus(const Bus& bus, const Tables& tables, const Abi& abi, const Release& release) {
  const Variant* const expected = variant_for(bus, release);
  for (DecodedTable* table : tables) table->variant = expected;
  if (expected == nullptr && !release.is_distribution) return;
  const double expected_misfit = expected != nullptr ? misfit(*expected, abi, tables) : impossible;
  if (expected_misfit < (release.is_distribution ? senseless : impossible)) return;
  const Candidate best = best_variant(bus, expected, expected_misfit < impossible, abi, tables);
  const bool is_better =
      expected_misfit >= impossible ? best.misfit < impossible : best.misfit == 0;
  if (best.variant == nullptr || best.variant == expected || !is_better) return;
  const std::string reason = reason_for(best, expected, abi, release);
  for (DecodedTable* table : tables) {
    table->variant = best.variant;
    table->reason = reason;
  }
}

std::map<const Bus*, Tables> by_bus(std::vector<DecodedTable>& tables) {
  std::map<const Bus*, Tables> grouped;
  for (DecodedTable& table : tables)
    if (table.bus != nullptr) grouped[table.bus].push_back(&table);
  return grouped;
}

// The releases at which something changed for one of the tables, within those that know the
// spelling of the symbols.
std::vector<Release> turning_points(const std::vector<DecodedTable>& tables) {
  std::set<Release> points;
  Release first{2, 6};
  Release end{999, 0};
  bool has_el7_spelling = true;
  for (const DecodedTable& table : tables) {
    const ReleaseRange range = releases_of(table.table.symbol.spelling);
    first = std::max(first, range.first);
    end = std::min(end, range.end);
    // C modules have had local table symbols since 6.15.
    if (table.table.is_local && range.end > Release{6, 15}) first = std::max(first, Release{6, 15});
    has_el7_spelling &= table.table.symbol.spelling == Spelling::type_table;
    if (table.bus == nullptr) continue;
    for (const Variant& variant : table.bus->variants) {
      points.insert(variant.since.mainline);
      for (const Release& release : variant.since.stable)
        if (release.major != 0) points.insert(release);
    }
  }
  std::vector<Release> inside{first};
  for (const Release& point : points)
    if (point > first && point < end) inside.push_back(point);
  if (has_el7_spelling)
    inside.push_back({.major = 3, .minor = 10, .el = 7, .is_distribution = true});
  return inside;
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

// A table that the release has no aliases for speaks against the release as much as one whose every
// entry looks odd.
constexpr double no_aliases_yet = 1;

// Releases whose misfit is this near to the least are possible too. The odder the values are, the
// less they tell.
double still_possible(double least) { return least + 0.2 + least / 4; }

class MisfitCache {
 public:
  explicit MisfitCache(const Abi& abi) : abi_(abi) {}

  double of(const Reading& reading, const std::vector<DecodedTable>& tables) {
    double sum = 0;
    for (std::size_t i = 0; i < tables.size(); ++i) {
      if (tables[i].bus == nullptr) continue;
      sum +=
          reading.variants[i] != nullptr ? of(*reading.variants[i], i, tables[i]) : no_aliases_yet;
    }
    return sum;
  }

 private:
  double of(const Variant& variant, std::size_t index, const DecodedTable& table) {
    const auto [slot, is_new] = known_.try_emplace({index, &variant}, 0);
    if (is_new) {
      const Fit fit = fit_of(variant, abi_, table.table.bytes);
      slot->second = fit.is_possible() ? fit.implausibility() : impossible;
    }
    return slot->second;
  }

  Abi abi_;
  std::map<std::pair<std::size_t, const Variant*>, double> known_;
};

}  // namespace

void choose_variants(std::vector<DecodedTable>& tables, const Abi& abi, const Release& release) {
  for (const auto& [bus, group] : by_bus(tables)) choose_for_bus(*bus, group, abi, release);
}

std::vector<Choice> possible_choices(const std::vector<DecodedTable>& tables, const Abi& abi) {
  struct Possibility {
    Reading reading;
    Release last;
    double misfit;
  };
  std::vector<Possibility> all;
  double least = impossible * impossible;
  MisfitCache cache(abi);
  for (const Release& release : turning_points(tables)) {
    Reading reading = reading_of(tables, release);
    const double misfit = cache.of(reading, tables);
    least = std::min(least, misfit);
    const auto same = std::find_if(all.begin(), all.end(),
                                   [&](const Possibility& p) { return p.reading == reading; });
    if (same != all.end())
      same->last = std::max(same->last, release);
    else
      all.push_back({std::move(reading), release, misfit});
  }
  std::sort(all.begin(), all.end(), [](const Possibility& a, const Possibility& b) {
    return a.misfit != b.misfit ? a.misfit < b.misfit : a.last > b.last;
  });
  std::vector<Choice> choices;
  for (const Possibility& p : all)
    if (p.misfit <= still_possible(least))
      choices.push_back(
          {p.last, fmt::format("no vermagic; the tables fit {}", to_string(p.last)), true});
  return choices;
}

}  // namespace ko2alias
