#include "input/archive_chain.h"

#include "input/magic.h"

namespace ko2alias {

ArchiveChain::ArchiveChain(File file, const Limits& limits, unsigned threads)
    : file_(std::move(file)), limits_(limits), threads_(threads) {}

Result<std::shared_ptr<Archive>> ArchiveChain::next() {
  if (state_ == State::at_end) return std::shared_ptr<Archive>();
  if (state_ != State::before_first) {
    const auto goes_on = go_behind_archive();
    if (!goes_on || !*goes_on) state_ = State::at_end;
    if (!goes_on) return goes_on.problem();
    if (!*goes_on) return std::shared_ptr<Archive>();
  }
  open_archive();
  state_ = state_ == State::before_first ? State::at_first : State::at_later;
  return archive_;
}

void ArchiveChain::open_archive() {
  archive_ = nullptr;
  if (!stream_) {
    offset_ = file_feed_.position();
    if (detect_compression(file_.bytes_at(offset_, compression_head)) != Compression::none)
      stream_ = std::make_unique<Unpacked>(file_feed_, limits_, threads_);
  }
  start_ = feed().position();
  archive_ = std::make_shared<Archive>(feed(), Archive::Kind::archive, limits_);
}

// False where there is nothing else, or no way to tell where it begins.
Result<bool> ArchiveChain::go_behind_archive() {
  if (archive_->problem() || !archive_->is_archive() || archive_->size() == 0) return false;
  feed().go_to(start_ + archive_->size());
  auto goes_on = feed().skip_zeros();
  if (!goes_on) return unreadable_archive(goes_on.problem().message);
  return *goes_on || !stream_ ? goes_on : go_behind_stream();
}

Result<bool> ArchiveChain::go_behind_stream() {
  file_feed_.go_to(offset_ + stream_->packed_size());
  archive_ = nullptr;
  stream_ = nullptr;
  return file_feed_.skip_zeros();
}

}  // namespace ko2alias
