// The caveats of a comparison: gaps in what is known of the kernels, so that a reader does not take
// them for changes.
//
//   7.2.json: nothing says which modules are built in, so those of 6.12.json seem to be missing
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kernel/kernel_name.h"

namespace ko2alias {

enum class CaveatKind : std::uint8_t {
  /// Nothing says which modules `kernel` has built in. Those of `other` seem to be missing there,
  /// or `count` of the changes may be of modules that it has built in.
  built_ins_unknown,
  /// `kernel` has modules built in, but no record of what they match. They are taken to match what
  /// they match in `other`, by `count` aliases.
  aliases_unrecorded,
  /// `kernel` knows modules from device tables alone. They are taken to have the aliases by hand,
  /// `count` of them, that they have in `other`. Without a count: `other` has more that may be by
  /// hand, or from a table, and these seem to be missing.
  hand_written_unknown,
  /// `kernel` is a list that has no modules without aliases. Those of `other` were not compared.
  modules_unknown,
  /// Driver data were asked for, and those of `count` aliases are not known of both kernels.
  data_unknown,
  /// Those of `count` aliases lead to places that have no name in one kernel at least, as in a
  /// stripped module. Each build lays these out anew.
  data_unnamed,
  /// The comparison took more work than it may, so that `count` aliases are not decided.
  not_decided,
};

/// Looks into the kernels and the options of the comparison.
struct Caveat {
  CaveatKind kind = CaveatKind::built_ins_unknown;
  /// The kernel of which something is not known, and the other one.
  KernelName kernel{};
  KernelName other{};
  std::size_t count = 0;
};

/// `built-ins-unknown`, as JSON writes it.
std::string_view name_of(CaveatKind kind);

/// The caveat as a sentence, without a full stop. Names are as they are: the format escapes them.
std::string sentence_of(const Caveat& caveat);

}  // namespace ko2alias
