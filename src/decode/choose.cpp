// A module's vermagic names the release, and the release names the variant of each bus. But vendors
// port changes back without a word in the number. So every table is tried against the layout of its
// release; only where that fails do others get their turn.
//
// Two pci tables of a module with vermagic `5.14.0-427.el9.x86_64`, whose number stands for entries
// of 32 bytes (from 5.15 on they have 40, with override_only), and whose driver_data are all 0:
//
//   120 bytes     not a multiple of 32: the variant of 5.14 is impossible
//                 a multiple of 40, and the last 40 bytes are zero: that of 5.15 is possible
//   160 bytes     a multiple of 32 and of 40, and the last 40 bytes are zero
//                 read as 4 entries of 32 bytes and the terminator, all but the first begin in the
//                 middle of an entry, with a vendor of 0: three of four are implausible
//                 read as 3 entries of 40 bytes and the terminator, all make sense
//
// Both are read as 5.15 has it. Several tables of one bus are judged together: a module has one
// layout for them all.
//
// A vendor's number gives way once one entry in four is implausible and another layout makes sense
// of them all. Mainline's number gives way only where its layout is impossible: true tables may
// hold odd values.
#include "decode/choose.h"

#include <map>

#include <fmt/core.h>

#include "bus/buses.h"
#include "decode/fit.h"

namespace ko2alias {
namespace {

// A vendor's number is doubted from this share of implausible entries on.
constexpr double senseless = 0.25;

using Tables = std::vector<DecodedTable*>;

double misfit(const Variant& variant, const Abi& abi, const Tables& tables) {
  double sum = 0;
  for (const DecodedTable* table : tables) sum += misfit_of(variant, abi, table->table.bytes);
  return sum;
}

struct Candidate {
  const Variant* variant = nullptr;
  double misfit = impossible;
};

// The variant that fits best; among equals, the one nearest above the expected one, as a change
// that was ported back comes from a newer kernel. Older variants count only where the expected one
// cannot be.
Candidate best_variant(const Bus& bus, const Variant* expected, bool is_expected_possible,
                       const Abi& abi, const Tables& tables) {
  Candidate best;
  const auto consider = [&](const Variant& variant) {
    if (const double m = misfit(variant, abi, tables); m < best.misfit) best = {&variant, m};
  };
  // Variants stand newest first.
  const std::size_t count = bus.variants.size();
  const std::size_t at =
      expected != nullptr ? static_cast<std::size_t>(expected - bus.variants.data()) : count;
  for (std::size_t newer = at; newer > 0; --newer) consider(bus.variants[newer - 1]);
  if (is_expected_possible) return best;
  for (std::size_t older = at; older < count; ++older) consider(bus.variants[older]);
  return best;
}

std::string describe_size(const Variant& variant, const Abi& abi) {
  return fmt::format("{}-byte entries", entry_size(variant, abi));
}

std::string reason_for(const Candidate& best, const Variant* expected, const Abi& abi,
                       const Release& release) {
  const std::string found = fmt::format("{} of {}", describe_size(*best.variant, abi),
                                        to_string(first_release(best.variant->since)));
  if (expected == nullptr)
    return fmt::format("{} had no such aliases; the table fits the {}", to_string(release), found);
  return fmt::format("the table does not fit the {} of {}, but the {}",
                     describe_size(*expected, abi), to_string(release), found);
}

void choose_for_bus(const Bus& bus, const Tables& tables, const Abi& abi, const Release& release) {
  const Variant* const expected = variant_for(bus, release);
  for (DecodedTable* table : tables) table->variant = expected;
  if (expected == nullptr && !release.is_distribution) return;
  const double expected_misfit = expected != nullptr ? misfit(*expected, abi, tables) : impossible;
  if (expected_misfit < (release.is_distribution ? senseless : impossible)) return;
  const bool is_possible = expected_misfit < impossible;
  const Candidate best = best_variant(bus, expected, is_possible, abi, tables);
  const bool is_better = is_possible ? best.misfit == 0 : best.misfit < impossible;
  if (best.variant == nullptr || best.variant == expected || !is_better) return;
  const std::string reason = reason_for(best, expected, abi, release);
  for (DecodedTable* table : tables) {
    table->variant = best.variant;
    table->reason = reason;
  }
}

}  // namespace

void choose_variants(std::vector<DecodedTable>& tables, const Abi& abi, const Release& release) {
  std::map<const Bus*, Tables> by_bus;
  for (DecodedTable& table : tables)
    if (table.bus != nullptr) by_bus[table.bus].push_back(&table);
  for (const auto& [bus, group] : by_bus) choose_for_bus(*bus, group, abi, release);
}

}  // namespace ko2alias
