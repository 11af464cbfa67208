// Names for table symbols, spelled as a release spells them, with the oddities that real ones have.
#pragma once

#include <string>
#include <string_view>

#include "ko2alias/release.h"
#include "random_table.h"

namespace ko2alias::judge {

/// A module's name, now and then one that modpost takes apart wrongly: `a__b`, `a_`.
std::string make_module_name(Random& random);

/// `index` keeps the symbols of a module apart.
std::string make_symbol(Random& random, const Release& release, std::string_view module,
                        std::string_view type, std::size_t index);

}  // namespace ko2alias::judge
