#include "metadata/modalias_list.h"

#include "kit/kit.h"

namespace ko2alias::test {

TEST_CASE("modaliases: a list is written and read back", "[metadata]") {
  const std::string text = modalias_list({{"a", {"x:1*", "x:2*"}}, {"b", {}}, {"c", {"y:[0-9]"}}});
  CHECK(text == "a(x:1*, x:2*), b(), c(y:[0-9])");
  const ModaliasList list = parse_modalias_list(text);
  REQUIRE(list.modules.size() == 3);
  CHECK(list.modules[0].name == "a");
  CHECK(list.modules[0].patterns == strings{"x:1*", "x:2*"});
  CHECK(list.modules[1].patterns.empty());
  CHECK(list.modules[2].patterns == strings{"y:[0-9]"});
  CHECK(list.broken_part.empty());
}

TEST_CASE("modaliases: blanks and line breaks between aliases mean nothing", "[metadata]") {
  const ModaliasList list = parse_modalias_list("a(x:1,x:2 ,\n x:3),b( y:1 )");
  REQUIRE(list.modules.size() == 2);
  CHECK(list.modules[0].patterns == strings{"x:1", "x:2", "x:3"});
  CHECK(list.modules[1].patterns == strings{"y:1"});
}

TEST_CASE("modaliases: what its readers fail on ends the list", "[metadata]") {
  const ModaliasList list = parse_modalias_list("a(x:1), b(dmi:WI(FI)*), c(y:1)");
  REQUIRE(list.modules.size() == 1);
  CHECK(list.modules[0].name == "a");
  CHECK(list.broken_part == "b(dmi:WI(FI");
}

}  // namespace ko2alias::test
