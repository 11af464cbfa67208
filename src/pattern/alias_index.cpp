// The patterns whose prefix begins a text are found by hash, one look-up for each size that a
// prefix has. The patterns whose prefix is longer than a text stand in a row of the sorted
// prefixes.
#include "pattern/alias_index.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "pattern/glob_relations.h"

namespace ko2alias {

namespace {

std::uint64_t signature_of(std::string_view text) {
  std::uint64_t signature = 0;
  for (std::size_t i = 0; i + 3 <= text.size(); ++i) {
    const unsigned run = as_byte(text[i]) * 7U + as_byte(text[i + 1]) * 31U + as_byte(text[i + 2]);
    signature |= std::uint64_t{1} << run % 64;
  }
  return signature;
}

}  // namespace

std::vector<Glob> globs_of(const std::vector<std::string>& aliases) {
  std::vector<Glob> globs;
  globs.reserve(aliases.size());
  for (const std::string& alias : aliases) globs.push_back(Glob::of_alias(alias));
  return globs;
}

AliasIndex::AliasIndex(std::vector<Glob> patterns)
    : globs_(std::move(patterns)), sorted_(globs_.size()) {
  samples_.reserve(globs_.size());
  for (const Glob& glob : globs_) samples_.push_back(glob.sample());
  std::iota(sorted_.begin(), sorted_.end(), 0);
  const auto prefix = [&](Id id) -> const std::string& { return globs_[id].prefix(); };
  std::sort(sorted_.begin(), sorted_.end(), [&](Id a, Id b) {
    const int order = prefix(a).compare(prefix(b));
    return order != 0 ? order < 0 : a < b;
  });
  signatures_.reserve(sorted_.size());
  for (const Id id : sorted_)
    signatures_.push_back(samples_[id] ? signature_of(*samples_[id]) : ~std::uint64_t{0});
  for (std::uint32_t begin = 0, end = 0; begin < sorted_.size(); begin = end) {
    while (end < sorted_.size() && prefix(sorted_[end]) == prefix(sorted_[begin])) ++end;
    by_prefix_[prefix(sorted_[begin])] = {begin, end};
    sizes_.push_back(prefix(sorted_[begin]).size());
  }
  std::sort(sizes_.begin(), sizes_.end());
  sizes_.erase(std::unique(sizes_.begin(), sizes_.end()), sizes_.end());
}

template <class Visit>
void AliasIndex::visit_prefixes_of(std::string_view text, Work& work, Visit visit) const {
  for (const std::size_t size : sizes_) {
    if (size > text.size()) return;
    // A hash takes about eight bytes in a step.
    work.add(1 + size / 8);
    const auto range = by_prefix_.find(text.substr(0, size));
    if (range == by_prefix_.end()) continue;
    for (std::uint32_t i = range->second.begin; i < range->second.end; ++i) {
      work.add(1);
      if (work.is_used_up()) return;
      visit(sorted_[i]);
    }
  }
}

std::vector<AliasIndex::Id> AliasIndex::matching(std::string_view text, Work& work) const {
  std::vector<Id> found;
  visit_prefixes_of(text, work, [&](Id id) {
    if (globs_[id].matches(text, work)) found.push_back(id);
  });
  std::sort(found.begin(), found.end());
  return found;
}

template <class Visit>
void AliasIndex::visit_behind(std::string_view prefix, Work& work, Visit visit) const {
  const auto is_behind = [&](std::string_view text, Id id) { return text < globs_[id].prefix(); };
  auto at = std::upper_bound(sorted_.begin(), sorted_.end(), prefix, is_behind);
  for (; at != sorted_.end() && globs_[*at].prefix().starts_with(prefix); ++at) {
    work.add(1 + prefix.size() / 8);
    if (work.is_used_up()) return;
    visit(*at);
  }
}

std::vector<AliasIndex::Id> AliasIndex::overlapping(const Glob& glob, Work& work) const {
  std::vector<Id> found;
  const auto take = [&](Id id) {
    if (overlap(globs_[id], glob, work)) found.push_back(id);
  };
  visit_prefixes_of(glob.prefix(), work, take);
  visit_behind(glob.prefix(), work, take);
  std::sort(found.begin(), found.end());
  return found;
}

std::pair<std::size_t, std::size_t> AliasIndex::places_with(std::string_view prefix) const {
  const auto is_before = [&](Id id, std::string_view text) { return globs_[id].prefix() < text; };
  const auto begin = std::lower_bound(sorted_.begin(), sorted_.end(), prefix, is_before);
  const auto end = std::partition_point(
      begin, sorted_.end(), [&](Id id) { return globs_[id].prefix().starts_with(prefix); });
  return {begin - sorted_.begin(), end - sorted_.begin()};
}

std::vector<AliasIndex::Id> AliasIndex::within(const Glob& glob, Work& work) const {
  std::vector<Id> found;
  // Every text of a pattern within the glob holds the glob's longest run of bytes. Looking for it
  // in one text rules out nearly all of the thousands of `of:N*T*C…`.
  const std::string run = glob.longest_run();
  const std::uint64_t signature = signature_of(run);
  const auto holds_run = [&](Id id) {
    if (!samples_[id]) return true;
    work.add(samples_[id]->size() / 8);
    return samples_[id]->find(run) != std::string::npos;
  };
  // A pattern with a shorter prefix, or another one, cannot lie within it.
  const auto [begin, end] = places_with(glob.prefix());
  work.add(1 + (end - begin) / 8);
  for (std::size_t i = begin; i < end; ++i) {
    if ((signature & ~signatures_[i]) != 0) continue;
    if (work.is_used_up()) break;
    const Id id = sorted_[i];
    if (holds_run(id) && covers_token_by_token(glob, globs_[id], work)) found.push_back(id);
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace ko2alias
