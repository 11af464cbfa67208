#include "check/checked_module.h"

#include <unordered_set>

#include <fmt/core.h>

#include "bus/buses.h"
#include "pattern/glob.h"
#include "pattern/glob_relations.h"

namespace ko2alias {
namespace {

std::vector<std::string_view> find_handwritten(const ModuleReport& report) {
  std::unordered_set<std::string_view> seen;
  for (const Alias& alias : report.module->aliases) seen.insert(alias.pattern);
  std::vector<std::string_view> handwritten;
  for (const ModuleAlias& alias : report.aliases)
    if (alias.origin == Origin::modinfo && seen.insert(alias.pattern).second)
      handwritten.push_back(alias.pattern);
  return handwritten;
}

bool is_catch_all(const Alias& alias, const Bus& bus) {
  const Glob any(pattern_of_all(bus));
  return any.prefix().size() < alias.pattern.size() && alias.override_prefix.empty() &&
         covers_token_by_token(Glob::of_alias(alias.pattern), any);
}

std::vector<const Alias*> find_catch_alls(const DecodedModule& module) {
  std::vector<const Alias*> found;
  for (const Alias& alias : module.aliases)
    if (is_catch_all(alias, *module.tables[alias.table].bus)) found.push_back(&alias);
  return found;
}

}  // namespace

CheckedModule::CheckedModule(const ModuleReport& report)
    : report_(report),
      handwritten_(find_handwritten(report)),
      catch_alls_(find_catch_alls(*report.module)),
      shadows_(report.module->tables.size()) {}

const std::vector<Shadow>& CheckedModule::shadows(std::uint32_t table) const {
  auto& known = shadows_[table];
  if (!known) known = find_shadows(*this, table);
  return *known;
}

const DriverData& CheckedModule::data() const {
  if (!data_) data_.emplace(module(), image());
  return *data_;
}

std::string place_of(const DecodedTable& table, std::uint32_t entry) {
  return fmt::format("{}: entry {}", table.table.symbol_name, entry);
}

std::string place_of(const CheckedModule& module, const Alias& alias) {
  return place_of(module.module().tables[alias.table], alias.entry);
}

}  // namespace ko2alias
