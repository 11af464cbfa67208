#include "metadata/pattern_set.h"

#include <algorithm>

#include "pattern/device_shape.h"
#include "pattern/glob_relations.h"
#include "pattern/glob_search.h"

namespace ko2alias {
namespace {

// The work on one pattern: a class of devices overlaps with thousands.
constexpr std::uint64_t most_steps = 20'000'000;

std::vector<Glob> read_all(const Consumer& consumer, const std::vector<std::string>& patterns) {
  std::vector<Glob> globs;
  globs.reserve(patterns.size());
  for (const std::string& pattern : patterns) globs.push_back(read_pattern(consumer, pattern));
  return globs;
}

// The patterns that RPM's scripts made one with a bracket of: `d1[02]` is d10 and d12. None where
// the first bracket is another one.
std::vector<std::string> unmerged(std::string_view pattern) {
  const auto open = pattern.find('[');
  const auto close = pattern.find(']', open);
  if (open == std::string_view::npos || close == std::string_view::npos) return {};
  const std::string_view inside = pattern.substr(open + 1, close - open - 1);
  if (inside.find_first_of("-!^[\\") != std::string_view::npos) return {};
  std::vector<std::string> patterns;
  for (const char c : inside)
    patterns.push_back(std::string(pattern.substr(0, open)) + c +
                       std::string(pattern.substr(close + 1)));
  return patterns;
}

}  // namespace

PatternSet::PatternSet(const Consumer& consumer, const std::vector<std::string>& patterns)
    : consumer_(consumer), index_(read_all(consumer, patterns)) {
  for (const std::string& pattern : patterns) texts_.insert(folded(consumer, pattern));
}

PatternSet::Answer PatternSet::cover(std::string_view pattern, Work& work) const {
  if (texts_.contains(folded(consumer_, pattern))) return Answer::yes;
  const std::vector<std::string> parts = unmerged(pattern);
  const auto is_there = [&](const std::string& part) {
    return texts_.contains(folded(consumer_, part));
  };
  if (!parts.empty() && std::all_of(parts.begin(), parts.end(), is_there)) return Answer::yes;
  const Glob glob = read_pattern(consumer_, pattern);
  Work part = work.part(most_steps);
  // A star at the end stands for the fields that devices report.
  const Answer as_text = cover(glob, part);
  const Answer answer =
      as_text == Answer::no && has_shape(glob) ? cover(shaped_as_device(glob), part) : as_text;
  work.add(part.done());
  return part.is_used_up() ? Answer::open : answer;
}

PatternSet::Answer PatternSet::cover(const Glob& glob, Work& work) const {
  const auto sample = glob.sample();
  // It matches nothing, so nothing is left uncovered.
  if (!sample) return Answer::yes;
  const auto candidates = index_.matching(*sample, work);
  if (candidates.empty()) return Answer::no;
  for (const auto id : candidates)
    if (covers_token_by_token(index_.glob(id), glob, work)) return Answer::yes;
  std::vector<const Glob*> others;
  for (const auto id : index_.overlapping(glob, work)) others.push_back(&index_.glob(id));
  const Glob* const all_of[] = {&glob};
  switch (find_text(all_of, others, work).outcome) {
    case TextSearch::Outcome::none: return Answer::yes;
    case TextSearch::Outcome::found: return Answer::no;
    default: return Answer::open;
  }
}

std::vector<AliasIndex::Id> PatternSet::within(std::string_view pattern, Work& work) const {
  Work part = work.part(most_steps);
  auto ids = index_.within(read_pattern(consumer_, pattern), part);
  work.add(part.done());
  return ids;
}

}  // namespace ko2alias
