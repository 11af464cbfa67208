#include "diff/unrecorded.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "pattern/alias_bus.h"

namespace ko2alias {
namespace {

void add_built_ins(std::vector<KernelModule>& modules, const BuiltIns& built_ins,
                   const Kernel& other) {
  for (const KernelModule& module : other.modules) {
    if (module.claims.empty() || !built_ins.has_unrecorded(module.name)) continue;
    KernelModule& made = modules.emplace_back();
    made.name = module.name;
    made.is_builtin = true;
    for (const Claim& claim : module.claims) made.claims.push_back({.pattern = claim.pattern});
  }
}

bool is_decoded(const Claim& claim) { return claim.place.has_value(); }

bool has_decoded(const KernelModule& module) {
  return std::any_of(module.claims.begin(), module.claims.end(), is_decoded);
}

// Tells of a kernel's claims whether they were written by hand.
class HandWriting {
 public:
  explicit HandWriting(const Kernel& kernel)
      : knows_tables_(std::any_of(kernel.modules.begin(), kernel.modules.end(), has_decoded)) {}

  /// Whether a claim was surely written by hand. One of a list, or of a stripped module, may be
  /// from a table, unless no table makes such aliases.
  [[nodiscard]] bool is_sure(const KernelModule& module, const Claim& claim) const {
    if (is_decoded(claim)) return false;
    if (has_decoded(module) || find_bus_of(claim.pattern) == nullptr) return true;
    return knows_tables_ && !module.is_listed && !is_of_table(claim.pattern);
  }

 private:
  bool knows_tables_;
};

// Calls `visit` for each module of the other kernel that the kernel knows from tables alone, with
// the kernel's own.
template <class Visit>
void visit_tables_alone(const Kernel& kernel, const Kernel& other, Visit visit) {
  std::unordered_map<std::string_view, const KernelModule*> files;
  for (const KernelModule& module : kernel.modules)
    if (!module.is_builtin && module.is_tables_alone) files.emplace(module.name, &module);
  if (files.empty()) return;
  for (const KernelModule& module : other.modules)
    if (const auto own = files.find(module.name); own != files.end()) visit(module, *own->second);
}

void add_by_hand(std::vector<KernelModule>& modules, const Kernel& kernel, const Kernel& other) {
  const HandWriting writing(other);
  visit_tables_alone(kernel, other, [&](const KernelModule& module, const KernelModule& own) {
    KernelModule made;
    made.name = own.name;
    for (const Claim& claim : module.claims)
      if (writing.is_sure(module, claim)) made.claims.push_back({.pattern = claim.pattern});
    if (!made.claims.empty()) modules.push_back(std::move(made));
  });
}

}  // namespace

std::vector<KernelModule> unrecorded_modules(const Kernel& kernel, const BuiltIns& built_ins,
                                             const Kernel& other) {
  std::vector<KernelModule> modules;
  add_built_ins(modules, built_ins, other);
  add_by_hand(modules, kernel, other);
  return modules;
}

bool may_lack_by_hand(const Kernel& kernel, const Kernel& other) {
  const HandWriting writing(other);
  bool may_lack = false;
  visit_tables_alone(kernel, other, [&](const KernelModule& module, const KernelModule& own) {
    std::unordered_set<std::string_view> patterns;
    for (const Claim& claim : own.claims) patterns.insert(claim.pattern);
    may_lack = may_lack ||
               std::any_of(module.claims.begin(), module.claims.end(), [&](const Claim& claim) {
                 return !is_decoded(claim) && !writing.is_sure(module, claim) &&
                        !patterns.contains(claim.pattern);
               });
  });
  return may_lack;
}

UnrecordedCounts count_unrecorded(const Claims& claims,
                                  const std::vector<KernelModule>& unrecorded) {
  const auto is_made = [&](const ClaimRef& claim) {
    const std::less<> before;
    return !before(claim.module, unrecorded.data()) &&
           before(claim.module, unrecorded.data() + unrecorded.size());
  };
  const auto is_by_hand = [&](const ClaimRef& claim) {
    return !claim.is_builtin() && is_made(claim);
  };
  UnrecordedCounts counts;
  for (Claims::Id id = 0; id < claims.patterns().size(); ++id) {
    const std::vector<ClaimRef>& all = claims.of(id);
    const auto by_hand =
        static_cast<std::size_t>(std::count_if(all.begin(), all.end(), is_by_hand));
    counts.by_hand += by_hand;
    if (std::all_of(all.begin(), all.end(), is_made)) counts.built_in += all.size() - by_hand;
  }
  return counts;
}

}  // namespace ko2alias
