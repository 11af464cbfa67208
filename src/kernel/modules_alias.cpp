#include "kernel/modules_alias.h"

#include "kernel/module_order.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view comment = "# Aliases extracted from modules themselves.\n";

}  // namespace

std::vector<AliasLine> alias_lines(const Kernel& kernel) {
  std::vector<AliasLine> lines;
  for (const KernelModule* const module : modules_in_order(kernel))
    for (const Claim& claim : module->claims)
      if (!module->is_builtin) lines.push_back({claim.pattern, module->name, lines.size() + 2});
  return lines;
}

std::vector<AliasLine> alias_lines(std::string_view text) {
  std::vector<AliasLine> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    std::string_view line = take_line(text);
    if (take_word(line) != "alias") continue;
    const std::string_view pattern = take_word(line);
    if (const std::string_view module = trim(line); !module.empty())
      lines.push_back({pattern, module, number});
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
