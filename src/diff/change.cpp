#include "diff/change.h"

#include <algorithm>

namespace ko2alias {
namespace {

// Whether an alias of which it was not decided what became of it may be in a category.
bool may_be(bool is_old, Category category) {
  switch (category) {
    case Category::not_decided: return true;
    case Category::lost:
    case Category::lost_to_generic:
    case Category::partly_lost:
    case Category::still_covered: return is_old;
    case Category::narrowed:
    case Category::widened:
    case Category::gained:
    case Category::gained_from_generic:
    case Category::already_covered: return !is_old;
    default: return false;
  }
}

}  // namespace

bool is_in(const Change& change, std::span<const Category> categories) {
  return categories.empty() ||
         std::any_of(categories.begin(), categories.end(), [&](Category category) {
           return change.category == Category::not_decided
                      ? may_be(change.before.has_value(), category)
                      : change.category == category;
         });
}

bool is_in(const DeviceChange& change, std::span<const Category> categories) {
  return categories.empty() ||
         std::find(categories.begin(), categories.end(), change.category) != categories.end();
}

bool are_same_kind(const ClaimRef& a, const ClaimRef& b) {
  return a.name() == b.name() && a.is_builtin() == b.is_builtin();
}

}  // namespace ko2alias
