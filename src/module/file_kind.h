// Files that are read in vain: they are of a kind that has no device tables, or not yet.
#pragma once

#include <optional>
#include <string_view>

#include "ko2alias/image.h"
#include "ko2alias/problem.h"

namespace ko2alias {

/// Why an ELF file holds no module and no kernel: it is an executable, or an object of a compiler's
/// intermediate code. Nothing for a module, with or without tables.
std::optional<Problem> why_no_module(const ModuleImage& image);

/// The same for a file that is neither ELF nor a listing. Nothing where its kind is not known.
std::optional<Problem> why_no_module(std::string_view head);

}  // namespace ko2alias
