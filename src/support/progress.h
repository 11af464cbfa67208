// A line on a terminal that says how far a long run is.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <ostream>

namespace ko2alias {

/// `120 of 4,000 files, 800 a second`; of an archive, whose files nobody has counted,
/// `120 files, 45 % of linux-image.deb, 800 a second`. Silent for the first second, and always
/// where there is no terminal.
class Progress {
 public:
  using Clock = std::chrono::steady_clock;
  /// A clock, which a test can be.
  using Now = Clock::time_point (*)();

  /// `expected` items, or 0 where nobody knows. The line is cut to the terminal's columns, as one
  /// that wraps could not be cleared.
  Progress(std::ostream* terminal, std::size_t columns, std::size_t expected, Now now = Clock::now)
      : terminal_(terminal), columns_(columns), expected_(expected), now_(now) {}

  /// One more item is done; `where` says how far that is, if it is known: `45 % of linux.deb`.
  void step(const std::function<std::string()>& where);
  /// Makes room for something else on the line.
  void clear();

 private:
  std::ostream* terminal_;
  std::size_t columns_;
  std::size_t expected_;
  Now now_;
  Clock::time_point start_ = now_();
  Clock::time_point shown_ = start_;
  std::size_t done_ = 0;
  bool is_on_screen_ = false;
};

}  // namespace ko2alias
