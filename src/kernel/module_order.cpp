#include "kernel/module_order.h"

#include <algorithm>

#include "support/text.h"

namespace ko2alias {
namespace {

// `kernel/e1000e.ko` of `kernel/e1000e.ko.xz`.
std::string_view without_compression(std::string_view path) {
  const auto extension = path.rfind(".ko.");
  return extension == std::string_view::npos ? path : path.substr(0, extension + 3);
}

// `e1000e` of `kernel/drivers/net/e1000e.ko`.
std::string name_of_file(std::string_view path) {
  std::string_view file = path.substr(path.rfind('/') + 1);
  return replace_all(file.substr(0, file.find('.')), '-', '_');
}

std::string_view place_of(const KernelModule& module) {
  return module.place.empty() ? path_in_tree(module.path) : without_compression(module.place);
}

bool is_update(const KernelModule& module) { return place_of(module).starts_with("updates/"); }

}  // namespace

// Hsieh's SuperFastHash, of which depmod takes nine bits.
std::uint32_t name_hash(std::string_view name) {
  const auto byte = [&](std::size_t i) {
    return std::uint32_t{static_cast<unsigned char>(name[i])};
  };
  const auto pair = [&](std::size_t i) { return byte(i) | byte(i + 1) << 8; };
  const auto signed_byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(std::int32_t{static_cast<signed char>(name[i])});
  };
  auto hash = static_cast<std::uint32_t>(name.size());
  std::size_t i = 0;
  for (; i + 4 <= name.size(); i += 4) {
    hash += pair(i);
    hash = (hash << 16) ^ ((pair(i + 2) << 11) ^ hash);
    hash += hash >> 11;
  }
  switch (name.size() - i) {
    case 3:
      hash += pair(i);
      hash ^= hash << 16;
      hash ^= signed_byte(i + 2) << 18;
      hash += hash >> 11;
      break;
    case 2:
      hash += pair(i);
      hash ^= hash << 11;
      hash += hash >> 17;
      break;
    case 1:
      hash += signed_byte(i);
      hash ^= hash << 10;
      hash += hash >> 1;
      break;
    default: break;
  }
  hash ^= hash << 3;
  hash += hash >> 5;
  hash ^= hash << 4;
  hash += hash >> 17;
  hash ^= hash << 25;
  hash += hash >> 6;
  return hash & 511;
}

std::string_view path_in_tree(std::string_view path) {
  constexpr std::string_view modules = "lib/modules/";
  const auto tree = path.rfind(modules);
  if (tree == std::string_view::npos) return {};
  const auto release = path.find('/', tree + modules.size());
  if (release == std::string_view::npos) return {};
  return without_compression(path.substr(release + 1));
}

ModuleOrder::ModuleOrder(const Kernel& kernel) {
  std::unordered_map<std::string_view, std::string_view> places;
  for (const KernelModule& module : kernel.modules)
    if (!module.is_builtin) places[module.name] = place_of(module);
  const auto has_place = [](const KernelModule& module) { return !place_of(module).empty(); };
  std::uint32_t number = 0;
  if (kernel.order.empty() && std::none_of(kernel.modules.begin(), kernel.modules.end(), has_place))
    for (const KernelModule& module : kernel.modules) lines_.try_emplace(module.name, number++);
  // A line counts only if the file is where it says; of two lines for one file the last.
  for (std::string_view rest = kernel.order; !rest.empty(); ++number) {
    const std::string_view line = take_line(rest);
    const std::string name = name_of_file(line);
    if (const auto place = places.find(name); place != places.end() && place->second == line)
      lines_[name] = number;
  }
}

ModuleRank ModuleOrder::rank(std::string_view name, bool is_builtin) const {
  const auto listed = lines_.find(std::string(name));
  return {is_builtin, listed != lines_.end() ? listed->second : ModuleRank::unlisted,
          name_hash(name), name};
}

std::vector<const KernelModule*> modules_in_order(const Kernel& kernel) {
  const ModuleOrder order(kernel);
  std::vector<std::pair<ModuleRank, const KernelModule*>> ranked;
  std::vector<const KernelModule*> built_in;
  for (const KernelModule& module : kernel.modules)
    if (module.is_builtin)
      built_in.push_back(&module);
    else
      ranked.emplace_back(order.rank(module.name, false), &module);
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const KernelModule*> modules;
  modules.reserve(kernel.modules.size());
  for (const auto& [rank, module] : ranked) modules.push_back(module);
  modules.insert(modules.end(), built_in.begin(), built_in.end());
  return modules;
}

std::set<std::string, std::less<>> built_in_names(const Kernel& kernel) {
  std::set<std::string, std::less<>> names;
  for (std::string_view rest = kernel.builtin; !rest.empty();) {
    const std::string_view line = take_line(rest);
    if (!line.empty()) names.insert(name_of_file(line));
  }
  return names;
}

void drop_hidden_modules(Kernel& kernel) {
  std::unordered_map<std::string_view, const KernelModule*> winners;
  for (const KernelModule& module : kernel.modules) {
    if (module.is_builtin || place_of(module).empty()) continue;
    const auto [winner, is_first] = winners.try_emplace(module.name, &module);
    if (!is_first && is_update(module) && !is_update(*winner->second)) winner->second = &module;
  }
  std::vector<KernelModule> left;
  for (KernelModule& module : kernel.modules) {
    const auto winner = winners.find(module.name);
    const bool is_hidden = !module.is_builtin && winner != winners.end() &&
                           winner->second != &module && !place_of(module).empty();
    if (!is_hidden) left.push_back(module);
  }
  kernel.modules = std::move(left);
}

}  // namespace ko2alias
