#include "diff/device_groups.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include <fmt/core.h>

#include "device/hosts.h"
#include "diff/wording.h"
#include "support/text.h"

namespace ko2alias {
namespace {

bool are_same(const std::vector<ClaimRef>& a, const std::vector<ClaimRef>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const ClaimRef& x, const ClaimRef& y) {
                      return x.module == y.module && x.claim == y.claim;
                    });
}

bool change_alike(const DeviceChange& a, const DeviceChange& b) {
  return a.category == b.category && a.override_prefix == b.override_prefix &&
         are_same(a.before, b.before) && are_same(a.after, b.after) &&
         a.dropped_before == b.dropped_before && a.dropped_after == b.dropped_after;
}

// A fleet has each device thousands of times, so they are found by their modaliases.
class DeviceGrouper {
 public:
  void add(const DeviceChange& change) {
    DeviceGroup& group = group_of(change);
    const Device& device = *change.device;
    ++group.count;
    if (!device.host.empty()) group.hosts.push_back(device.host);
    if (device.where != device.host) group.places.push_back(device.where);
  }

  std::vector<DeviceGroup> finish() {
    for (DeviceGroup& group : groups_) {
      std::sort(group.hosts.begin(), group.hosts.end(), is_host_before);
      group.hosts.erase(std::unique(group.hosts.begin(), group.hosts.end()), group.hosts.end());
    }
    return std::move(groups_);
  }

 private:
  DeviceGroup& group_of(const DeviceChange& change) {
    std::vector<std::size_t>& alike = by_modalias_[change.device->modalias];
    for (const std::size_t i : alike)
      if (change_alike(*groups_[i].change, change)) return groups_[i];
    alike.push_back(groups_.size());
    return groups_.emplace_back(DeviceGroup{.change = &change});
  }

  std::vector<DeviceGroup> groups_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> by_modalias_;
};

// The claims that the other side lacks.
template <class AreAlike>
std::vector<ClaimRef> difference(std::vector<ClaimRef> claims, const std::vector<ClaimRef>& others,
                                 AreAlike are_alike) {
  std::erase_if(claims, [&](const ClaimRef& claim) {
    return std::any_of(others.begin(), others.end(),
                       [&](const ClaimRef& other) { return are_alike(claim, other); });
  });
  return claims;
}

// `on web1`, or `on 3 hosts (db1, web1, web2)`.
std::string place_text(std::string_view preposition, std::string_view noun,
                       const std::vector<std::string_view>& places, bool is_full) {
  constexpr std::size_t few = 8;
  const std::string list = host_list(places, is_full ? without_most : few);
  return places.size() == 1
             ? fmt::format("{} {}", preposition, list)
             : fmt::format("{} {} ({})", preposition, counted(places.size(), noun), list);
}

}  // namespace

std::string modprobe_text(const DeviceChange& change) {
  std::string text;
  for (const std::string& line : change.dropped_before) text += "; before: " + line;
  for (const std::string& line : change.dropped_after) text += "; after: " + line;
  return text;
}

std::vector<const DeviceChange*> pointers_to(const std::vector<DeviceChange>& changes) {
  std::vector<const DeviceChange*> pointers;
  pointers.reserve(changes.size());
  for (const DeviceChange& change : changes) pointers.push_back(&change);
  return pointers;
}

std::vector<DeviceParagraph> device_paragraphs(const std::vector<const DeviceChange*>& changes) {
  DeviceGrouper grouper;
  for (const DeviceChange* const change : changes) grouper.add(*change);
  std::map<std::tuple<Category, bool, std::string_view, std::string>, DeviceParagraph> paragraphs;
  for (DeviceGroup& group : grouper.finish()) {
    const DeviceChange& change = *group.change;
    paragraphs[{change.category, change.bus() == "other", change.bus(),
                device_modules_text(change) + modprobe_text(change)}]
        .push_back(std::move(group));
  }
  std::vector<DeviceParagraph> sorted;
  for (auto& [key, paragraph] : paragraphs) {
    std::stable_sort(paragraph.begin(), paragraph.end(),
                     [](const DeviceGroup& a, const DeviceGroup& b) {
                       return a.change->modalias() < b.change->modalias();
                     });
    sorted.push_back(std::move(paragraph));
  }
  return sorted;
}

std::vector<HostChanges> changes_by_host(const std::vector<DeviceChange>& changes) {
  std::unordered_map<std::string_view, std::vector<const DeviceChange*>> by_host;
  for (const DeviceChange& change : changes) by_host[change.device->host].push_back(&change);
  std::vector<HostChanges> hosts;
  hosts.reserve(by_host.size());
  for (auto& [host, of_host] : by_host)
    hosts.push_back({.host = host, .changes = std::move(of_host)});
  std::sort(hosts.begin(), hosts.end(), [](const HostChanges& a, const HostChanges& b) {
    if (a.host.empty() != b.host.empty()) return b.host.empty();
    return is_host_before(a.host, b.host);
  });
  return hosts;
}

std::vector<ClaimRef> told_before(const DeviceChange& change) {
  return change.category == Category::moved ? difference(change.before, change.after, are_same_kind)
                                            : change.before;
}

std::vector<ClaimRef> told_after(const DeviceChange& change) {
  return change.category == Category::moved ? difference(change.after, change.before, are_same_kind)
                                            : change.after;
}

std::vector<ClaimRef> lost_modules(const DeviceChange& change) {
  return difference(change.before, change.after,
                    [](const ClaimRef& a, const ClaimRef& b) { return a.name() == b.name(); });
}

std::string device_modules_text(const DeviceChange& change) {
  const std::vector<ClaimRef> before = told_before(change);
  const std::vector<ClaimRef> after = told_after(change);
  if (change.category != Category::moved)
    return modules_or_nothing(before) + " → " + modules_or_nothing(after) +
           (change.reason ? "  " + reason_text(*change.reason) : "");
  return (before.empty() ? "" : "- " + module_list(before)) +
         (before.empty() || after.empty() ? "" : "  ") +
         (after.empty() ? "" : "+ " + module_list(after));
}

std::string where_text(const DeviceGroup& group, bool is_full) {
  std::string text;
  std::size_t told = 1;
  if (!group.hosts.empty()) {
    text = place_text("on", "host", group.hosts, is_full);
    told = group.hosts.size();
  } else if (!group.places.empty()) {
    text = place_text("at", "place", group.places, is_full);
    told = group.places.size();
  }
  if (group.count > told) text += (text.empty() ? "" : ", ") + counted(group.count, "device");
  return text;
}

std::string counts_of_devices(const std::vector<const DeviceChange*>& changes) {
  std::string text;
  for (const Category category : all_categories) {
    const auto count = static_cast<std::size_t>(
        std::count_if(changes.begin(), changes.end(),
                      [&](const DeviceChange* change) { return change->category == category; }));
    if (count == 0) continue;
    text += (text.empty() ? counted(count, "device") : ", " + with_commas(count)) + " " +
            words_of(category);
  }
  return text;
}

}  // namespace ko2alias
