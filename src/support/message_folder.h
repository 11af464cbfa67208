// Messages that many files give are told of the first ones, and counted.
//
//   ko2alias: warning: a.ko: stripped of its device tables' symbols: its aliases (12) stand …
//   ko2alias: warning: b.ko: stripped of its device tables' symbols: its aliases (3) stand …
//   ko2alias: warning: c.ko: stripped of its device tables' symbols: its aliases (7) stand …
//   ko2alias: warning: 3,997 more: stripped of its device tables' symbols: its aliases (N) stand …
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ko2alias/problem.h"

namespace ko2alias {

/// Tells which messages are shown at once. Errors always are: each may want another remedy. Others
/// are equal if they differ in their numbers alone.
class MessageFolder {
 public:
  /// How many of equal messages are shown.
  static constexpr std::size_t shown = 3;

  /// Whether this one is shown; else it is counted.
  bool show(const Problem& problem, std::string_view message);
  /// What was counted: a severity and the text behind `ko2alias: warning: `, in the order in which
  /// the messages first came.
  [[nodiscard]] std::vector<std::pair<Severity, std::string>> counts() const;

 private:
  struct Equal {
    Severity severity = Severity::note;
    std::string text{};
    std::size_t count = 0;
  };
  std::map<std::string, std::size_t, std::less<>> indexes_;
  std::vector<Equal> kinds_;
};

}  // namespace ko2alias
