#include "diff/summary.h"

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

#include <fmt/core.h>

#include "diff/device_groups.h"
#include "diff/wording.h"
#include "support/text.h"

namespace ko2alias {
namespace {

bool is_lost(Category category) {
  return category == Category::lost || category == Category::lost_to_generic;
}

bool is_of_modules(Category category) {
  return category == Category::module_gone || category == Category::module_new;
}

// `other` comes behind all buses.
struct IsBusBefore {
  bool operator()(std::string_view a, std::string_view b) const {
    return std::pair(a == "other", a) < std::pair(b == "other", b);
  }
};

// The pattern of a device's first alias: `of:N*T*CxC*` is that of `of:N*T*Cx` with more behind it.
std::string_view device_of(const Change& change) {
  std::string_view pattern = pattern_of(change);
  if (change.bus == "of" && pattern.ends_with("C*")) pattern.remove_suffix(2);
  return pattern;
}

using Names = std::unordered_set<std::string_view>;

// The drivers that a device loses, or else those that it gains.
std::vector<ClaimRef> drivers_of(const DeviceChange& change) {
  std::vector<ClaimRef> drivers = told_before(change);
  return drivers.empty() ? told_after(change) : drivers;
}

Tally tally_of_devices(const std::vector<DeviceChange>& changes, Category category) {
  Names hosts;
  Names drivers;
  Tally tally;
  for (const DeviceChange& change : changes) {
    if (change.category != category) continue;
    ++tally.devices;
    if (!change.device->host.empty()) hosts.insert(change.device->host);
    for (const ClaimRef& claim : drivers_of(change)) drivers.insert(claim.name());
  }
  tally.hosts = hosts.size();
  tally.drivers = drivers.size();
  return tally;
}

using Counts = std::map<std::string_view, std::size_t, IsBusBefore>;

Counts counts_by_bus(const Comparison& comparison, Category category) {
  Counts counts;
  if (comparison.device_count) {
    for (const DeviceChange& change : comparison.device_changes)
      if (change.category == category) ++counts[change.bus()];
  } else {
    for (const Change& change : comparison.changes)
      if (change.category == category) ++counts[change.bus];
  }
  return counts;
}

// `120 pcmcia, 73 usb`, the largest first.
std::string by_bus_text(const Comparison& comparison, Category category) {
  const Counts counts = counts_by_bus(comparison, category);
  std::vector<std::pair<std::string_view, std::size_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (const auto& [bus, count] : sorted)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", with_commas(count), bus);
  return text;
}

// `74 drivers lose 399 aliases of 362 devices`.
std::string losers_text(const Tally& tally) {
  return fmt::format("{} {} {} {} of {} {}", with_commas(tally.drivers),
                     noun_of(tally.drivers, "driver loses", "drivers lose"),
                     with_commas(tally.aliases), noun_of(tally.aliases, "alias", "aliases"),
                     with_commas(tally.devices), noun_of(tally.devices, "device"));
}

// Empty where no alias is lost.
std::string lost_aliases_text(const Comparison& comparison) {
  std::string text;
  if (const Tally lost = tally_of(comparison, Category::lost); lost.aliases != 0)
    text = losers_text(lost) + ": " + by_bus_text(comparison, Category::lost);
  if (const Tally lost = tally_of(comparison, Category::lost_to_generic); lost.aliases != 0)
    text += (text.empty() ? "" : "; ") + losers_text(lost) +
            " to generic drivers: " + by_bus_text(comparison, Category::lost_to_generic);
  return text;
}

// `38 aliases lost, 220 moved`: the noun stands once.
std::string counts_text(const Comparison& comparison, bool with_lost) {
  const bool is_of_devices = comparison.device_count.has_value();
  std::string text;
  for (const Category category : all_categories) {
    if (is_of_modules(category) || (is_lost(category) && !with_lost)) continue;
    const Tally tally = tally_of(comparison, category);
    const std::size_t count = is_of_devices ? tally.devices : tally.aliases;
    if (count == 0) continue;
    const std::string noun =
        is_of_devices ? noun_of(count, "device", "devices") : noun_of(count, "alias", "aliases");
    text += (text.empty() ? with_commas(count) + " " + noun : ", " + with_commas(count)) + " " +
            words_of(category);
  }
  return text;
}

std::string module_counts_text(const Comparison& comparison) {
  std::string text;
  for (const Category category : {Category::module_gone, Category::module_new})
    if (const std::size_t count = comparison.count(category); count != 0)
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", counted(count, "module"),
                          category == Category::module_gone ? "gone" : "new");
  return text;
}

std::string joined(std::string text, std::string_view separator, std::string_view more) {
  if (!text.empty() && !more.empty()) text += separator;
  return text.append(more);
}

std::string device_counts_text(const Comparison& comparison) {
  const std::string text = counts_text(comparison, true);
  const std::size_t count = *comparison.device_count;
  return fmt::format("{}, of {} {}", text.empty() ? "no device changes its module" : text,
                     with_commas(count), noun_of(count, "device"));
}

bool tells_of_hosts(const Comparison& comparison) {
  return comparison.host_count != 0 && comparison.has_losses;
}

std::string hosts_headline(const Comparison& comparison) {
  const std::size_t losing = losing_host_count(comparison);
  return fmt::format("{} of {} {} a driver", losing == 0 ? "none" : with_commas(losing),
                     counted(comparison.host_count, "host"), losing > 1 ? "lose" : "loses");
}

// The losses of modules, by whether they are to generic drivers and by bus.
using Losses = std::map<std::string_view, std::map<std::pair<bool, std::string_view>, std::size_t>>;

void add_losses(Losses& losses, const std::vector<ClaimRef>& claims, Category category,
                std::string_view bus) {
  for (const ClaimRef& claim : claims)
    ++losses[claim.name()][{category == Category::lost_to_generic, bus}];
}

}  // namespace

Tally tally_of_aliases(const std::vector<Change>& changes, Category category) {
  Names devices;
  Names drivers;
  Tally tally;
  for (const Change& change : changes) {
    if (change.category != category) continue;
    drivers.insert(change.claim().name());
    if (is_of_modules(category)) continue;
    ++tally.aliases;
    devices.insert(device_of(change));
  }
  tally.devices = devices.size();
  tally.drivers = drivers.size();
  return tally;
}

Tally tally_of(const Comparison& comparison, Category category) {
  return comparison.device_count ? tally_of_devices(comparison.device_changes, category)
                                 : tally_of_aliases(comparison.changes, category);
}

std::string tally_text(const Tally& tally) {
  if (tally.aliases != 0)
    return fmt::format("{} of {}", counted(tally.aliases, "alias", "aliases"),
                       counted(tally.drivers, "module"));
  if (tally.devices == 0) return counted(tally.drivers, "module");
  return counted(tally.devices, "device") +
         (tally.hosts == 0 ? "" : " on " + counted(tally.hosts, "host"));
}

BusTable bus_table(const Comparison& comparison) {
  BusTable table;
  std::map<std::string_view, std::vector<std::size_t>, IsBusBefore> rows;
  for (const Category category : all_categories) {
    if (is_of_modules(category)) continue;
    const Counts counts = counts_by_bus(comparison, category);
    if (counts.empty()) continue;
    table.categories.push_back(category);
    table.totals.push_back(tally_of(comparison, category));
    for (const auto& [bus, count] : counts) {
      rows[bus].resize(table.categories.size());
      rows[bus].back() = count;
    }
  }
  for (auto& [bus, counts] : rows) {
    counts.resize(table.categories.size());
    table.rows.push_back({.bus = bus, .counts = std::move(counts)});
  }
  return table;
}

std::vector<TotalsRow> totals_rows(const BusTable& table) {
  const std::pair<std::string_view, std::size_t Tally::*> all[] = {{"aliases", &Tally::aliases},
                                                                   {"devices", &Tally::devices},
                                                                   {"drivers", &Tally::drivers},
                                                                   {"hosts", &Tally::hosts}};
  std::vector<TotalsRow> rows;
  for (const auto& [name, member] : all) {
    TotalsRow row{.name = name};
    for (const Tally& tally : table.totals) row.counts.push_back(tally.*member);
    if (std::any_of(row.counts.begin(), row.counts.end(), [](std::size_t n) { return n != 0; }))
      rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<LostDriver> lost_drivers(const Comparison& comparison) {
  Losses losses;
  if (comparison.device_count) {
    for (const DeviceChange& change : comparison.device_changes)
      if (is_lost(change.category))
        add_losses(losses, lost_modules(change), change.category, change.bus());
  } else {
    for (const Change& change : comparison.changes)
      if (is_lost(change.category))
        add_losses(losses, {*change.before}, change.category, change.bus);
      else if (change.category == Category::module_gone)
        losses[change.before->name()];
  }
  std::vector<LostDriver> drivers;
  for (const auto& [module, by_bus] : losses) {
    LostDriver& driver = drivers.emplace_back(LostDriver{.module = module});
    for (const auto& [key, count] : by_bus)
      driver.losses.push_back({.bus = key.second, .count = count, .is_to_generic = key.first});
    const auto gone = comparison.gone_modules.find(module);
    driver.is_gone = gone != comparison.gone_modules.end();
    if (driver.is_gone) driver.reason = gone->second;
  }
  return drivers;
}

std::string lost_drivers_title(const std::vector<LostDriver>& drivers) {
  const auto bare = static_cast<std::size_t>(
      std::count_if(drivers.begin(), drivers.end(),
                    [](const LostDriver& driver) { return driver.losses.empty(); }));
  const std::size_t lost = drivers.size() - bare;
  return joined(
      lost == 0 ? "" : fmt::format("lost drivers ({})", with_commas(lost)), ", ",
      bare == 0 ? "" : fmt::format("gone modules without aliases ({})", with_commas(bare)));
}

std::string losses_text(const LostDriver& driver) {
  std::string text;
  for (const LostDriver::Loss& loss : driver.losses)
    text += fmt::format("{}{} {}{}", text.empty() ? "" : ", ", with_commas(loss.count), loss.bus,
                        loss.is_to_generic ? " to generic drivers" : "");
  return text.empty() ? "no alias" : text;
}

std::string_view fate_text(const LostDriver& driver) {
  return driver.is_gone ? "gone" : "still there";
}

std::size_t losing_host_count(const Comparison& comparison) {
  std::unordered_set<std::string_view> hosts;
  for (const DeviceChange& change : comparison.device_changes)
    if (is_lost(change.category) && !change.device->host.empty()) hosts.insert(change.device->host);
  return hosts.size();
}

std::string headline_text(const Comparison& comparison) {
  if (comparison.device_count)
    return tells_of_hosts(comparison) ? hosts_headline(comparison) : device_counts_text(comparison);
  std::string text = lost_aliases_text(comparison);
  if (text.empty())
    text = joined(counts_text(comparison, false), ", ", module_counts_text(comparison));
  return text.empty() ? "no difference" : text;
}

std::string other_counts_text(const Comparison& comparison) {
  if (comparison.device_count)
    return tells_of_hosts(comparison) ? device_counts_text(comparison) : "";
  if (lost_aliases_text(comparison).empty()) return "";
  return joined(counts_text(comparison, false), ", ", module_counts_text(comparison));
}

std::string summary_text(const Comparison& comparison) {
  return joined(headline_text(comparison), "; ", other_counts_text(comparison));
}

}  // namespace ko2alias
