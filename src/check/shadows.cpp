#include "check/shadows.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "check/checked_module.h"
#include "check/entry_patterns.h"
#include "pattern/alias_index.h"
#include "pattern/glob.h"
#include "pattern/glob_relations.h"

namespace ko2alias {
namespace {

// A pattern that covers another matches each of its devices, so any one device of an entry leads to
// all candidates by the index: a table of 3,000 entries costs 3,000 look-ups and not 4,500,000
// comparisons.
class ShadowFinder {
 public:
  ShadowFinder(const CheckedModule& module, std::uint32_t table)
      : module_(module),
        table_(table),
        entries_(patterns_of(module.module(), table)),
        index_(all_patterns()) {}

  [[nodiscard]] std::vector<Shadow> find() const {
    std::vector<Shadow> shadows;
    std::map<const std::vector<std::string>*, Same, ByTexts> same;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const auto earlier = find_earlier(i);
      Same& own = same[&entries_[i].patterns];
      if (earlier) {
        Shadow& shadow = shadows.emplace_back(describe(entries_[*earlier], entries_[i]));
        add_repeated(
            own.find(shadow.later_data,
                     [&](std::uint32_t entry) { return module_.data().text(table_, entry); }),
            shadow);
      }
      own.add(entries_[i].entry);
    }
    return shadows;
  }

 private:
  // The patterns of a large table are not copied.
  struct ByTexts {
    bool operator()(const std::vector<std::string>* a, const std::vector<std::string>* b) const {
      return *a < *b;
    }
  };

  // Entries with the same aliases, by their driver data. Data are asked for where there are two.
  class Same {
   public:
    void add(std::uint32_t entry) { waiting_.push_back(entry); }
    template <class DataOf>
    std::optional<std::uint32_t> find(const std::string& data, DataOf data_of) {
      for (const std::uint32_t entry : waiting_) by_data_.try_emplace(data_of(entry), entry);
      waiting_.clear();
      const auto found = by_data_.find(data);
      return found == by_data_.end() ? std::nullopt : std::optional(found->second);
    }

   private:
    std::vector<std::uint32_t> waiting_;
    std::map<std::string, std::uint32_t> by_data_;
  };

  // An entry that is like an earlier one covers nothing that the earlier one does not.
  std::vector<Glob> all_patterns() {
    std::size_t count = 0;
    for (const EntryPatterns& entry : entries_) count += entry.patterns.size();
    std::vector<Glob> all;
    all.reserve(count);
    owners_.reserve(count);
    std::set<const std::vector<std::string>*, ByTexts> seen;
    for (std::size_t i = 0; i < entries_.size(); ++i)
      if (seen.insert(&entries_[i].patterns).second) add_patterns(i, all);
    return all;
  }

  void add_patterns(std::size_t i, std::vector<Glob>& all) {
    for (const std::string& pattern : entries_[i].patterns) {
      all.emplace_back(pattern);
      owners_.push_back(i);
    }
  }

  // The first entry before this one that matches all its devices.
  [[nodiscard]] std::optional<std::size_t> find_earlier(std::size_t at) const {
    std::optional<std::size_t> found;
    const Glob first(entries_[at].patterns.front());
    const auto sample = first.sample();
    if (!sample) return std::nullopt;
    for (const AliasIndex::Id id : index_.matching(*sample)) {
      const std::size_t owner = owners_[id];
      if (owner >= at || (found && owner >= *found)) continue;
      if (covers(owner, at)) found = owner;
    }
    return found;
  }

  // An entry may have several aliases: each of the later one's has to be covered by some alias of
  // the earlier one.
  [[nodiscard]] bool covers(std::size_t earlier, std::size_t later) const {
    const auto& wide = entries_[earlier].patterns;
    return std::all_of(entries_[later].patterns.begin(), entries_[later].patterns.end(),
                       [&](const std::string& narrow) {
                         return std::any_of(wide.begin(), wide.end(), [&](const std::string& w) {
                           return covers_token_by_token(Glob(w), Glob(narrow));
                         });
                       });
  }

  // Local objects may have one name, so data with the same text may differ.
  void add_repeated(std::optional<std::uint32_t> candidate, Shadow& shadow) const {
    if (!candidate) return;
    shadow.repeated_data = module_.data().compare(table_, *candidate, shadow.later);
    if (shadow.repeated_data != SameData::no) shadow.repeated = candidate;
  }

  [[nodiscard]] Shadow describe(const EntryPatterns& earlier, const EntryPatterns& later) const {
    return {.earlier = earlier.entry,
            .later = later.entry,
            .pattern = earlier.patterns.front(),
            .later_pattern = later.patterns.front(),
            .is_identical = earlier.patterns == later.patterns,
            .same_data = module_.data().compare(table_, earlier.entry, later.entry),
            .earlier_data = module_.data().text(table_, earlier.entry),
            .later_data = module_.data().text(table_, later.entry)};
  }

  const CheckedModule& module_;
  std::uint32_t table_;
  std::vector<EntryPatterns> entries_;
  /// For each pattern of the index the entry that it belongs to.
  std::vector<std::size_t> owners_;
  AliasIndex index_;
};

}  // namespace

bool is_too_large_for_shadows(const DecodedModule& module, std::uint32_t table) {
  constexpr std::ptrdiff_t most_aliases = 200'000;
  return std::count_if(module.aliases.begin(), module.aliases.end(),
                       [&](const Alias& alias) { return alias.table == table; }) > most_aliases;
}

std::vector<Shadow> find_shadows(const CheckedModule& module, std::uint32_t table) {
  if (is_too_large_for_shadows(module.module(), table)) return {};
  return ShadowFinder(module, table).find();
}

}  // namespace ko2alias
