#include "diff/coverage.h"

#include <algorithm>

#include "pattern/alias_bus.h"
#include "pattern/device_shape.h"
#include "pattern/generic.h"
#include "pattern/glob.h"
#include "pattern/glob_relations.h"
#include "pattern/glob_search.h"
#include "pattern/kmod_text.h"

namespace ko2alias {

using Id = Claims::Id;
using Ids = std::vector<Id>;

namespace {

// To kmod, a modalias with an open bracket matches nothing, and `-` is `_`: a pattern like `a[-]*`
// or `a[[]*` matches texts, but no device.
bool is_read_as_it_is(const std::string& device) {
  return has_paired_brackets(device) && normalized(device) == device;
}

}  // namespace

// The work on one pattern: coverage.h's six questions. The sample comes first because a pattern of
// a whole class overlaps with all others of its bus, thousands perhaps, and most lost patterns need
// no list of those.
class Coverer {
 public:
  Coverer(const std::string& alias, const Glob& pattern, const Counterpart& other, Work& work)
      : alias_(alias),
        pattern_(pattern),
        shaped_(shaped_as_device(pattern)),
        is_generic_(GenericAliases().has(alias)),
        other_(other),
        work_(work) {}

  Coverage run() {
    work_.add(pattern_.tokens().size());
    Coverage coverage = decide();
    if (work_.is_used_up()) return {Extent::undecided, {}, device_};
    if (coverage.extent != Extent::all && is_read_as_it_is(device_)) coverage.device = device_;
    return coverage;
  }

 private:
  using Extent = Coverage::Extent;

  Coverage decide() {
    const auto sample = shaped_.sample();
    // It matches nothing, so nothing is left uncovered.
    if (!sample) return {Extent::all};
    if (is_supported(*sample)) {
      if (const auto one = find_one(*sample)) return {Extent::all, {*one}};
      if (const auto together = find_device()) return {Extent::all, *together};
    }
    if (Ids parts = find_parts(); !parts.empty()) return {Extent::some, std::move(parts)};
    if (const auto generic = find_generic(*sample)) return {Extent::generic, {*generic}};
    return {Extent::none, find_classes()};
  }

  [[nodiscard]] const AliasIndex& index() const { return other_.claims_.index(); }
  [[nodiscard]] const Glob& glob(Id id) const { return index().glob(id); }

  // A class of devices overlaps with thousands of patterns, which are looked for once.
  [[nodiscard]] const Ids& overlapping() {
    if (!overlapping_) overlapping_ = index().overlapping(pattern_, work_);
    return *overlapping_;
  }

  // --- what supports a device ---

  [[nodiscard]] Ids matching(const std::string& text) const {
    Ids ids;
    other_.trie_.find(text, ids, work_);
    work_.add(ids.size());
    return ids;
  }

  [[nodiscard]] bool is_support(Id id) const { return is_generic_ || !other_.is_generic_[id]; }

  [[nodiscard]] Ids support(Ids ids) const {
    std::erase_if(ids, [&](Id id) { return !is_support(id); });
    return ids;
  }

  [[nodiscard]] Ids support_of(const std::string& text) const { return support(matching(text)); }

  // Keeps a text that nothing supports. If the work was used up on the way, nothing is known.
  [[nodiscard]] bool is_supported(const std::string& text) {
    if (!support_of(text).empty()) return true;
    if (!work_.is_used_up()) device_ = text;
    return false;
  }

  [[nodiscard]] std::vector<const Glob*> globs(const Ids& ids) const {
    std::vector<const Glob*> found;
    found.reserve(ids.size());
    for (const Id id : ids) found.push_back(&glob(id));
    return found;
  }

  // --- questions 2 to 4: is all of it matched? ---

  // A pattern that covers all by itself. Of several, a new one tells what changed, and then the
  // narrowest tells most.
  [[nodiscard]] std::optional<Id> find_one(const std::string& sample) {
    filled_ = other_.filler_.text_of(pattern_, bus_of(alias_));
    std::optional<Id> best;
    for (const Id id : support_of(filled_.value_or(sample))) {
      if (!covers_token_by_token(glob(id), pattern_, work_)) continue;
      const bool is_better = !best || (other_.is_new(id) && !other_.is_new(*best)) ||
                             (other_.is_new(id) == other_.is_new(*best) &&
                              covers_token_by_token(glob(*best), glob(id), work_));
      if (is_better) best = id;
    }
    return best;
  }

  // Looks for a device that is not supported: first one that looks real, for the reader. Returns
  // the patterns that cover all together if there is none.
  std::optional<Ids> find_device() {
    if (finds_device_in_sets() || (filled_ && !is_supported(*filled_))) return std::nullopt;
    const Ids candidates = support(overlapping());
    const Glob* const all_of[] = {&pattern_};
    const TextSearch search = find_text(all_of, globs(candidates), work_);
    if (search.outcome == TextSearch::Outcome::none) return needed(candidates);
    device_ = search.text;
    return std::nullopt;
  }

  // Tries the sample with each byte of each set, and that with its stars left empty: most gaps that
  // ranges leave are seen so.
  [[nodiscard]] bool finds_device_in_sets() {
    if (!is_supported(pattern_.sample().value_or(""))) return true;
    std::string text = shaped_.sample().value_or("");
    std::size_t at = 0;
    for (const Glob::Token& token : shaped_.tokens()) {
      if (is_star(token)) continue;
      const char first = text[at];
      for (unsigned c = 0; c < 128 && token.kind == Glob::Kind::set; ++c) {
        if (!shaped_.takes(token, static_cast<std::uint8_t>(c))) continue;
        text[at] = static_cast<char>(c);
        if (work_.is_used_up() || !is_supported(text)) return true;
      }
      text[at++] = first;
    }
    return false;
  }

  // Patterns that cover all together, none of which can be left out: of d0[0-4]*, d0[5-9A-F]* and
  // d01* it is the first two. A long list stays as it is, for each step is a search.
  [[nodiscard]] Ids needed(const Ids& candidates) {
    constexpr std::size_t most = 64;
    constexpr std::uint64_t most_steps = 1'000'000;
    Ids left = candidates;
    for (std::size_t i = left.size(); i-- > 0 && candidates.size() <= most;) {
      Ids without = left;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
      const Glob* const all_of[] = {&pattern_};
      Work part = work_.part(most_steps);
      if (find_text(all_of, globs(without), part).outcome == TextSearch::Outcome::none)
        left = std::move(without);
      work_.add(part.done());
    }
    return left;
  }

  // --- questions 5 and 6: is some of it matched, or all by a generic alias? ---

  // New patterns that may share devices with this one. Without fields of known width, any two
  // patterns with stars share texts, as each star takes in the other's text; no device reports such
  // a one. There only patterns count that match the sample.
  [[nodiscard]] const Ids& crossing() {
    if (!crossing_) crossing_ = support(find_crossing());
    return *crossing_;
  }
  [[nodiscard]] Ids find_crossing() const {
    Ids ids;
    if (has_shape(pattern_)) {
      for (const Id place : other_.new_index_.overlapping(pattern_, work_))
        ids.push_back(other_.new_ids_[place]);
    } else {
      ids = matching(pattern_.sample().value_or(""));
      std::erase_if(ids, [&](Id id) { return !other_.is_new(id); });
    }
    return ids;
  }

  // Patterns that lie within this one, and new ones that speak of some of its devices. A class of
  // devices may have thousands of new parts; some of them are enough.
  [[nodiscard]] Ids find_parts() {
    constexpr std::size_t enough = 16;
    Ids parts = support(index().within(pattern_, work_));
    for (const Id id : crossing()) {
      if (parts.size() >= enough || work_.is_used_up()) break;
      if (!std::binary_search(parts.begin(), parts.end(), id) && speaks_of_the_same(glob(id)) &&
          adds_something(id))
        parts.insert(std::lower_bound(parts.begin(), parts.end(), id), id);
    }
    return parts;
  }

  [[nodiscard]] std::optional<Id> find_generic(const std::string& sample) const {
    for (const Id id : matching(sample))
      if (other_.is_generic_[id] && covers_token_by_token(glob(id), pattern_, work_)) return id;
    return std::nullopt;
  }

  // New patterns of a class that a device of this one may be of. On buses whose fields have no
  // known width, what crosses is another id that a device may report besides, and no class.
  [[nodiscard]] Ids find_classes() {
    Ids classes;
    if (!has_shape(pattern_)) return classes;
    for (const Id id : crossing())
      if (overlap(shaped_, shaped_as_device(glob(id)), work_)) classes.push_back(id);
    return classes;
  }

  // Whether the other pattern is about the same devices, rather than about a class that some of
  // them happen to be of: it begins alike for at least half of the way to the first wildcard.
  [[nodiscard]] bool speaks_of_the_same(const Glob& other) const {
    return other.prefix().size() >= pattern_.prefix().size() / 2 &&
           have_natural_overlap(pattern_, other, work_);
  }

  // Whether a new pattern matches a device of this one that no pattern of both kernels matches. One
  // such device is tried before the search for all. Where it is matched, a pattern that matches it
  // mostly covers the new one.
  [[nodiscard]] bool adds_something(Id id) {
    const Glob* const both[] = {&pattern_, &glob(id)};
    const auto is_common = [&](Id other) { return is_support(other) && !other_.is_new(other); };
    const auto device = obvious_common(pattern_, glob(id), work_);
    const Ids ids = matching(device ? *device : find_text(both, {}, work_).text);
    if (std::none_of(ids.begin(), ids.end(), is_common)) return true;
    const auto covers_new = [&](Id other) {
      return is_common(other) && covers_token_by_token(glob(other), glob(id), work_);
    };
    if (std::any_of(ids.begin(), ids.end(), covers_new)) return false;
    Ids common = overlapping();
    std::erase_if(common, [&](Id other) {
      return !is_common(other) || !overlap(glob(id), glob(other), work_);
    });
    return common.empty() ||
           find_text(both, globs(common), work_).outcome == TextSearch::Outcome::found;
  }

  const std::string& alias_;
  const Glob& pattern_;
  const Glob shaped_;
  const bool is_generic_;
  const Counterpart& other_;
  Work& work_;
  /// The pattern with its stars filled by a byte that the other kernel does not name.
  std::optional<std::string> filled_;
  std::optional<Ids> overlapping_;
  std::optional<Ids> crossing_;
  std::string device_;
};

namespace {

std::vector<std::string> pick(const std::vector<std::string>& patterns, const Ids& ids) {
  std::vector<std::string> picked;
  picked.reserve(ids.size());
  for (const Id id : ids) picked.push_back(patterns[id]);
  return picked;
}

Ids ids_of_new(const Claims& claims, const Claims& compared_with) {
  Ids ids;
  for (Id id = 0; id < claims.patterns().size(); ++id)
    if (!compared_with.has_pattern(claims.patterns()[id])) ids.push_back(id);
  return ids;
}

}  // namespace

Counterpart::Counterpart(const Claims& claims, const Claims& compared_with)
    : claims_(claims),
      is_new_(claims.patterns().size()),
      is_generic_(claims.patterns().size()),
      new_ids_(ids_of_new(claims, compared_with)),
      new_index_(globs_of(pick(claims.patterns(), new_ids_))),
      trie_(claims.patterns()),
      filler_(claims.index(), claims.patterns()) {
  for (const Id id : new_ids_) is_new_[id] = true;
  GenericAliases generic;
  for (Id id = 0; id < is_generic_.size(); ++id)
    is_generic_[id] = generic.has(claims.patterns()[id]);
}

Coverage Counterpart::cover(const std::string& pattern, const Glob& glob, Work& work) const {
  return Coverer(pattern, glob, *this, work).run();
}

}  // namespace ko2alias
