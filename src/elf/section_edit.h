// Other bytes for one section of a finished module.
//
//   [header][.text][.modinfo][.data][symbols][section headers]                 before
//   [header][.text][new 0000][.data][symbols][section headers]                 the new text fits
//   [header][.text][00000000][.data][symbols][section headers*][new .modinfo]  it is longer
//
// Once it stands at the end it grows there. Nothing else moves, so that symbols and relocations
// stay right: of the headers only the offset and the size of that section change. Kernels 6.1, 6.12
// and 7.3 load both.
#pragma once

#include <string>
#include <string_view>

#include "ko2alias/image.h"

namespace ko2alias {

/// The whole file, in which the section of this name has these bytes, with NULs behind them where
/// it was longer. A file without that section or with two of them is a problem, and so is a section
/// that shares bytes with another one or that relocations write into.
Result<std::string> with_section(const ModuleImage& image, std::string_view name,
                                 std::string_view bytes);

/// Whether two files are the same but for the bytes of one section, where it stands and how long it
/// is: headers, names, symbols, relocations, what lies between sections, and each other section.
/// If not, the problem says what differs.
std::optional<Problem> differs_beside(const ModuleImage& before, const ModuleImage& after,
                                      std::string_view name);

}  // namespace ko2alias
