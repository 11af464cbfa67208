#include "kernel/kernel.h"

#include <algorithm>

#include "decode/driver_data.h"

namespace ko2alias {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// `vfio_pci` of `vfio_pci:v…`, `acpi` of `acpi*:…`.
std::string_view head_of(std::string_view pattern) {
  std::string_view head = pattern.substr(0, std::min(pattern.find(':'), pattern.size()));
  if (head.size() == pattern.size()) return {};
  if (head.ends_with('*')) head.remove_suffix(1);
  return std::all_of(head.begin(), head.end(), is_word) ? head : std::string_view{};
}

// Aliases of one table stand in a row.
std::uint32_t index_of_table(KernelModule& module, std::string_view symbol) {
  if (module.tables.empty() || module.tables.back() != symbol) module.tables.emplace_back(symbol);
  return static_cast<std::uint32_t>(module.tables.size() - 1);
}

}  // namespace

KernelModule make_kernel_module(const ModuleReport& report, const WantsData& wants_data) {
  KernelModule module{.name = std::string(report.name),
                      .path = std::string(report.path),
                      .is_builtin = report.is_builtin};
  if (report.module != nullptr) module.vermagic = report.module->modinfo.first("vermagic");
  module.claims.reserve(report.aliases.size());
  std::optional<DriverData> data;
  for (const ModuleAlias& alias : report.aliases) {
    Claim& claim = module.claims.emplace_back();
    claim.pattern = alias.pattern;
    claim.line = alias.line;
    if (!alias.table.empty()) claim.place = {index_of_table(module, alias.table), alias.entry};
    if (alias.decoded == nullptr || !wants_data || !wants_data(alias.pattern)) continue;
    if (!data) data.emplace(*report.module, *report.image);
    claim.data = data->text(alias.decoded->table, alias.decoded->entry);
  }
  return module;
}

std::string_view override_prefix_of(std::string_view pattern) {
  const std::string_view head = head_of(pattern);
  const auto cut = head.rfind('_');
  if (cut == std::string_view::npos || cut == 0 || !has_overrides(head.substr(cut + 1))) return {};
  return head.substr(0, cut + 1);
}

std::string_view bus_of(std::string_view pattern) {
  const std::string_view head = head_of(pattern);
  return head.empty() ? "other" : head.substr(override_prefix_of(pattern).size());
}

}  // namespace ko2alias
