#include "check/checked_module.h"

#include <algorithm>
#include <unordered_set>

#include "bus/buses.h"
#include "pattern/alias_bus.h"
#include "pattern/glob.h"
#include "pattern/glob_relations.h"

namespace ko2alias {
namespace {

// Most aliases of a module are of one bus.
class CatchAlls {
 public:
  bool have(std::string_view alias) {
    const Bus* const bus = find_bus_of(alias);
    if (bus == nullptr || !override_prefix_of(alias).empty()) return false;
    if (bus != bus_) all_.emplace(pattern_of_all(*bus));
    bus_ = bus;
    return all_->prefix().size() < alias.size() &&
           covers_token_by_token(Glob::of_alias(alias), *all_);
  }

 private:
  const Bus* bus_ = nullptr;
  std::optional<Glob> all_{};
};

std::vector<Glob> globs_of(const std::vector<const ModuleAlias*>& aliases) {
  std::vector<Glob> globs;
  globs.reserve(aliases.size());
  for (const ModuleAlias* const alias : aliases) globs.push_back(Glob::of_alias(alias->pattern));
  return globs;
}

}  // namespace

CheckedModule::CheckedModule(const ModuleReport& report)
    : report_(report), shadows_(is_listed() ? 0 : report.module->tables.size()) {
  find_aliases();
}

void CheckedModule::find_aliases() {
  std::unordered_set<std::string_view> seen;
  CatchAlls catch_alls;
  for (const ModuleAlias& alias : report_.aliases) {
    const bool is_new = seen.insert(alias.pattern).second;
    const bool is_handwritten = is_new && alias.origin == Origin::modinfo;
    if (is_handwritten) handwritten_.push_back(&alias);
    if (!is_new && alias.decoded == nullptr) continue;
    aliases_.push_back(&alias);
    if (catch_alls.have(alias.pattern)) catch_alls_.push_back(&alias);
  }
}

std::optional<Release> CheckedModule::release() const {
  return is_listed() ? std::nullopt : std::optional(module().choice.release);
}

// A pattern that covers another matches each of its devices, so any one of them leads to all
// candidates.
bool CheckedModule::loads_for(std::string_view pattern) const {
  if (!index_) index_.emplace(globs_of(aliases_));
  const Glob narrow = Glob::of_alias(pattern);
  const auto sample = narrow.sample();
  if (!sample) return false;
  const auto candidates = index_->matching(*sample);
  return std::any_of(candidates.begin(), candidates.end(), [&](AliasIndex::Id id) {
    return covers_token_by_token(index_->glob(id), narrow);
  });
}

const std::vector<Shadow>& CheckedModule::shadows(std::uint32_t table) const {
  auto& known = shadows_[table];
  if (!known) known = find_shadows(*this, table);
  return *known;
}

const DriverData& CheckedModule::data() const {
  if (!data_) data_.emplace(module(), image());
  return *data_;
}

FindingPlace place_of(const DecodedTable& table, std::uint32_t entry, std::string_view alias) {
  return {
      .table = std::string(table.table.symbol_name), .entry = entry, .alias = std::string(alias)};
}

FindingPlace place_of(const CheckedModule& module, const ModuleAlias& alias) {
  FindingPlace place{.line = alias.line, .alias = std::string(alias.pattern)};
  if (!alias.table.empty()) {
    place.table = alias.table;
    place.entry = alias.entry;
  } else if (!module.is_listed()) {
    place.section = ".modinfo";
  }
  return place;
}

}  // namespace ko2alias
