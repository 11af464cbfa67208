#include "consume/alias_lines.h"

#include <algorithm>
#include <utility>

#include "consume/module_order.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view comment = "# Aliases extracted from modules themselves.\n";

std::vector<const KernelModule*> ordered_modules(const Kernel& kernel) {
  const ModuleOrder order(kernel);
  std::vector<std::pair<ModuleRank, const KernelModule*>> ranked;
  for (const KernelModule& module : kernel.modules)
    if (!module.is_builtin) ranked.emplace_back(order.rank(module.name, false), &module);
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const KernelModule*> modules;
  modules.reserve(ranked.size());
  for (const auto& [rank, module] : ranked) modules.push_back(module);
  return modules;
}

}  // namespace

std::vector<AliasLine> alias_lines(const Kernel& kernel) {
  std::vector<AliasLine> lines;
  for (const KernelModule* module : ordered_modules(kernel))
    for (const Claim& claim : module->claims) lines.push_back({claim.pattern, module->name, lines.size() + 2});
  return lines;
}

std::vector<AliasLine> alias_lines(std::string_view text) {
  std::vector<AliasLine> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    std::string_view line = take_line(text);
    if (take_word(line) != "alias") continue;
    const std::string_view pattern = take_word(line);
    if (const std::string_view module = trim(line); !module.empty()) lines.push_back({pattern, module, number});
  }
  return lines;
}

std::size_t modules_alias_size(std::span<const AliasLine> lines) {
  // `alias PATTERN MODULE` and the line's end.
  constexpr std::size_t between = std::string_view("alias  \n").size();
  std::size_t size = comment.size();
  for (const AliasLine& line : lines) size += between + line.pattern.size() + line.module.size();
  return size;
}

}  // namespace ko2alias
