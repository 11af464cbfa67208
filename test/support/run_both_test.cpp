// Two pieces of work side by side.
#include "support/run_both.h"

#include <latch>
#include <stdexcept>

#include "kit/kit.h"

namespace ko2alias::test {

TEST_CASE("run both: each is done once, and what one throws comes out", "[support]") {
  const bool at_once = GENERATE(false, true);
  CAPTURE(at_once);
  int first = 0;
  int second = 0;
  run_both(
      at_once, [&] { ++first; }, [&] { ++second; });
  CHECK(first == 1);
  CHECK(second == 1);
  const auto fail = [] { throw std::runtime_error("no"); };
  CHECK_THROWS_AS(run_both(at_once, fail, [&] { ++second; }), std::runtime_error);
  CHECK(second == 2);
  CHECK_THROWS_AS(run_both(
                      at_once, [&] { ++first; }, fail),
                  std::runtime_error);
  CHECK(first == 2);
}

TEST_CASE("run both: at once means that each may wait for the other", "[support]") {
  std::latch both(2);
  run_both(
      true, [&] { both.arrive_and_wait(); }, [&] { both.arrive_and_wait(); });
  CHECK(both.try_wait());
}

}  // namespace ko2alias::test
