#include "match/host_groups.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include <fmt/core.h>

#include "device/hosts.h"
#include "support/text.h"

namespace ko2alias {
namespace {

std::string where_of(std::span<const Device> devices, const std::vector<std::size_t>& group) {
  constexpr std::size_t few = 3;
  if (group.size() == 1) return devices[group.front()].where;
  std::vector<std::string_view> hosts;
  hosts.reserve(group.size());
  for (const std::size_t i : group) hosts.emplace_back(devices[i].host);
  std::sort(hosts.begin(), hosts.end(), is_host_before);
  hosts.erase(std::unique(hosts.begin(), hosts.end()), hosts.end());
  std::string count = hosts.size() == 1 ? "" : counted(hosts.size(), "host");
  if (hosts.size() != group.size())
    count += (count.empty() ? "" : ", ") + counted(group.size(), "device");
  return fmt::format("{} ({})", host_list(hosts, few), count);
}

}  // namespace

std::vector<HostGroup> group_hosts(std::span<const Device> devices,
                                   const std::function<std::string(std::size_t)>& answer_of) {
  std::vector<HostGroup> groups;
  std::unordered_map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < devices.size(); ++i) {
    std::size_t group = groups.size();
    if (!devices[i].host.empty())
      group = known.try_emplace(devices[i].modalias + '\0' + answer_of(i), group).first->second;
    if (group == groups.size()) groups.emplace_back();
    groups[group].devices.push_back(i);
  }
  for (HostGroup& group : groups) group.where = where_of(devices, group.devices);
  return groups;
}

std::vector<HostGroup> ungrouped(std::span<const Device> devices) {
  std::vector<HostGroup> groups;
  groups.reserve(devices.size());
  for (std::size_t i = 0; i < devices.size(); ++i) groups.push_back({{i}, devices[i].where});
  return groups;
}

std::size_t count_devices(const SomeGroups& groups) {
  std::size_t count = 0;
  for (const HostGroup* const group : groups) count += group->devices.size();
  return count;
}

}  // namespace ko2alias
