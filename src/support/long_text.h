// Output that is held back: of a module whose turn has not come, or that a file behind it may hide.
// What is long lies in a file without a name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/file.h"

namespace ko2alias {

/// Pieces of text. The last MiBs are held in memory; what came before them lies in a file without a
/// name, which there is only then.
class PieceFile {
 public:
  void add(std::string piece);
  [[nodiscard]] std::size_t count() const { return ends_.size() + held_.size(); }
  /// A piece, which is asked for once. The problem, which every piece has once there is one, is
  /// that of a file that cannot be made, written or read.
  Result<std::string> take(std::size_t index);

 private:
  void flush();
  void fail(const Problem& problem);

  /// Where each piece ends in the file, and how much is in it.
  std::vector<std::uint64_t> ends_{};
  std::uint64_t written_ = 0;
  /// The pieces that follow them.
  std::vector<std::string> held_{};
  std::size_t held_size_ = 0;
  std::optional<File> file_{};
  std::optional<Problem> problem_{};
};

/// A text that is made piece by piece, of which at most about a MiB is held in memory.
class LongText {
 public:
  LongText() = default;
  explicit LongText(std::string_view text) { append(text); }

  void append(std::string_view piece);
  [[nodiscard]] bool is_empty() const { return end_.empty() && start_ == nullptr; }
  /// Hands the text on, once, in longer pieces. It ends early where there is a problem.
  std::optional<Problem> take(const std::function<void(std::string)>& take_piece);

 private:
  std::unique_ptr<PieceFile> start_{};
  std::string end_{};
};

}  // namespace ko2alias
