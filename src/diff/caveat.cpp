#include "diff/caveat.h"

#include <fmt/core.h>

#include "support/text.h"

namespace ko2alias {

std::string_view name_of(CaveatKind kind) {
  switch (kind) {
    case CaveatKind::built_ins_unknown: return "built-ins-unknown";
    case CaveatKind::aliases_unrecorded: return "aliases-unrecorded";
    case CaveatKind::hand_written_unknown: return "hand-written-unknown";
    case CaveatKind::modules_unknown: return "modules-unknown";
    case CaveatKind::data_unknown: return "data-unknown";
    case CaveatKind::data_unnamed: return "data-unnamed";
    case CaveatKind::not_decided: return "not-decided";
  }
  return {};
}

std::string sentence_of(const Caveat& caveat) {
  switch (caveat.kind) {
    case CaveatKind::built_ins_unknown:
      if (caveat.other.called.empty())
        return fmt::format(
            "{}: nothing says which modules are built in, so {} {} of modules that may be",
            caveat.kernel.called, with_commas(caveat.count),
            noun_of(caveat.count, "change is", "changes are"));
      return fmt::format(
          "{}: nothing says which modules are built in, so those of {} seem to be missing",
          caveat.kernel.called, caveat.other.called);
    case CaveatKind::aliases_unrecorded:
      return fmt::format("{}: nothing says what its built-in modules match, so {} {} taken from {}",
                         caveat.kernel.called, with_commas(caveat.count),
                         noun_of(caveat.count, "alias of them is", "aliases of them are"),
                         caveat.other.called);
    case CaveatKind::hand_written_unknown:
      if (caveat.count == 0)
        return fmt::format(
            "{}: known from device tables alone, so aliases of {} that may be written by hand "
            "seem to be missing",
            caveat.kernel.called, caveat.other.called);
      return fmt::format(
          "{}: known from device tables alone, so {} written by hand {} taken from {}",
          caveat.kernel.called, counted(caveat.count, "alias", "aliases"),
          noun_of(caveat.count, "is", "are"), caveat.other.called);
    case CaveatKind::modules_unknown:
      return fmt::format(
          "{}: a list tells nothing of modules without aliases, so those of {} were "
          "not compared",
          caveat.kernel.called, caveat.other.called);
    case CaveatKind::data_unknown:
      return fmt::format("the driver data of {} {} not compared: not both kernels have the tables",
                         with_commas(caveat.count),
                         noun_of(caveat.count, "alias were", "aliases were"));
    case CaveatKind::data_unnamed:
      return fmt::format(
          "the driver data of {} {} not compared: they lead to places without a name",
          with_commas(caveat.count), noun_of(caveat.count, "alias were", "aliases were"));
    case CaveatKind::not_decided:
      return fmt::format(
          "{} {} not compared with the other kernel's: that takes more work than one comparison "
          "may",
          with_commas(caveat.count), noun_of(caveat.count, "alias was", "aliases were"));
  }
  return {};
}

}  // namespace ko2alias
