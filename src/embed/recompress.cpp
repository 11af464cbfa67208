// The same bytes give the same data: no time and no name is in it.
#include "embed/recompress.h"

#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace ko2alias {
namespace {

constexpr std::size_t block_size = 1 << 16;

Result<std::string> compress_xz(std::string_view module) {
  lzma_options_lzma options{};
  if (lzma_lzma_preset(&options, LZMA_PRESET_DEFAULT)) return error("xz: no such preset");
  options.dict_size = 1U << 20;
  const lzma_filter filters[] = {{LZMA_FILTER_LZMA2, &options}, {LZMA_VLI_UNKNOWN, nullptr}};
  lzma_stream stream = LZMA_STREAM_INIT;
  const std::unique_ptr<lzma_stream, decltype(&lzma_end)> end(&stream, lzma_end);
  lzma_ret result = lzma_stream_encoder(&stream, filters, LZMA_CHECK_CRC32);
  stream.next_in = reinterpret_cast<const std::uint8_t*>(module.data());
  stream.avail_in = module.size();
  std::string data;
  std::vector<std::uint8_t> block(block_size);
  while (result == LZMA_OK) {
    stream.next_out = block.data();
    stream.avail_out = block.size();
    result = lzma_code(&stream, LZMA_FINISH);
    data.append(block.begin(), block.end() - static_cast<std::ptrdiff_t>(stream.avail_out));
  }
  if (result != LZMA_STREAM_END) return error("xz: could not compress");
  return data;
}

Result<std::string> compress_zstd(std::string_view module) {
  const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                     ZSTD_freeCCtx);
  if (context == nullptr) return error("zstd: no memory");
  // As the program zstd does.
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  ZSTD_CCtx_setPledgedSrcSize(context.get(), module.size());
  ZSTD_inBuffer in{module.data(), module.size(), 0};
  std::string data;
  std::vector<char> block(block_size);
  std::size_t left = 1;
  while (left != 0) {
    ZSTD_outBuffer out{block.data(), block.size(), 0};
    left = ZSTD_compressStream2(context.get(), &out, &in, ZSTD_e_end);
    if (ZSTD_isError(left) != 0) return error(std::string("zstd: ") + ZSTD_getErrorName(left));
    data.append(block.data(), out.pos);
  }
  return data;
}

Result<std::string> compress_gzip(std::string_view module) {
  constexpr int gzip_window = MAX_WBITS + 16;
  constexpr int usual_memory = 8;
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window, usual_memory,
                   Z_DEFAULT_STRATEGY) != Z_OK)
    return error("gzip: could not compress");
  const std::unique_ptr<z_stream, decltype(&deflateEnd)> end(&stream, deflateEnd);
  std::string data;
  std::vector<Bytef> block(block_size);
  int result = Z_OK;
  while (result == Z_OK || result == Z_BUF_ERROR) {
    // zlib counts in unsigned int.
    const std::string_view piece = module.substr(0, block_size);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    stream.avail_in = static_cast<uInt>(piece.size());
    stream.next_out = block.data();
    stream.avail_out = static_cast<uInt>(block.size());
    result = deflate(&stream, piece.size() == module.size() ? Z_FINISH : Z_NO_FLUSH);
    module.remove_prefix(piece.size() - stream.avail_in);
    data.append(block.begin(), block.end() - static_cast<std::ptrdiff_t>(stream.avail_out));
  }
  if (result != Z_STREAM_END) return error("gzip: could not compress");
  return data;
}

}  // namespace

Result<std::string> compress_module(std::string_view module, Compression compression) {
  switch (compression) {
    case Compression::xz: return compress_xz(module);
    case Compression::zstd: return compress_zstd(module);
    case Compression::gzip: return compress_gzip(module);
    default: return error("compressed as no kernel takes it: xz, zstd and gzip are");
  }
}

}  // namespace ko2alias
