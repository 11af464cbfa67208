#include "diff/groups.h"

#include <string_view>
#include <tuple>

#include "diff/wording.h"

namespace ko2alias {
namespace {

// Changes with the same key are a group. Aliases that others cover are grouped by the modules of
// these, too.
auto key_of(const Change& change) {
  const bool is_moved = change.category == Category::moved;
  const bool is_covered = change.category == Category::still_covered ||
                          change.category == Category::already_covered ||
                          change.category == Category::lost_to_generic ||
                          change.category == Category::gained_from_generic;
  return std::tuple(change.category, change.bus,
                    change.before ? change.before->name() : std::string_view(),
                    change.after && !is_moved ? change.after->name() : std::string_view(),
                    is_covered ? module_list(change.others) : "");
}

}  // namespace

std::vector<ChangeGroup> groups_of(const Comparison& comparison) {
  std::vector<ChangeGroup> groups;
  const ChangeGroup all = comparison.changes;
  for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    while (end < all.size() && key_of(all[end]) == key_of(all[begin])) ++end;
    groups.push_back(all.subspan(begin, end - begin));
  }
  return groups;
}

bool may_fold(ChangeGroup group) {
  constexpr std::size_t few = 3;
  return group.size() > few && !is_loss(group.front().category);
}

}  // namespace ko2alias
