#include "check/entry_patterns.h"

#include <optional>
#include <utility>

#include "decode/members.h"

namespace ko2alias {
namespace {

// The entry's own alias may be among those that were not written again, so the prefix is taken from
// any alias of the bus with the same override value. Nothing for a value that has no prefix.
std::optional<std::string> prefix_of(const DecodedModule& module, const DecodedTable& table,
                                     const Entry& entry) {
  if (table.variant->override_member.empty()) return "";
  const std::uint64_t value = entry.number(table.variant->override_member);
  if (value == 0) return "";
  for (const Alias& alias : module.aliases)
    if (alias.override_value == value && module.tables[alias.table].bus == table.bus)
      return alias.override_prefix;
  return std::nullopt;
}

}  // namespace

std::uint32_t first_empty_entry(const DecodedModule& module, std::uint32_t table) {
  const DecodedTable& decoded = module.tables[table];
  const TableView view = view_of(module, decoded);
  std::uint32_t index = 0;
  while (index < decoded.entries &&
         !Bytes(Entry(view, index).all_bytes(), module.abi.order).is_all_zero())
    ++index;
  return index;
}

std::vector<EntryPatterns> patterns_of(const DecodedModule& module, std::uint32_t table) {
  std::vector<EntryPatterns> all;
  const DecodedTable& decoded = module.tables[table];
  if (decoded.variant == nullptr || decoded.entries == 0) return all;
  const TableView view = view_of(module, decoded);
  AliasSink sink;
  const std::uint32_t end = first_empty_entry(module, table);
  for (std::uint32_t i = 0; i < end; ++i) {
    const Entry entry(view, i);
    const auto prefix = prefix_of(module, decoded, entry);
    if (!prefix) continue;
    write_aliases(entry, *decoded.variant, sink);
    EntryPatterns patterns{i};
    for (const std::string& alias : sink.aliases) patterns.patterns.push_back(*prefix + alias);
    if (!patterns.patterns.empty()) all.push_back(std::move(patterns));
    sink.aliases.clear();
  }
  return all;
}

}  // namespace ko2alias
