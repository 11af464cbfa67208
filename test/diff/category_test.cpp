// The categories' names, in each of the forms in which they are written.
#include "diff/category.h"

#include "kit/catch.h"

namespace ko2alias::test {

TEST_CASE("diff: categories have names and meanings, and are found by their names", "[diff]") {
  using Categories = std::vector<Category>;
  for (const Category category : all_categories) {
    CHECK(find_categories(name_of(category)).front() == category);
    CHECK_FALSE(meaning_of(category).empty());
  }
  CHECK(find_categories("partly-lost") == Categories{Category::partly_lost});
  CHECK(find_categories("partly_lost") == Categories{Category::partly_lost});
  CHECK(find_categories("partlylost").empty());
  CHECK(find_categories("").empty());
}

TEST_CASE("diff: lost to a generic driver is lost, and can be told apart", "[diff]") {
  using Categories = std::vector<Category>;
  CHECK(find_categories("lost") ==
        Categories{Category::lost, Category::lost_to_generic, Category::module_gone});
  CHECK(find_categories("module-gone") == Categories{Category::module_gone});
  CHECK(find_categories("lost-to-generic") == Categories{Category::lost_to_generic});
  CHECK(find_categories("lost-to-nothing") == Categories{Category::lost});
  CHECK(find_categories("gained") ==
        Categories{Category::gained, Category::gained_from_generic, Category::module_new});
  CHECK(find_categories("gained-from-generic") == Categories{Category::gained_from_generic});
  CHECK(find_categories("gained-from-nothing") == Categories{Category::gained});
}

TEST_CASE("diff: a category is one word in options, and words in sentences", "[diff]") {
  CHECK(name_of(Category::now_built_in) == "now-built-in");
  CHECK(words_of(Category::now_built_in) == "now built in");
  CHECK(title_of(Category::now_built_in) == "Now built in");
}

}  // namespace ko2alias::test
