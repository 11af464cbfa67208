// The records of built-in modules, edited like those of a module:
//
//   acme.license=GPL NUL acme.alias=pci:v1* NUL other.license=GPL NUL …
#pragma once

#include <string>
#include <string_view>

#include "embed/alias_edit.h"
#include "ko2alias/problem.h"

namespace ko2alias {

/// Whether a text has the form of a modules.builtin.modinfo.
bool looks_like_builtin_records(std::string_view text);

/// Changes the aliases of one built-in module, or with an empty name those of all. A name that is
/// not there is a problem, and so are aliases to add without a name.
Result<EditedModinfo> edit_builtin_modinfo(std::string_view text, const AliasEdit& edit,
                                           std::string_view name);

}  // namespace ko2alias
