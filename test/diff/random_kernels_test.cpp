// Random small kernels compared. The comparison is judged by its mirror, by trying every text, and
// by counting what it has to mention.
#include <algorithm>
#include <map>
#include <random>

#include "diff/change_texts.h"
#include "diff/diff.h"
#include "kit/kernel_lines.h"
#include "kit/kit.h"
#include "pattern/generic.h"
#include "pattern/glob.h"
#include "pattern/glob_relations.h"
#include "pattern/kmod_text.h"

namespace ko2alias::test {
namespace {

std::string random_pattern(std::mt19937& random, std::string_view head) {
  std::string pattern(random() % 5, ' ');
  for (char& c : pattern) c = "aab*?*"[random() % 6];
  return std::string(head) + pattern;
}

// An entry of a real kernel has one override prefix at most, and so has this kernel.
Kernel random_kernel(std::mt19937& random, std::string_view override_head) {
  strings lines;
  const std::size_t size = random() % 7;
  for (std::size_t i = 0; i < size; ++i) {
    const std::string name(1, "mnop"[random() % 4]);
    const std::string_view head = random() % 4 == 0 ? override_head : "";
    // Whether a module is built in is said once, by its first alias.
    lines.push_back(name + " " + random_pattern(random, head));
  }
  Kernel made = kernel(lines);
  for (KernelModule& module : made.modules) module.is_builtin = random() % 3 == 0;
  return made;
}

struct TwoKernels {
  Kernel before;
  Kernel after;
};

TwoKernels random_kernels(std::mt19937& random) {
  const bool is_swapped = random() % 2 == 0;
  TwoKernels two{random_kernel(random, is_swapped ? "vfio_pci:" : "pci:"),
                 random_kernel(random, is_swapped ? "pci:" : "vfio_pci:")};
  // Some aliases are in both.
  if (!two.before.modules.empty() && random() % 2 == 0) {
    const KernelModule& shared = two.before.modules[random() % two.before.modules.size()];
    std::erase_if(two.after.modules,
                  [&](const KernelModule& module) { return module.name == shared.name; });
    two.after.modules.push_back(shared);
  }
  return two;
}

// Texts of the patterns' letters and one more that only wildcards match.
const strings& all_texts() {
  static const strings made = [] {
    strings texts{""};
    for (std::size_t i = 0, size = 1; size <= 8; ++size)
      for (const std::size_t end = texts.size(); i < end; ++i)
        for (const char c : {'a', 'b', 'c'}) texts.push_back(texts[i] + c);
    return texts;
  }();
  return made;
}

bool is_generic(std::string_view pattern) { return GenericAliases().has(normalized(pattern)); }

// Generic aliases support no others.
bool is_matched_by(const Kernel& kernel, const std::string& text, bool without_generic) {
  return std::any_of(kernel.modules.begin(), kernel.modules.end(), [&](const KernelModule& module) {
    return std::any_of(module.claims.begin(), module.claims.end(), [&](const Claim& claim) {
      return !(without_generic && is_generic(claim.pattern)) &&
             Glob::of_alias(claim.pattern).matches(text);
    });
  });
}

bool is_matched_by(const std::vector<ClaimRef>& claims, const std::string& text) {
  return std::any_of(claims.begin(), claims.end(), [&](const ClaimRef& claim) {
    return Glob::of_alias(claim.pattern()).matches(text);
  });
}

// Judges the change of an alias that only its own kernel has, by trying all texts.
void check_coverage(const Change& change, const ClaimRef& claim, const Kernel& other) {
  CAPTURE(name_of(change.category), std::string(claim.pattern()), change.device);
  const Glob glob = Glob::of_alias(claim.pattern());
  const bool is_covered = change.category == Category::still_covered ||
                          change.category == Category::narrowed ||
                          change.category == Category::already_covered;
  if (!is_covered) {
    CHECK(glob.matches(change.device));
    CHECK_FALSE(is_matched_by(other, change.device, !is_generic(claim.pattern())));
  }
  const bool is_to_generic = change.category == Category::lost_to_generic ||
                             change.category == Category::gained_from_generic;
  if (is_to_generic) CHECK(is_generic(change.others.at(0).pattern()));
  const bool is_part =
      change.category == Category::partly_lost || change.category == Category::widened;
  if (is_covered || is_part) CHECK_FALSE(change.others.empty());
  for (const ClaimRef& part : change.others) CHECK(overlap(glob, Glob::of_alias(part.pattern())));
  if (!is_covered) return;
  for (const std::string& text : all_texts())
    if (glob.matches(text) && !is_matched_by(change.others, text))
      FAIL_CHECK("not covered: " << text);
}

using Counts = std::map<std::pair<std::string, std::string>, int>;

// Whether a kernel may match with a built-in module what it does not record. A kernel that records
// aliases of device tables tells all of a module of which it tells anything.
bool may_match_unrecorded(const Kernel& kernel, const std::string& name) {
  bool is_built_in = false;
  bool is_recorded = false;
  bool records_tables = false;
  for (const KernelModule& module : kernel.modules) {
    if (!module.is_builtin && module.name == name) return false;
    if (!module.is_builtin) continue;
    is_built_in |= module.name == name;
    is_recorded |= module.name == name && !module.claims.empty();
    for (const Claim& claim : module.claims)
      records_tables |= claim.pattern.starts_with("pci:") || claim.pattern.starts_with("vfio_pci:");
  }
  return is_built_in && !(is_recorded && records_tables);
}

// The aliases of a kernel that a comparison has to mention once: the other kernel lacks them, or
// has them as the other kind of module. Those that it may match without a record need not be
// mentioned where nothing else speaks of them, and are taken from `told`.
Counts expected_counts(const Kernel& kernel, const Kernel& other, const Counts& told) {
  std::map<std::pair<std::string, std::string>, bool> others;
  for (const KernelModule& module : other.modules)
    for (const Claim& claim : module.claims)
      others[{module.name, claim.pattern}] = module.is_builtin;
  Counts counts;
  for (const KernelModule& module : kernel.modules)
    for (const Claim& claim : module.claims) {
      const std::pair alias(module.name, claim.pattern);
      const auto same = others.find(alias);
      if (same != others.end() && same->second == module.is_builtin) continue;
      const bool is_unknown =
          same == others.end() && module.is_builtin && may_match_unrecorded(other, module.name);
      if (!is_unknown || told.contains(alias)) counts[alias] = 1;
    }
  return counts;
}

// A claim that the kernel itself makes has a pattern and its module: neither stands for a module
// without aliases, nor for what one that is built in without a record matches.
Counts counts_of(const Comparison& comparison, const Kernel& kernel,
                 std::optional<ClaimRef> Change::*side) {
  Counts counts;
  const auto is_made = [&](const ClaimRef& claim) {
    return claim.pattern().empty() ||
           std::none_of(kernel.modules.begin(), kernel.modules.end(),
                        [&](const KernelModule& module) { return &module == claim.module; });
  };
  for (const Change& change : comparison.changes)
    if (const auto& claim = change.*side; claim && !is_made(*claim))
      ++counts[{std::string(claim->name()), std::string(claim->pattern())}];
  return counts;
}

}  // namespace

TEST_CASE("diff: the other way round gives the mirror", "[diff]") {
  const unsigned seed = GENERATE(range(1U, has_time() ? 5U : 3U));
  CAPTURE(seed);
  std::mt19937 random(seed);
  Counts seen;
  for (int i = 0; i < 1000; ++i) {
    const auto [before, after] = random_kernels(random);
    const Comparison there = compare(before, after, {});
    const Comparison back = compare(after, before, {});
    CAPTURE(i, texts_of(there), texts_of(back));
    const auto check_mirror = [&](Category one, std::vector<Category> others) {
      std::size_t count = 0;
      for (const Category other : others) count += back.count(other);
      CHECK(there.count(one) == count);
    };
    check_mirror(Category::lost, {Category::gained});
    check_mirror(Category::gained, {Category::lost});
    check_mirror(Category::lost_to_generic, {Category::gained_from_generic});
    check_mirror(Category::gained_from_generic, {Category::lost_to_generic});
    check_mirror(Category::partly_lost, {Category::widened});
    check_mirror(Category::widened, {Category::partly_lost});
    check_mirror(Category::still_covered, {Category::narrowed, Category::already_covered});
    check_mirror(Category::moved, {Category::moved});
    check_mirror(Category::override_changed, {Category::override_changed});
    check_mirror(Category::now_built_in, {Category::now_module});
    check_mirror(Category::now_module, {Category::now_built_in});
    for (const Change& change : there.changes) ++seen[{std::string(name_of(change.category)), ""}];
    CHECK(compare(before, before, {}).changes.empty());
  }
  // Every category was met but data-changed, not-decided, and one at most that is rare: there are
  // no driver data, and nothing takes much work.
  strings names;
  for (const auto& [name, count] : seen) names.push_back(name.first);
  CAPTURE(names);
  CHECK(seen.size() >= category_count - 3);
  CHECK_FALSE(seen.contains({"data-changed", ""}));
  CHECK_FALSE(seen.contains({"not-decided", ""}));
}

TEST_CASE("diff: what is covered and what is not, by trying every text", "[diff]") {
  const unsigned seed = GENERATE(1U, 2U, 3U);
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 60; ++i) {
    const auto [before, after] = random_kernels(random);
    const Comparison comparison = compare(before, after, {});
    CAPTURE(i, texts_of(comparison));
    for (const Change& change : comparison.changes) {
      if (change.before && !change.after) check_coverage(change, *change.before, after);
      if (change.after && !change.before) check_coverage(change, *change.after, before);
    }
  }
}

TEST_CASE("diff: each alias that one kernel alone has is told of once", "[diff]") {
  const unsigned seed = GENERATE(1U, 2U, 3U);
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 1000; ++i) {
    const auto [before, after] = random_kernels(random);
    const Comparison comparison = compare(before, after, {});
    CAPTURE(i, texts_of(comparison));
    const Counts old_told = counts_of(comparison, before, &Change::before);
    const Counts new_told = counts_of(comparison, after, &Change::after);
    CHECK(old_told == expected_counts(before, after, old_told));
    CHECK(new_told == expected_counts(after, before, new_told));
  }
}

}  // namespace ko2alias::test
