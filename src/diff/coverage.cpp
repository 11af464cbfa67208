#include "diff/coverage.h"
#include "pattern/device_shape.h"
#include "pattern/glob.h"
#include "pattern/glob_relations.h"
#include "pattern/glob_search.h"

#include <algorithm>

namespace ko2alias {

using Id = Claims::Id;

// The work on one pattern: coverage.h's five questions. The sample comes first because a pattern
// of a whole class overlaps with all others of its bus, thousands perhaps, and most lost patterns
// need no list of those.
class Coverer {
 public:
  Coverer(const Glob& pattern, const Counterpart& other) : pattern_(pattern), other_(other) {}

  Coverage run() {
    using Extent = Coverage::Extent;
    const auto sample = shaped_as_device(pattern_).sample();
    // It matches nothing, so nothing is left uncovered.
    if (!sample) return {Extent::all};
    std::string device = *sample;
    if (index().is_matched(device)) {
      candidates_ = index().overlapping(pattern_);
      if (const auto one = find_one()) return {Extent::all, {*one}};
      const TextSearch search = find_device();
      if (search.outcome == TextSearch::Outcome::none) return {Extent::all, needed()};
      device = search.text;
    }
    if (auto parts = find_parts(); !parts.empty()) return {Extent::some, std::move(parts), device};
    return {Extent::none, find_classes(), device};
  }

 private:
  [[nodiscard]] const AliasIndex& index() const { return other_.claims_.index(); }
  [[nodiscard]] const Glob& glob(Id id) const { return index().glob(id); }

  [[nodiscard]] std::vector<const Glob*> globs(const std::vector<Id>& ids) const {
    std::vector<const Glob*> found;
    found.reserve(ids.size());
    for (const Id id : ids) found.push_back(&glob(id));
    return found;
  }

  // A pattern that covers all by itself. Of several, a new one tells what changed, and then the
  // narrowest tells most.
  [[nodiscard]] std::optional<Id> find_one() const {
    std::optional<Id> best;
    for (const Id id : candidates_) {
      if (!covers_token_by_token(glob(id), pattern_)) continue;
      const bool is_better = !best || (other_.is_new(id) && !other_.is_new(*best)) ||
                             (other_.is_new(id) == other_.is_new(*best) &&
                              covers_token_by_token(glob(*best), glob(id)));
      if (is_better) best = id;
    }
    return best;
  }

  // A device that no pattern matches. One that looks real is searched first, for the reader; only
  // the search among all texts can prove that there is none.
  [[nodiscard]] TextSearch find_device() const {
    const Glob shaped = shaped_as_device(pattern_);
    const Glob* form[] = {&shaped};
    TextSearch search = find_text(form, globs(candidates_));
    if (search.outcome == TextSearch::Outcome::found) return search;
    form[0] = &pattern_;
    return find_text(form, globs(candidates_));
  }

  // Patterns that cover all together, none of which can be left out: of d0[0-4]*, d0[5-9A-F]* and
  // d01* it is the first two. A long list stays as it is, for each step is a search.
  [[nodiscard]] std::vector<Id> needed() const {
    constexpr std::size_t most = 64;
    std::vector<Id> left = candidates_;
    for (std::size_t i = left.size(); i-- > 0 && candidates_.size() <= most;) {
      std::vector<Id> without = left;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
      const Glob* const all_of[] = {&pattern_};
      if (find_text(all_of, globs(without)).outcome == TextSearch::Outcome::none)
        left = std::move(without);
    }
    return left;
  }

  // Places in `new_ids_` of new patterns that may share devices with this one. Without fields of
  // known width, any two patterns with stars share texts, as each star takes in the other's text;
  // no device reports such a one. There only patterns count that match the sample.
  [[nodiscard]] std::vector<Id> crossing() const {
    if (has_shape(pattern_)) return other_.new_index_.overlapping(pattern_);
    return other_.new_index_.matching(pattern_.sample().value_or(""));
  }

  // Patterns that lie within this one, and new ones that speak of some of its devices. A class of
  // devices may have thousands of new parts; some of them are enough.
  [[nodiscard]] std::vector<Id> find_parts() const {
    constexpr std::size_t enough = 16;
    std::vector<Id> parts = index().within(pattern_);
    for (const Id place : crossing()) {
      if (parts.size() >= enough) break;
      const Id id = other_.new_ids_[place];
      if (!std::binary_search(parts.begin(), parts.end(), id) && speaks_of_the_same(glob(id)) &&
          adds_something(id))
        parts.insert(std::lower_bound(parts.begin(), parts.end(), id), id);
    }
    return parts;
  }

  // New patterns of a class that a device of this one may be of. On buses whose fields have no
  // known width, what crosses is another id that a device may report besides, and no class.
  [[nodiscard]] std::vector<Id> find_classes() const {
    std::vector<Id> classes;
    if (!has_shape(pattern_)) return classes;
    const Glob device = shaped_as_device(pattern_);
    for (const Id place : crossing()) {
      const Id id = other_.new_ids_[place];
      if (overlap(device, shaped_as_device(glob(id)))) classes.push_back(id);
    }
    return classes;
  }

  // Whether the other pattern is about the same devices, rather than about a class that some of
  // them happen to be of: it begins alike for at least half of the way to the first wildcard.
  [[nodiscard]] bool speaks_of_the_same(const Glob& other) const {
    return other.prefix().size() >= pattern_.prefix().size() / 2 &&
           have_natural_overlap(pattern_, other);
  }

  // Whether a new pattern matches a device of this one that no pattern of both kernels matches. One
  // such device is tried before the search for all.
  [[nodiscard]] bool adds_something(Id id) const {
    const Glob* const both[] = {&pattern_, &glob(id)};
    const auto is_common = [&](Id other) { return !other_.is_new(other); };
    const std::vector<Id> matching = index().matching(find_text(both, {}).text);
    if (std::none_of(matching.begin(), matching.end(), is_common)) return true;
    std::vector<Id> common = index().overlapping(pattern_);
    std::erase_if(common,
                  [&](Id other) { return !is_common(other) || !overlap(glob(id), glob(other)); });
    return common.empty() || find_text(both, globs(common)).outcome == TextSearch::Outcome::found;
  }

  const Glob& pattern_;
  const Counterpart& other_;
  std::vector<Id> candidates_;
};

namespace {

std::vector<std::string> pick(const std::vector<std::string>& patterns,
                              const std::vector<Id>& ids) {
  std::vector<std::string> picked;
  picked.reserve(ids.size());
  for (const Id id : ids) picked.push_back(patterns[id]);
  return picked;
}

std::vector<Id> ids_of_new(const Claims& claims, const Claims& compared_with) {
  std::vector<Id> ids;
  for (Id id = 0; id < claims.patterns().size(); ++id)
    if (!compared_with.has_pattern(claims.patterns()[id])) ids.push_back(id);
  return ids;
}

}  // namespace

Counterpart::Counterpart(const Claims& claims, const Claims& compared_with)
    : claims_(claims),
      is_new_(claims.patterns().size()),
      new_ids_(ids_of_new(claims, compared_with)),
      new_index_(globs_of(pick(claims.patterns(), new_ids_))) {
  for (const Id id : new_ids_) is_new_[id] = true;
}

Coverage Counterpart::cover(const Glob& pattern) const { return Coverer(pattern, *this).run(); }

}  // namespace ko2alias
