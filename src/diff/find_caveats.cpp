#include "diff/find_caveats.h"

#include <algorithm>
#include <unordered_set>

#include "kernel/kernel_gaps.h"

namespace ko2alias {
namespace {

class CaveatFinder {
 public:
  CaveatFinder(const Kernel& before, const CompareOptions& options, const Comparison& comparison)
      : before_(before), options_(options), comparison_(comparison) {}

  // A list of aliases that depmod wrote, or a package without its modules.builtin, tells nothing of
  // built-in modules. If the other kernel tells, all of its built-in modules look lost or gained;
  // if not, modules that are built in on one side alone do.
  void add_unknown_built_ins(const Kernel& lacks, const BuiltIns& built_ins, const Kernel& other,
                             const std::optional<ClaimRef> Change::*side) {
    if (built_ins.are_known() || options_.without_built_ins) return;
    if (has_built_ins(other))
      add({.kind = CaveatKind::built_ins_unknown, .kernel = name(lacks), .other = name(other)});
    else if (const std::size_t count = count_missing(lacks, side); count != 0)
      add({.kind = CaveatKind::built_ins_unknown, .kernel = name(lacks), .count = count});
  }

  void add_count(CaveatKind kind, std::size_t count) {
    if (count != 0) add({.kind = kind, .count = count});
  }

  void add_unrecorded(const Kernel& kernel, const Kernel& other, const UnrecordedCounts& counts) {
    const auto add_taken = [&](CaveatKind kind, std::size_t count) {
      if (count != 0)
        add({.kind = kind, .kernel = name(kernel), .other = name(other), .count = count});
    };
    add_taken(CaveatKind::aliases_unrecorded, counts.built_in);
    add_taken(CaveatKind::hand_written_unknown, counts.by_hand);
    if (may_lack_by_hand(kernel, other))
      add({.kind = CaveatKind::hand_written_unknown, .kernel = name(kernel), .other = name(other)});
  }

  void add_unknown_modules(const Kernel& lacks, const Kernel& other) {
    if (!tells_of_bare_modules(lacks) && tells_of_bare_modules(other))
      add({.kind = CaveatKind::modules_unknown, .kernel = name(lacks), .other = name(other)});
  }

  std::vector<Caveat> caveats;

 private:
  void add(const Caveat& caveat) { caveats.push_back(caveat); }

  [[nodiscard]] KernelName name(const Kernel& kernel) const {
    return &kernel == &before_ ? comparison_.before : comparison_.after;
  }

  // How many of the changes that are shown are of modules that a kernel lacks as a whole.
  [[nodiscard]] std::size_t count_missing(const Kernel& lacks,
                                          const std::optional<ClaimRef> Change::*side) const {
    std::unordered_set<std::string_view> names;
    for (const KernelModule& module : lacks.modules) names.insert(module.name);
    return static_cast<std::size_t>(std::count_if(
        comparison_.changes.begin(), comparison_.changes.end(), [&](const Change& change) {
          const bool is_there = change.before && change.after;
          return !is_there && (change.*side) && !names.contains((change.*side)->name());
        }));
  }

  const Kernel& before_;
  const CompareOptions& options_;
  const Comparison& comparison_;
};

}  // namespace

std::vector<Caveat> find_caveats(const Kernel& before, const Kernel& after,
                                 const CompareOptions& options, const Gaps& gaps,
                                 const Comparison& comparison) {
  CaveatFinder finder(before, options, comparison);
  finder.add_unknown_built_ins(after, gaps.built_ins.after, before, &Change::before);
  finder.add_unknown_built_ins(before, gaps.built_ins.before, after, &Change::after);
  finder.add_unrecorded(before, after, gaps.unrecorded_before);
  finder.add_unrecorded(after, before, gaps.unrecorded_after);
  finder.add_unknown_modules(before, after);
  finder.add_unknown_modules(after, before);
  finder.add_count(CaveatKind::data_unknown, gaps.unknown_data);
  finder.add_count(CaveatKind::data_unnamed, gaps.unnamed_data);
  finder.add_count(CaveatKind::not_decided, gaps.undecided);
  return std::move(finder.caveats);
}

}  // namespace ko2alias
