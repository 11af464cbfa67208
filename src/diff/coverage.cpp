#include "diff/coverage.h"
#include "pattern/device_shape.h"
#include "pattern/glob.h"
#include "pattern/glob_relations.h"
#include "pattern/glob_search.h"

#include <algorithm>

namespace ko2alias {

using Id = Claims::Id;

// The work on one pattern. A class-wide pattern overlaps with all of its bus's, so the others are
// asked for only where a sample of the pattern is matched at all.
class Coverer {
 public:
  Coverer(const Glob& pattern, const Counterpart& other) : pattern_(pattern), other_(other) {}

  Coverage run() {
    using Extent = Coverage::Extent;
    const auto sample = shaped_as_device(pattern_).sample();
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

  // One pattern that covers all, a new one before those that were there, and the narrowest.
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

  // A device that nothing matches. One that looks real is tried first; only the search in all texts
  // can prove that there is none.
  [[nodiscard]] TextSearch find_device() const {
    const Glob shaped = shaped_as_device(pattern_);
    const Glob* form[] = {&shaped};
    TextSearch search = find_text(form, globs(candidates_));
    if (search.outcome == TextSearch::Outcome::found) return search;
    form[0] = &pattern_;
    return find_text(form, globs(candidates_));
  }

  // What is left when those are dropped without which the others still cover all.
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

  // New patterns that may share devices with this one. Without fields of known width, patterns
  // cross by stars that take in each other's text, which no device reports: there only a wider one
  // counts.
  [[nodiscard]] std::vector<Id> crossing() const {
    if (has_shape(pattern_)) return other_.new_index_.overlapping(pattern_);
    return other_.new_index_.matching(pattern_.sample().value_or(""));
  }

  // Of a class of devices, whose new parts may be thousands, some are enough.
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

  // Without shape, what crosses is another id that a device may report besides, and no class.
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

  // A whole class of pci devices has some with each vendor's ids. A pattern that speaks of the same
  // begins alike.
  [[nodiscard]] bool speaks_of_the_same(const Glob& other) const {
    return other.prefix().size() >= pattern_.prefix().size() / 2 &&
           have_natural_overlap(pattern_, other);
  }

  // Whether a new pattern matches a device of this one that the patterns of both kernels do not.
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
