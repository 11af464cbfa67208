// Output that is held back: of a module whose turn has not come, or that a file behind it may hide.
// What is long lies in a file without a name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/file.h"
#include "support/text_sink.h"

namespace ko2alias {

/// Pieces of text in a file without a name.
class PieceFile {
 public:
  void add(std::string_view piece);
  [[nodiscard]] std::size_t count() const { return ends_.size(); }
  /// A piece again. The problem, which every piece has once there is one, is that of a file that
  /// cannot be made, written or read.
  Result<std::string> piece(std::size_t index);

 private:
  void flush();
  void fail(const Problem& problem);

  /// Where each piece ends.
  std::vector<std::uint64_t> ends_{};
  std::uint64_t size_ = 0;
  /// What the file lacks yet.
  std::string buffer_{};
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
  /// Gives the text to `sink`, in longer pieces. It ends early where there is a problem.
  std::optional<Problem> write_to(const TextSink& sink) const;

 private:
  std::unique_ptr<PieceFile> start_{};
  std::string end_{};
};

}  // namespace ko2alias
