#include "check/finding_order.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <tuple>
#include <unordered_map>

namespace ko2alias {
namespace {

enum class PlaceKind : std::uint8_t { table, section_or_line, whole };

// Numbers names as they come, each once.
class NameRanks {
 public:
  std::size_t add(std::string_view name) {
    return ranks_.try_emplace(std::string(name), ranks_.size()).first->second;
  }
  // Behind all others where it was not added.
  [[nodiscard]] std::size_t of(const std::string& name) const {
    const auto found = ranks_.find(name);
    return found == ranks_.end() ? ranks_.size() : found->second;
  }

 private:
  std::unordered_map<std::string, std::size_t> ranks_;
};

PlaceKind kind_of(const FindingPlace& place) {
  if (!place.table.empty()) return PlaceKind::table;
  return !place.section.empty() || place.line != 0 ? PlaceKind::section_or_line : PlaceKind::whole;
}

auto key_of(const FindingPlace& place, const NameRanks& tables) {
  const std::uint64_t entry = place.entry ? std::uint64_t{*place.entry} + 1 : 0;
  return std::tuple(kind_of(place), tables.of(place.table), entry, place.line);
}

}  // namespace

void order_findings(std::vector<Finding>& findings, const DecodedModule* module) {
  NameRanks tables;
  if (module != nullptr)
    for (const DecodedTable& table : module->tables) tables.add(table.table.symbol_name);
  for (const Finding& finding : findings) tables.add(finding.place.table);
  std::stable_sort(findings.begin(), findings.end(), [&](const Finding& a, const Finding& b) {
    return key_of(a.place, tables) < key_of(b.place, tables);
  });
}

void order_findings(std::vector<Finding>& findings, const ModprobeConfig& config) {
  NameRanks files;
  for (const std::string& file : config.files()) files.add(file);
  const auto key = [&](const Finding& finding) {
    return std::tuple(files.of(finding.path), std::string_view(finding.path), finding.place.line);
  };
  std::stable_sort(findings.begin(), findings.end(),
                   [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
}

}  // namespace ko2alias
