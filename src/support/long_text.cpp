#include "support/long_text.h"

#include <utility>

#include <fmt/core.h>

namespace ko2alias {

void PieceFile::add(std::string piece) {
  // The aliases of a whole kernel take half of it.
  constexpr std::size_t most_held = 4 << 20;
  held_size_ += piece.size();
  held_.push_back(std::move(piece));
  if (held_size_ >= most_held) flush();
}

void PieceFile::flush() {
  std::string bytes;
  bytes.reserve(held_size_);
  for (const std::string& piece : held_) {
    bytes += piece;
    ends_.push_back(written_ + bytes.size());
  }
  written_ += bytes.size();
  held_.clear();
  held_size_ = 0;
  if (problem_) return;
  if (!file_) {
    auto file = File::temporary();
    if (!file) return fail(file.problem());
    file_.emplace(std::move(*file));
  }
  if (const auto problem = file_->write(bytes)) fail(*problem);
}

Result<std::string> PieceFile::take(std::size_t index) {
  if (problem_) return *problem_;
  if (index >= ends_.size()) return std::move(held_[index - ends_.size()]);
  const std::uint64_t start = index == 0 ? 0 : ends_[index - 1];
  std::string text(ends_[index] - start, '\0');
  if (const auto problem = file_->fill(start, text.data(), text.size())) fail(*problem);
  if (problem_) return *problem_;
  return text;
}

void PieceFile::fail(const Problem& problem) {
  problem_ = error(
      fmt::format("the temporary file for what is written of modules: {}; the output is not whole "
                  "(TMPDIR names a folder with room for it)",
                  problem.message));
}

void LongText::append(std::string_view piece) {
  constexpr std::size_t longest_held = 1 << 20;
  end_ += piece;
  if (end_.size() < longest_held) return;
  if (start_ == nullptr) start_ = std::make_unique<PieceFile>();
  start_->add(std::exchange(end_, {}));
}

std::optional<Problem> LongText::take(const std::function<void(std::string)>& take_piece) {
  for (std::size_t i = 0; start_ != nullptr && i < start_->count(); ++i) {
    auto piece = start_->take(i);
    if (!piece) return piece.problem();
    take_piece(std::move(*piece));
  }
  if (!end_.empty()) take_piece(std::exchange(end_, {}));
  return std::nullopt;
}

}  // namespace ko2alias
