// The categories' names, in each of the forms in which they are written.
#include "diff/category.h"

#include "kit/catch.h"

namespace ko2alias::test {

TEST_CASE("diff: categories have names and meanings, and are found by their names", "[diff]") {
  for (const Category category : all_categories) {
    CHECK(find_category(name_of(category)) == category);
    CHECK_FALSE(meaning_of(category).empty());
  }
  CHECK_FALSE(find_category("partly_lost"));
  CHECK_FALSE(find_category(""));
}

TEST_CASE("diff: a category is one word in options, and words in sentences", "[diff]") {
  CHECK(name_of(Category::now_built_in) == "now-built-in");
  CHECK(words_of(Category::now_built_in) == "now built in");
  CHECK(title_of(Category::now_built_in) == "Now built in");
}

}  // namespace ko2alias::test
