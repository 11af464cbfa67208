#include "diff/caveat.h"

#include <fmt/core.h>

#include "support/text.h"

namespace ko2alias {

std::string_view name_of(CaveatKind kind) {
  switch (kind) {
    case CaveatKind::built_ins_unknown: return "built-ins-unknown";
    case CaveatKind::bus_unknown: return "bus-unknown";
    case CaveatKind::aliases_unrecorded: return "aliases-unrecorded";
    case CaveatKind::not_decided: return "not-decided";
  }
  return {};
}

std::string sentence_of(const Caveat& caveat) {
  switch (caveat.kind) {
    case CaveatKind::built_ins_unknown:
      return fmt::format(
          "{}: nothing says which modules are built in, so those of {} seem to be missing",
          caveat.kernel, caveat.other);
    case CaveatKind::bus_unknown:
      return fmt::format("{}: neither kernel has an alias of this bus", caveat.bus);
    case CaveatKind::aliases_unrecorded:
      return fmt::format(
          "{} of the {} aliases are of modules that {} has built in as well: its "
          "modules.builtin.modinfo does not say what they match",
          with_commas(caveat.count), name_of(caveat.category), caveat.kernel);
    case CaveatKind::not_decided:
      return fmt::format(
          "{} {} not compared with the other kernel's: that takes more work than one comparison "
          "may",
          with_commas(caveat.count), noun_of(caveat.count, "alias was", "aliases were"));
  }
  return {};
}

}  // namespace ko2alias
