// A record beside its modules. Both sides are patterns as the record's consumer matches them: what
// it could be told of the aliases, and what it is told. Neither may match a device that the other
// does not.
#include <algorithm>
#include <unordered_set>

#include <fmt/core.h>

#include "check/metadata_rules.h"
#include "metadata/pattern_set.h"
#include "metadata/rpm_modalias.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// The work on a whole record, some ten seconds.
constexpr std::uint64_t most_steps_of_record = 2'000'000'000;

// Why SUSE's text is read in another way than it was meant; empty if it is not.
std::string_view misread_by_zypper(const RecordedPattern& pattern) {
  if (!pattern.package.empty() && !pattern.package.starts_with("kernel"))
    return "what stands before the first ':' is taken for a package, as there is another ':' and "
           "no kernel before it";
  const auto percent = pattern.pattern.find('%');
  const bool is_escape_left =
      percent != std::string::npos && pattern.text.find("%25") == std::string::npos;
  return is_escape_left ? "an escape in it is broken" : std::string_view();
}

}  // namespace

struct CheckedRecord::Wanted {
  const PackagedModule* module;
  std::string_view alias;
  std::string pattern;
};

CheckedRecord::CheckedRecord(const PackageRecord& record, std::span<const PackagedModule> modules)
    : record_(record), consumer_(record.consumer()), modules_(modules) {
  for (const PackagedModule& module : modules) names_.insert(module.name);
  sort_out_unusable();
  compare();
}

std::set<std::string_view> CheckedRecord::flavours() const {
  std::set<std::string_view> flavours;
  for (const PackagedModule& module : modules_)
    if (const auto flavour = flavour_of(module.vermagic); !flavour.empty())
      flavours.insert(flavour);
  return flavours;
}

// An alias with a comma stands there as two that no device has.
void CheckedRecord::find_cut_aliases() {
  std::unordered_set<std::string_view> aliases;
  for (const PackagedModule& module : modules_)
    for (const std::string& alias : module.aliases)
      if (alias.find(',') != std::string::npos) aliases.insert(alias);
  constexpr std::size_t most_parts = 8;
  for (std::size_t i = 0; !aliases.empty() && i < usable_.size(); ++i) {
    std::string joined = usable_[i]->pattern;
    for (std::size_t k = i + 1; k < std::min(usable_.size(), i + most_parts); ++k) {
      joined += "," + usable_[k]->pattern;
      if (!aliases.contains(joined)) continue;
      unusable_.push_back({usable_[i],
                           "the comma in '" + escape_for_terminal(joined) + "' cuts it in two",
                           joined});
      usable_.erase(usable_.begin() + static_cast<std::ptrdiff_t>(i),
                    usable_.begin() + static_cast<std::ptrdiff_t>(k + 1));
      --i;
      break;
    }
  }
}

void CheckedRecord::sort_out_unusable() {
  for (const RecordedPattern& pattern : record_.patterns) {
    std::string_view reason = why_never(consumer_, pattern.pattern);
    if (record_.kind == RecordKind::supplements && reason.empty())
      reason = misread_by_zypper(pattern);
    if (reason.empty())
      usable_.push_back(&pattern);
    else
      unusable_.push_back({&pattern, std::string(reason)});
  }
  if (consumer_.dialect == GlobDialect::python) find_cut_aliases();
}

std::vector<CheckedRecord::Wanted> CheckedRecord::wanted() const {
  std::vector<Wanted> wanted;
  for (const PackagedModule& module : modules_)
    for (const std::string& alias : module.aliases)
      for (std::string& pattern : carry(consumer_, alias).patterns)
        wanted.push_back({&module, alias, std::move(pattern)});
  return wanted;
}

void CheckedRecord::compare() {
  const std::vector<Wanted> wanted = this->wanted();
  std::vector<std::string> told;
  told.reserve(usable_.size());
  for (const RecordedPattern* const pattern : usable_) told.push_back(pattern->pattern);
  std::vector<std::string> to_tell;
  to_tell.reserve(wanted.size());
  for (const Wanted& one : wanted) to_tell.push_back(one.pattern);
  const PatternSet recorded(consumer_, told);
  const PatternSet of_modules(consumer_, to_tell);
  Work work(most_steps_of_record);
  std::set<std::string_view> seen;
  for (const Wanted& one : wanted)
    if (recorded.cover(one.pattern, work) == PatternSet::Answer::no &&
        seen.insert(one.pattern).second)
      missing_.push_back({one.module, one.alias, one.pattern});
  for (const RecordedPattern* const pattern : usable_) {
    const auto answer = of_modules.cover(pattern->pattern, work);
    if (answer == PatternSet::Answer::yes) continue;
    const auto within = of_modules.within(pattern->pattern, work);
    if (answer == PatternSet::Answer::open)
      wider_.push_back(
          {pattern, "it takes too much work to say whether the modules drive all of it"});
    else if (within.empty())
      stale_.push_back({pattern});
    else
      wider_.push_back(
          {pattern,
           fmt::format("they drive those of '{}'{}",
                       escape_for_terminal(wanted[within.front()].alias),
                       within.size() > 1 ? fmt::format(" and {} more", within.size() - 1) : "")});
  }
}

}  // namespace ko2alias
