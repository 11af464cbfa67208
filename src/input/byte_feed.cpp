#include "input/byte_feed.h"

#include <cassert>

#include "input/archive.h"

namespace ko2alias {
namespace {

constexpr std::size_t block_size = std::size_t{64} << 10;
// libarchive's filters read no further ahead than this.
constexpr std::size_t most_held = std::size_t{1} << 20;

}  // namespace

Result<bool> ByteFeed::skip_zeros() {
  while (true) {
    const std::uint64_t start = position();
    const auto bytes = next();
    if (!bytes) return bytes.problem();
    if (bytes->empty()) return false;
    const auto at = bytes->find_first_not_of('\0');
    if (at == std::string_view::npos) continue;
    go_to(start + at);
    return true;
  }
}

FileFeed::FileFeed(const File& file, std::uint64_t start) : file_(file), block_(block_size) {
  go_to(start);
}

Result<std::string_view> FileFeed::next() {
  const auto count = file_.read_at(position_, block_.data(), block_.size());
  if (!count) return count.problem();
  position_ += *count;
  return std::string_view(block_.data(), *count);
}

Result<std::string_view> KeptFeed::next() {
  assert(position_ >= kept_at_ && position_ - kept_at_ <= kept_.size());
  if (position_ == kept_at_ + kept_.size())
    if (auto problem = make_block()) return *problem;
  const std::string_view bytes = std::string_view(kept_).substr(position_ - kept_at_);
  position_ += bytes.size();
  return bytes;
}

std::optional<Problem> KeptFeed::make_block() {
  if (kept_.size() > most_held) {
    const std::size_t dropped = kept_.size() - most_held / 2;
    kept_.erase(0, dropped);
    kept_at_ += dropped;
  }
  const std::size_t before = kept_.size();
  kept_.resize(before + block_size);
  const auto count = make(kept_.data() + before, block_size);
  kept_.resize(before + (count ? *count : 0));
  if (!count) return count.problem();
  return std::nullopt;
}

std::uint64_t MemberFeed::file_bytes() const { return outer_.file_bytes(); }

Result<std::size_t> MemberFeed::make(char* data, std::size_t size) {
  return outer_.read_data(data, size);
}

}  // namespace ko2alias
