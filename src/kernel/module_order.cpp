// A module's rank is its line in modules.order. Where only lists of aliases are known, it is the
// order in which they name the modules.
#include "kernel/module_order.h"

#include <algorithm>

#include "input/file_names.h"
#include "kernel/module_files.h"
#include "kernel/name_hash.h"
#include "support/text.h"

namespace ko2alias {
namespace {

using Lines = std::unordered_map<std::string, std::uint32_t>;

bool is_known_from_lists(const Kernel& kernel) {
  const auto is_file = [](const KernelModule& module) {
    return !module.is_builtin && !module.is_listed && !place_of(module).empty();
  };
  return !kernel.order && std::none_of(kernel.modules.begin(), kernel.modules.end(), is_file);
}

Lines lines_of_lists(const Kernel& kernel) {
  Lines lines;
  std::uint32_t number = 0;
  for (const KernelModule& module : kernel.modules) lines.try_emplace(module.name, number++);
  return lines;
}

// A line counts only if the module's file is where it says. Of two lines for one file the last
// counts.
Lines lines_of_modules_order(const Kernel& kernel) {
  std::unordered_map<std::string_view, std::string_view> places;
  for (const KernelModule& module : kernel.modules)
    if (!module.is_builtin) places[module.name] = place_of(module);
  Lines lines;
  std::uint32_t number = 0;
  std::string_view rest;
  if (kernel.order) rest = *kernel.order;
  for (; !rest.empty(); ++number) {
    const std::string_view line = take_line(rest);
    const std::string name = name_of_file(line);
    if (const auto place = places.find(name); place != places.end() && place->second == line)
      lines[name] = number;
  }
  return lines;
}

}  // namespace

ModuleOrder::ModuleOrder(const Kernel& kernel)
    : lines_(is_known_from_lists(kernel) ? lines_of_lists(kernel)
                                         : lines_of_modules_order(kernel)) {}

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

}  // namespace ko2alias
