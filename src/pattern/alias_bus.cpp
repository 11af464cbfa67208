// An alias begins with its bus, which may have an override prefix before it and a star behind it:
// `vfio_pci:v…`, `acpi*:…`. A prefix counts only before a bus that has overrides, so `mhi_ep:…` is
// a bus of its own.
#include "pattern/alias_bus.h"

#include <algorithm>

#include "bus/buses.h"

namespace ko2alias {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The word before the colon: `vfio_pci` in `vfio_pci:v…`, `acpi` in `acpi*:…`.
std::string_view head_of(std::string_view pattern) {
  std::string_view head = pattern.substr(0, std::min(pattern.find(':'), pattern.size()));
  if (head.size() == pattern.size()) return {};
  if (head.ends_with('*')) head.remove_suffix(1);
  return std::all_of(head.begin(), head.end(), is_word) ? head : std::string_view{};
}

}  // namespace

std::string_view override_prefix_of(std::string_view alias) {
  const std::string_view head = head_of(alias);
  const auto cut = head.rfind('_');
  if (cut == std::string_view::npos || cut == 0 || !has_overrides(head.substr(cut + 1))) return {};
  return head.substr(0, cut + 1);
}

std::string_view bus_of(std::string_view alias) {
  const std::string_view head = head_of(alias);
  return head.empty() ? "other" : head.substr(override_prefix_of(alias).size());
}

std::string_view without_override(std::string_view alias) {
  return alias.substr(override_prefix_of(alias).size());
}

const Bus* find_bus_of(std::string_view alias) { return find_bus(bus_of(alias)); }

bool is_of_table(std::string_view alias) {
  const Bus* const bus = find_bus_of(alias);
  return bus != nullptr && !bus->fields.empty();
}

std::string_view fields_text(std::string_view alias) {
  return alias.substr(std::min(alias.find(':'), alias.size() - 1) + 1);
}

}  // namespace ko2alias
