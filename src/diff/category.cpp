#include "diff/category.h"

#include "support/text.h"

namespace ko2alias {
namespace {

struct CategoryRow {
  std::string_view name;
  std::string_view meaning;
};

// In the order of `Category`.
constexpr std::array<CategoryRow, category_count> category_rows = {{
    {"lost", "no module matches their devices any more"},
    {"lost-to-generic", "only a generic driver matches their devices any more"},
    {"partly-lost", "only some of their devices are matched any more"},
    {"module-gone", "modules without aliases, which only their names loaded"},
    {"not-decided", "it takes too much work to say what the other kernel matches of them"},
    {"override-changed", "the same devices under another override prefix"},
    {"moved", "the same devices in another module"},
    {"now-built-in", "the same devices, no longer in a module's file"},
    {"now-a-module", "the same devices, no longer built in"},
    {"data-changed", "the same devices with other driver data"},
    {"narrowed", "what is left of wider aliases"},
    {"widened", "match more devices than before"},
    {"gained", "match devices that no module matched before"},
    {"gained-from-generic", "only a generic driver matched their devices before"},
    {"module-new", "modules without aliases, which only their names load"},
    {"still-covered", "gone, but other aliases match the same devices, if any"},
    {"already-covered", "new, but other aliases matched the same devices, if any"},
}};

const CategoryRow& row_of(Category category) {
  return category_rows[static_cast<std::size_t>(category)];
}

}  // namespace

std::string_view name_of(Category category) { return row_of(category).name; }

std::string words_of(Category category) { return replace_all(name_of(category), '-', ' '); }

std::string title_of(Category category) {
  std::string title = words_of(category);
  title[0] = to_upper(title[0]);
  return title;
}

std::string_view meaning_of(Category category) { return row_of(category).meaning; }

std::vector<Category> find_categories(std::string_view text) {
  const std::string word = replace_all(text, '_', '-');
  if (word == "lost") return {Category::lost, Category::lost_to_generic, Category::module_gone};
  if (word == "lost-to-nothing") return {Category::lost};
  if (word == "gained")
    return {Category::gained, Category::gained_from_generic, Category::module_new};
  if (word == "gained-from-nothing") return {Category::gained};
  for (const Category category : all_categories)
    if (name_of(category) == word) return {category};
  return {};
}

bool is_loss(Category category) {
  switch (category) {
    case Category::lost:
    case Category::lost_to_generic:
    case Category::partly_lost:
    case Category::not_decided:
    case Category::override_changed:
    case Category::data_changed: return true;
    default: return false;
  }
}

}  // namespace ko2alias
