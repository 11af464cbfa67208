// The choice of a VFIO driver from files of a few lines.
//
//   choose("pci:v000015B3d…", {"", "mlx5_vfio_pci vfio_pci:v000015B3d…"})
//
// The first of the texts is line 1 of the file.
#pragma once

#include <string>

#include "kernel/modules_alias.h"
#include "kit/kit.h"
#include "match/vfio.h"

namespace ko2alias::test {

/// Each text is `MODULE PATTERN`, or empty for a line that holds no alias.
ModulesAlias file_of(const strings& texts);

/// A choice with the file that it looks into.
struct Chosen : VfioChoice {
  ModulesAlias file;
};

/// The modalias has to be one of a bus with VFIO drivers.
Chosen choose(const std::string& modalias, const strings& texts);

}  // namespace ko2alias::test
