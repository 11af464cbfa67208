#include "support/ordered_pipeline.h"

#include <atomic>
#include <new>
#include <stdexcept>

#include "kit/catch.h"

namespace ko2alias::test {
namespace {

struct NoState {};

// Doubles the numbers below `count`, and says which function fails on which of them.
struct Doubling {
  int count = 1000;
  int next_fails = -1;
  int work_fails = -1;
  int finish_fails = -1;
  std::vector<int> results{};

  void run(unsigned jobs) {
    const auto fail_at = [](int failing, int number) {
      if (number == failing) throw std::bad_alloc();
    };
    int item = 0;
    OrderedPipeline<int, int, NoState>(
        jobs,
        [&]() -> std::optional<int> {
          fail_at(next_fails, item);
          return item < count ? std::optional(item++) : std::nullopt;
        },
        [&](int number, NoState&) {
          fail_at(work_fails, number);
          return 2 * number;
        },
        [&](int result) {
          fail_at(finish_fails, result / 2);
          results.push_back(result);
        },
        [](int) { return 1; }, 1 << 20)
        .run();
  }
};

std::vector<int> doubles(int count) {
  std::vector<int> all;
  for (int i = 0; i < count; ++i) all.push_back(2 * i);
  return all;
}

TEST_CASE("ordered pipeline: results come in the items' order", "[pipeline]") {
  for (const unsigned jobs : {1U, 2U, 7U}) {
    Doubling doubling;
    doubling.run(jobs);
    CHECK(doubling.results == doubles(1000));
  }
}

TEST_CASE("ordered pipeline: what a function throws comes out, and no thread stays", "[pipeline]") {
  for (const unsigned jobs : {1U, 4U})
    for (const int number : {0, 1, 2, 40, 999}) {
      CAPTURE(jobs, number);
      Doubling next{.next_fails = number};
      CHECK_THROWS_AS(next.run(jobs), std::bad_alloc);
      Doubling work{.work_fails = number};
      CHECK_THROWS_AS(work.run(jobs), std::bad_alloc);
      Doubling finish{.finish_fails = number};
      CHECK_THROWS_AS(finish.run(jobs), std::bad_alloc);
    }
}

struct FailingState {
  static inline std::atomic<int> made{0};
  FailingState() {
    if (++made > 1) throw std::runtime_error("no state");
  }
};

TEST_CASE("ordered pipeline: a thread that cannot make its state is no hang", "[pipeline]") {
  FailingState::made = 0;
  // The items have no end of their own.
  OrderedPipeline<int, int, FailingState> pipeline(
      3, [&] { return std::optional(1); }, [](int number, FailingState&) { return number; },
      [](int) {}, [](int) { return 1; }, 1 << 20);
  CHECK_THROWS_AS(pipeline.run(), std::runtime_error);
}

}  // namespace
}  // namespace ko2alias::test
