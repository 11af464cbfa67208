// The categories of changes: what can become of an alias from one kernel to the next.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ko2alias {

/// Each alias that the other kernel does not have in the same module falls into one category, and
/// so does each whose module is built in on one side alone. The most important category comes
/// first.
///
/// An alias speaks of another one's devices if it lies within that one, or if the two share devices
/// that report no more than both ask for. An alias of a whole class does not count, nor one by
/// another id that a device may report besides; such classes are told (`Change::others`).
///
/// Generic aliases, which every device of their bus matches, support no other alias: one that they
/// alone are left for is lost to them.
///
/// Comparing the other way round gives the mirror: gained for lost, widened for partly lost,
/// narrowed or already covered for still covered.
enum class Category : std::uint8_t {
  lost,                 ///< an old alias: no alias of the new kernel speaks of its devices
  lost_to_generic,      ///< an old alias: of the new kernel only a generic alias matches it
  partly_lost,          ///< an old alias: the new kernel matches some of it
  module_gone,          ///< an old module without aliases, which the new kernel lacks
  not_decided,          ///< an old or new alias: what the other kernel matches of it is not known
  override_changed,     ///< the same devices and module under another override prefix
  moved,                ///< the same pattern in another module
  now_built_in,         ///< the same pattern and module, no longer a file
  now_module,           ///< the same pattern and module, no longer built in
  data_changed,         ///< the same pattern and module, with other driver data
  narrowed,             ///< a new alias: the part of an old one, now gone, that is left
  widened,              ///< a new alias: the old kernel matched some of it
  gained,               ///< a new alias: the mirror of lost
  gained_from_generic,  ///< a new alias: the mirror of lost to generic
  module_new,           ///< a new module without aliases
  still_covered,        ///< an old alias that is gone; others match all it did, if anything
  already_covered,      ///< a new alias; others matched all it does, if anything
};
constexpr std::size_t category_count = 17;

constexpr std::array<Category, category_count> all_categories = [] {
  std::array<Category, category_count> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<Category>(i);
  return all;
}();

/// `partly-lost`, as options and JSON write it.
std::string_view name_of(Category category);
/// `partly lost`, as sentences say it.
std::string words_of(Category category);
/// `Partly lost`, as headings have it.
std::string title_of(Category category);
/// The category's meaning in a few words: `only some of their devices are matched any more`.
std::string_view meaning_of(Category category);
/// The categories that a word of the command line names: `lost` is lost, lost-to-generic and
/// module-gone, `lost-to-nothing` is lost alone, and so with `gained`; every other category has its
/// own name. `_` may stand for `-`. None for another word.
std::vector<Category> find_categories(std::string_view text);

/// Whether a change of this category may take a device its driver, or give the driver other data.
/// Such changes are listed one by one, even where others are folded.
bool is_loss(Category category);

}  // namespace ko2alias
