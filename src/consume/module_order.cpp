#include "consume/module_order.h"

namespace ko2alias {

ModuleRank rank_of(std::string_view path) {
  const auto modules = path.find("lib/modules/");
  if (modules == std::string_view::npos) return {0, "updates/"};
  const std::string_view below = path.substr(modules + 12);
  const std::string_view folder = below.substr(std::min(below.find('/'), below.size() - 1) + 1);
  if (folder.starts_with("updates/")) return {0, "updates/"};
  if (folder.starts_with("extra/")) return {1, "extra/"};
  if (folder.starts_with("kernel/")) return {2, "kernel/"};
  return {};
}

}  // namespace ko2alias
