#include "diff/diff.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "diff/coverage.h"
#include "diff/device_changes.h"
#include "kernel/kernel_config.h"

namespace ko2alias {
namespace {

using Extent = Coverage::Extent;
using ClaimRefs = std::vector<ClaimRef>;

// Both kernels side by side, and the aliases that only one of them has.
class Comparer {
 public:
  Comparer(const Kernel& before, const Kernel& after, const CompareOptions& options)
      : options_(options),
        before_kernel_(before),
        after_kernel_(after),
        before_(before),
        after_(after) {}

  Comparison run() {
    compare_patterns();
    pair_overrides();
    judge_rest();
    mark_renames();
    explain();
    if (options_.devices) compare_devices();
    keep_wanted();
    sort();
    comparison_.before = before_kernel_.name;
    comparison_.after = after_kernel_.name;
    return std::move(comparison_);
  }

 private:
  // --- the same pattern in both
  // ---------------------------------------------------------------------------

  void compare_patterns() {
    const auto& old_patterns = before_.patterns();
    const auto& new_patterns = after_.patterns();
    Claims::Id i = 0;
    Claims::Id j = 0;
    while (i < old_patterns.size() || j < new_patterns.size()) {
      const int order = i == old_patterns.size()   ? 1
                        : j == new_patterns.size() ? -1
                                                   : old_patterns[i].compare(new_patterns[j]);
      if (order < 0) gone_.push_back(i++);
      if (order > 0) come_.push_back(j++);
      if (order == 0) compare_claims(before_.of(i++), after_.of(j++));
    }
  }

  void compare_claims(const ClaimRefs& before, const ClaimRefs& after) {
    ClaimRefs left;
    ClaimRefs joined = after;
    for (const ClaimRef& claim : before) {
      const auto same = std::find_if(joined.begin(), joined.end(),
                                     [&](const ClaimRef& p) { return p.name() == claim.name(); });
      if (same == joined.end()) {
        left.push_back(claim);
        continue;
      }
      compare_claim(claim, *same);
      joined.erase(same);
    }
    while (!left.empty() && !joined.empty()) move(left, joined);
    for (const ClaimRef& claim : left)
      add({.category = Category::still_covered, .before = claim, .others = after});
    for (const ClaimRef& claim : joined)
      add({.category = Category::already_covered, .after = claim, .others = before});
  }

  void compare_claim(const ClaimRef& before, const ClaimRef& after) {
    if (before.is_builtin() != after.is_builtin())
      add({.category = after.is_builtin() ? Category::now_built_in : Category::now_module,
           .before = before,
           .after = after});
    else if (options_.with_data && !before.data().empty() && !after.data().empty() &&
             before.data() != after.data())
      add({.category = Category::data_changed, .before = before, .after = after});
  }

  // Of several modules that a pattern may have moved between, one that is gone and one that is new.
  void move(ClaimRefs& left, ClaimRefs& joined) {
    const auto from = std::stable_partition(
        left.begin(), left.end(), [&](const ClaimRef& p) { return after_.has_module(p.name()); });
    const auto to = std::stable_partition(joined.begin(), joined.end(), [&](const ClaimRef& p) {
      return before_.has_module(p.name());
    });
    const auto source = from != left.end() ? from : left.begin();
    const auto target = to != joined.end() ? to : joined.begin();
    add({.category = Category::moved, .before = *source, .after = *target});
    left.erase(source);
    joined.erase(target);
  }

  // --- patterns of one kernel alone
  // -----------------------------------------------------------------------

  using OneSided = std::vector<std::pair<Claims::Id, ClaimRef>>;

  static OneSided one_sided(const Claims& claims, const std::vector<Claims::Id>& ids) {
    OneSided all;
    for (const Claims::Id id : ids)
      for (const ClaimRef& claim : claims.of(id)) all.emplace_back(id, claim);
    return all;
  }

  // `pci:v…` here and `vfio_pci:v…` there, in one module. Each is paired once, the first with the
  // first.
  void pair_overrides() {
    gone_claims_ = one_sided(before_, gone_);
    const OneSided come = one_sided(after_, come_);
    const auto key = [](const Claims& claims, const std::pair<Claims::Id, ClaimRef>& one) {
      const std::string& pattern = claims.patterns()[one.first];
      return std::pair(pattern.substr(override_prefix_of(pattern).size()), one.second.name());
    };
    std::multimap<std::pair<std::string, std::string_view>, std::size_t> waiting;
    for (std::size_t i = 0; i < gone_claims_.size(); ++i)
      waiting.emplace(key(before_, gone_claims_[i]), i);
    std::vector<bool> is_paired(gone_claims_.size());
    for (const auto& one : come) {
      const auto same = waiting.find(key(after_, one));
      if (same == waiting.end()) {
        come_claims_.push_back(one);
        continue;
      }
      add({.category = Category::override_changed,
           .before = gone_claims_[same->second].second,
           .after = one.second});
      is_paired[same->second] = true;
      waiting.erase(same);
    }
    std::size_t at = 0;
    std::erase_if(gone_claims_, [&](const auto&) { return is_paired[at++]; });
  }

  void judge_rest() {
    const Counterpart old_side(before_, after_);
    const Counterpart new_side(after_, before_);
    for (const auto& [id, claim] : gone_claims_) {
      const Coverage coverage = new_side.cover(before_.index().glob(id));
      constexpr Category categories[] = {Category::lost, Category::partly_lost,
                                         Category::still_covered};
      add({.category = categories[static_cast<int>(coverage.extent)],
           .before = claim,
           .others = after_.of(coverage.by),
           .device = coverage.device});
    }
    for (const auto& [id, claim] : come_claims_) {
      const Coverage coverage = old_side.cover(after_.index().glob(id));
      add({.category = category_of_new(coverage, old_side),
           .after = claim,
           .others = before_.of(coverage.by),
           .device = coverage.device});
    }
  }

  // What an old alias that is gone matched before is left of it; otherwise it stands beside one
  // that is still there.
  static Category category_of_new(const Coverage& coverage, const Counterpart& old_side) {
    if (coverage.extent == Extent::none) return Category::gained;
    if (coverage.extent == Extent::some) return Category::widened;
    const bool is_left = std::any_of(coverage.by.begin(), coverage.by.end(),
                                     [&](Claims::Id id) { return old_side.is_new(id); });
    return is_left ? Category::narrowed : Category::already_covered;
  }

  // --- what it means
  // --------------------------------------------------------------------------------------

  // A module is renamed if it is gone, the other one is new, and nothing of the first went
  // elsewhere.
  void mark_renames() {
    std::map<std::string_view, std::vector<std::string_view>> targets;
    for (const Change& change : comparison_.changes)
      if (change.before)
        targets[change.before->name()].push_back(
            change.category == Category::moved ? change.after->name() : "");
    for (Change& change : comparison_.changes) {
      if (change.category != Category::moved) continue;
      const auto& to = targets[change.before->name()];
      change.is_renamed =
          !after_.has_module(change.before->name()) && !before_.has_module(change.after->name()) &&
          std::all_of(to.begin(), to.end(),
                      [&](std::string_view t) { return t == change.after->name(); });
    }
  }

  // Which option of the kernels' configurations explains that a module is gone or new, or built in.
  void explain() {
    const auto before = KernelConfig::parse(before_kernel_.config);
    const auto after = KernelConfig::parse(after_kernel_.config);
    if (!before || !after) return;
    std::map<std::pair<std::string_view, ModuleFate>, std::optional<OptionChange>> known;
    for (Change& change : comparison_.changes) {
      const auto fate = fate_of(change);
      if (!fate) continue;
      const std::string_view module = change.before ? change.before->name() : change.after->name();
      const auto [found, is_new] = known.try_emplace({module, *fate});
      if (is_new) found->second = find_option(*before, *after, module, *fate);
      if (const auto& option = found->second)
        change.reason = {option->option, option->before, option->after};
    }
  }

  [[nodiscard]] std::optional<ModuleFate> fate_of(const Change& change) const {
    if (change.category == Category::now_built_in) return ModuleFate::built_in;
    if (change.category == Category::now_module) return ModuleFate::module;
    if (change.before && !change.after && !after_.has_module(change.before->name()))
      return ModuleFate::gone;
    if (change.after && !change.before && !before_.has_module(change.after->name()))
      return ModuleFate::come;
    return std::nullopt;
  }

  // --- what devices feel
  // ----------------------------------------------------------------------------------

  void compare_devices() {
    FeltChanges felt = find_felt_changes(before_, after_, *options_.devices);
    comparison_.device_count = options_.devices->size();
    comparison_.device_changes = std::move(felt.devices);
    std::erase_if(comparison_.changes, [&](const Change& change) {
      return !felt.patterns.contains(
          normalized((change.before ? change.before : change.after)->pattern()));
    });
  }

  // --- what is wanted, in order
  // ---------------------------------------------------------------------------

  void add(Change change) {
    change.bus = bus_of((change.before ? change.before : change.after)->pattern());
    comparison_.changes.push_back(std::move(change));
  }

  template <class Items, class Item>
  static bool is_wanted(const Items& wanted, const Item& item) {
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), item) != wanted.end();
  }

  void keep_wanted() {
    const Glob module(options_.module.empty() ? "*" : normalized(options_.module));
    const auto is_of_module = [&](const ClaimRef& claim) { return module.matches(claim.name()); };
    std::erase_if(comparison_.changes, [&](const Change& change) {
      const bool is_module = (change.before && is_of_module(*change.before)) ||
                             (change.after && is_of_module(*change.after));
      return !is_module || !is_wanted(options_.buses, change.bus) ||
             !is_wanted(options_.categories, change.category);
    });
    std::erase_if(comparison_.device_changes, [&](const DeviceChange& change) {
      const bool is_module =
          std::any_of(change.before.begin(), change.before.end(), is_of_module) ||
          std::any_of(change.after.begin(), change.after.end(), is_of_module);
      return !is_module || !is_wanted(options_.buses, bus_of(change.device->modalias)) ||
             !is_wanted(options_.categories, change.category);
    });
  }

  // What names no bus comes last.
  void sort() {
    const auto key = [](const Change& change) {
      const auto name = [](const std::optional<ClaimRef>& claim) {
        return claim ? claim->name() : std::string_view();
      };
      const auto pattern = [](const std::optional<ClaimRef>& claim) {
        return claim ? claim->pattern() : std::string_view();
      };
      return std::tuple(change.category, change.bus == "other", change.bus, name(change.before),
                        name(change.after), pattern(change.before), pattern(change.after));
    };
    std::sort(comparison_.changes.begin(), comparison_.changes.end(),
              [&](const Change& a, const Change& b) { return key(a) < key(b); });
  }

  const CompareOptions& options_;
  const Kernel& before_kernel_;
  const Kernel& after_kernel_;
  Claims before_;
  Claims after_;
  std::vector<Claims::Id> gone_;
  std::vector<Claims::Id> come_;
  OneSided gone_claims_;
  OneSided come_claims_;
  Comparison comparison_;
};

}  // namespace

std::size_t Comparison::count(Category category) const {
  return static_cast<std::size_t>(
      std::count_if(changes.begin(), changes.end(),
                    [&](const Change& change) { return change.category == category; }));
}

Comparison compare(const Kernel& before, const Kernel& after, const CompareOptions& options) {
  return Comparer(before, after, options).run();
}

}  // namespace ko2alias
