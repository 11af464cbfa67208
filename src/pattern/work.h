// The work that questions about patterns take. Patterns can be made so that a question takes for
// ever; a count over a whole run ends that, whatever the patterns are.
#pragma once

#include <cstdint>
#include <limits>

namespace ko2alias {

/// Counts steps, each about as long as it takes to compare a byte with a token. Once more steps
/// were taken than may be, answers mean nothing: whoever asked has to look at `is_used_up`.
class Work {
 public:
  static constexpr std::uint64_t without_end = std::numeric_limits<std::uint64_t>::max();

  explicit Work(std::uint64_t most_steps = without_end) : most_(most_steps) {}

  void add(std::uint64_t steps) { done_ += steps; }
  [[nodiscard]] std::uint64_t done() const { return done_; }
  [[nodiscard]] bool is_used_up() const { return done_ > most_; }
  /// What is left, but no more than `most_steps`: for a question that may stay open.
  [[nodiscard]] Work part(std::uint64_t most_steps) const {
    const std::uint64_t left = is_used_up() ? 0 : most_ - done_;
    return Work(left < most_steps ? left : most_steps);
  }

 private:
  std::uint64_t most_;
  std::uint64_t done_ = 0;
};

}  // namespace ko2alias
