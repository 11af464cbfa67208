#include "cli/long_text.h"

#include <utility>

#include <fmt/core.h>

namespace ko2alias {

void PieceFile::add(std::string_view piece) {
  constexpr std::size_t worth_writing = 64 << 10;
  size_ += piece.size();
  ends_.push_back(size_);
  buffer_ += piece;
  if (buffer_.size() >= worth_writing) flush();
}

void PieceFile::flush() {
  const std::string bytes = std::exchange(buffer_, {});
  if (bytes.empty() || problem_) return;
  if (!file_) {
    auto file = File::temporary();
    if (!file) return fail(file.problem());
    file_.emplace(std::move(*file));
  }
  if (const auto problem = file_->write(bytes)) fail(*problem);
}

Result<std::string> PieceFile::piece(std::size_t index) {
  flush();
  const std::uint64_t start = index == 0 ? 0 : ends_[index - 1];
  std::string text(problem_ ? 0 : ends_[index] - start, '\0');
  // Where all pieces are empty there is no file.
  if (!text.empty())
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
  start_->add(end_);
  end_.clear();
}

std::optional<Problem> LongText::write_to(const TextSink& sink) const {
  for (std::size_t i = 0; start_ != nullptr && i < start_->count(); ++i) {
    const auto piece = start_->piece(i);
    if (!piece) return piece.problem();
    sink(*piece);
  }
  if (!end_.empty()) sink(end_);
  return std::nullopt;
}

}  // namespace ko2alias
