// Runs of `diff` in the folder of examples.h.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "kit/examples.h"
#include "kit/kit.h"

namespace ko2alias::test::diff_runs {

inline const std::string old_kernel = "linux-image-6.12.deb";
inline const std::string new_kernel = "linux-image-7.2.deb+linux-modules-7.2.deb";

/// Runs diff, with names that do not depend on the machine.
Outcome run_diff(Arguments arguments, bool out_is_terminal = false);

Outcome run_diff_of_packages(Arguments arguments, bool out_is_terminal = false);

/// The changes alone, whatever the kernels are called.
nlohmann::json changes_of(Arguments arguments);

}  // namespace ko2alias::test::diff_runs
