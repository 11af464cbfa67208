// Uses the codecs' own libraries rather than libarchive: they tell a stream's end to the byte, so
// that a signature may follow it, and one decoder serves all files of a worker. docs/performance.md
// says how much faster that is.
#include "input/decompress.h"

#include <lzma.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <new>

#include "input/limits.h"
#include "input/magic.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// How the decoding of one stream ended.
enum class End : std::uint8_t { done, truncated, damaged, full };

// The rest of the input, and the room for the output.
struct Step {
  std::string_view& in;
  char* out;
  std::size_t room;
  std::size_t made = 0;
};

// Signing writes this behind a signature, at the very end of a file.
constexpr std::string_view signature = "~Module signature appended~\n";

// The kernel's build knows these three for modules; other compressed data is none of ours.
Compression for_modules(std::string_view head) {
  const Compression found = detect_compression(head);
  const bool is_known =
      found == Compression::xz || found == Compression::zstd || found == Compression::gzip;
  return is_known ? found : Compression::none;
}

std::string_view name_of(Compression compression) {
  if (compression == Compression::xz) return "xz";
  return compression == Compression::zstd ? "zstd" : "gzip";
}

}  // namespace

bool is_compressed(std::string_view head) { return for_modules(head) != Compression::none; }

struct Decompressor::Codecs {
  lzma_stream xz = LZMA_STREAM_INIT;
  ZSTD_DCtx* zstd = nullptr;
  z_stream gzip{};
  bool has_gzip = false;

  Codecs() = default;
  Codecs(const Codecs&) = delete;
  Codecs& operator=(const Codecs&) = delete;
  ~Codecs() {
    lzma_end(&xz);
    ZSTD_freeDCtx(zstd);
    if (has_gzip) inflateEnd(&gzip);
  }

  End decode_xz(Step& step) {
    constexpr std::uint64_t most_memory = std::uint64_t{256} << 20;
    if (lzma_stream_decoder(&xz, most_memory, 0) != LZMA_OK) throw std::bad_alloc();
    xz.next_in = reinterpret_cast<const std::uint8_t*>(step.in.data());
    xz.avail_in = step.in.size();
    xz.next_out = reinterpret_cast<std::uint8_t*>(step.out);
    xz.avail_out = step.room;
    const lzma_ret result = lzma_code(&xz, LZMA_FINISH);
    step.made = step.room - xz.avail_out;
    step.in.remove_prefix(step.in.size() - xz.avail_in);
    if (result == LZMA_STREAM_END) return End::done;
    if (result == LZMA_MEM_ERROR) throw std::bad_alloc();
    if (result != LZMA_OK && result != LZMA_BUF_ERROR) return End::damaged;
    return xz.avail_out == 0 ? End::full : End::truncated;
  }

  End decode_zstd(Step& step) {
    if (zstd == nullptr) zstd = ZSTD_createDCtx();
    if (zstd == nullptr) throw std::bad_alloc();
    ZSTD_DCtx_reset(zstd, ZSTD_reset_session_only);
    ZSTD_inBuffer in{step.in.data(), step.in.size(), 0};
    ZSTD_outBuffer out{step.out, step.room, 0};
    std::size_t left = 1;
    while (left != 0) {
      const std::size_t before = in.pos + out.pos;
      left = ZSTD_decompressStream(zstd, &out, &in);
      if (ZSTD_getErrorCode(left) == ZSTD_error_memory_allocation) throw std::bad_alloc();
      if (ZSTD_isError(left) != 0) return End::damaged;
      if (left != 0 && in.pos + out.pos == before)
        return out.pos == out.size ? End::full : End::truncated;
    }
    step.made = out.pos;
    step.in.remove_prefix(in.pos);
    return End::done;
  }

  // zlib counts in 32 bits: large data goes through it in pieces.
  End decode_gzip(Step& step) {
    constexpr int gzip_only = 16 + MAX_WBITS;
    if (!has_gzip && inflateInit2(&gzip, gzip_only) != Z_OK) throw std::bad_alloc();
    has_gzip = true;
    inflateReset2(&gzip, gzip_only);
    while (true) {
      const auto in_now = static_cast<uInt>(std::min<std::size_t>(step.in.size(), 1U << 30));
      const auto out_now =
          static_cast<uInt>(std::min<std::size_t>(step.room - step.made, 1U << 30));
      gzip.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(step.in.data()));
      gzip.avail_in = in_now;
      gzip.next_out = reinterpret_cast<Bytef*>(step.out + step.made);
      gzip.avail_out = out_now;
      const int result = inflate(&gzip, Z_NO_FLUSH);
      step.in.remove_prefix(in_now - gzip.avail_in);
      step.made += out_now - gzip.avail_out;
      if (result == Z_STREAM_END) return End::done;
      if (result == Z_MEM_ERROR) throw std::bad_alloc();
      if (result != Z_OK && result != Z_BUF_ERROR) return End::damaged;
      if (step.made == step.room) return End::full;
      if (step.in.empty()) return End::truncated;
    }
  }

  End decode(Compression compression, Step& step) {
    switch (compression) {
      case Compression::xz: return decode_xz(step);
      case Compression::zstd: return decode_zstd(step);
      case Compression::gzip: return decode_gzip(step);
      default: return End::damaged;
    }
  }
};

Decompressor::Decompressor() : codecs_(std::make_unique<Codecs>()) {}
Decompressor::~Decompressor() = default;

Result<std::string_view> Decompressor::decompress(std::string_view data, ReadBuffer& out,
                                                  std::uint64_t max_size) {
  const Compression first = for_modules(data);
  const std::string name(name_of(first));
  // One byte more than is allowed, to tell a full buffer from one that is too small.
  char* const buffer = out.reserve(max_size + 1);
  if (buffer == nullptr) return error("no memory to decompress " + counted(max_size, "byte"));
  std::size_t size = 0;
  for (Compression now = first; now != Compression::none; now = for_modules(data)) {
    Step step{data, buffer + size, max_size + 1 - size};
    const End end = codecs_->decode(now, step);
    size += step.made;
    out.note_use(size);
    if (end == End::truncated) return error("truncated: the " + name + " data ends too early");
    if (end == End::damaged) return error("damaged " + name + " data");
    if (end == End::full || size > max_size) return too_large(max_size, " when decompressed");
    data.remove_prefix(std::min(data.find_first_not_of('\0'), data.size()));
  }
  if (!data.empty() && !data.ends_with(signature))
    return error("something that is not " + name + " follows the " + name + " data");
  return std::string_view(buffer, size);
}

}  // namespace ko2alias
