#include "input/xz_feed.h"

#include <lzma.h>

#include <algorithm>

#include "input/magic.h"

namespace ko2alias {
namespace {

// What the blocks that are decoded at once may take together, packed and unpacked: for each thread
// as much as a block of modules in one of dpkg-deb's packages, and no more than `most_memory`.
// Beyond that blocks wait, and one that is too large is decoded alone, piece by piece.
constexpr std::uint64_t usual_block = std::uint64_t{40} << 20;
constexpr std::uint64_t most_memory = std::uint64_t{256} << 20;

Problem problem_of(lzma_ret result) {
  switch (result) {
    case LZMA_BUF_ERROR: return error("truncated: the xz data ends too early");
    case LZMA_MEM_ERROR: return error("no memory, or no thread, to decompress xz data");
    case LZMA_MEMLIMIT_ERROR:
      return error("its xz data takes more than " + std::to_string(most_memory >> 20) +
                   " MiB of memory");
    default: return error("damaged xz data");
  }
}

}  // namespace

struct XzFeed::Decoder {
  lzma_stream xz = LZMA_STREAM_INIT;

  Decoder() = default;
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  ~Decoder() { lzma_end(&xz); }

  // On damaged data liblzma 5.3.3 to 5.8.0 gave memory of its threads back too early
  // (CVE-2025-31115). Debian 12 has mended that since 5.4.1-1.
  lzma_ret begin(unsigned threads) {
    if (threads == 1) return lzma_stream_decoder(&xz, most_memory, 0);
    lzma_mt options{};
    options.threads = threads;
    options.memlimit_threading = std::min(threads * usual_block, most_memory);
    options.memlimit_stop = most_memory;
    return lzma_stream_decoder_mt(&xz, &options);
  }

  [[nodiscard]] std::string_view input() const {
    return {reinterpret_cast<const char*>(xz.next_in), xz.avail_in};
  }
  void set_input(std::string_view bytes) {
    xz.next_in = reinterpret_cast<const std::uint8_t*>(bytes.data());
    xz.avail_in = bytes.size();
  }
};

XzFeed::XzFeed(ByteFeed& packed, const Limits& limits, unsigned threads)
    : packed_(packed),
      limits_(limits),
      threads_(threads),
      start_(packed.position()),
      decoder_(std::make_unique<Decoder>()) {
  begin_stream();
}

XzFeed::~XzFeed() = default;

Result<std::size_t> XzFeed::make(char* data, std::size_t size) {
  lzma_stream& xz = decoder_->xz;
  xz.next_out = reinterpret_cast<std::uint8_t*>(data);
  xz.avail_out = size;
  while (xz.avail_out != 0 && !is_at_end_ && !problem_) decode();
  const std::size_t made = size - xz.avail_out;
  made_ += made;
  if (made == 0 && problem_) return *problem_;
  if (auto problem = high_ratio(made_, file_bytes(), limits_)) return *problem;
  return made;
}

void XzFeed::decode() {
  if (decoder_->xz.avail_in == 0 && !is_packed_at_end_) read_packed();
  if (problem_) return;
  const lzma_ret result = lzma_code(&decoder_->xz, is_packed_at_end_ ? LZMA_FINISH : LZMA_RUN);
  taken_up_ = packed_.position() - start_ - decoder_->xz.avail_in;
  if (result == LZMA_STREAM_END)
    go_behind_stream();
  else if (result != LZMA_OK)
    problem_ = problem_of(result);
}

void XzFeed::read_packed() {
  const auto bytes = packed_.next();
  if (!bytes) {
    problem_ = bytes.problem();
    return;
  }
  is_packed_at_end_ = bytes->empty();
  decoder_->set_input(*bytes);
}

void XzFeed::begin_stream() {
  if (const lzma_ret result = decoder_->begin(threads_); result != LZMA_OK)
    problem_ = problem_of(result);
}

// Zeros pad a stream, and another one may follow.
void XzFeed::go_behind_stream() {
  packed_.go_to(start_ + taken_up_);
  const auto goes_on = packed_.skip_zeros();
  if (!goes_on) problem_ = goes_on.problem();
  if (!problem_) read_packed();
  if (problem_) return;
  // The head may be cut short where a block of the feed ends.
  is_at_end_ = is_packed_at_end_ || !may_be(Compression::xz, decoder_->input());
  if (!is_at_end_) begin_stream();
}

}  // namespace ko2alias
