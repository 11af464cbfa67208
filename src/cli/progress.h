// A line on a terminal that says how far a long run is.
#pragma once

#include <chrono>
#include <cstddef>
#include <ostream>

namespace ko2alias {

/// `120 of 4000 files, 800 a second`. Silent for the first second, and always where there is no
/// terminal.
class Progress {
 public:
  /// `expected` items, or 0 where nobody knows.
  Progress(std::ostream* terminal, std::size_t expected)
      : terminal_(terminal), expected_(expected) {}

  /// One more item is done.
  void step();
  /// Makes room for something else on the line.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  std::ostream* terminal_;
  std::size_t expected_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point shown_ = start_;
  std::size_t done_ = 0;
  bool is_on_screen_ = false;
};

}  // namespace ko2alias
