#include "input/magic.h"

#include <algorithm>
#include <iterator>

namespace ko2alias {
namespace {

using namespace std::string_view_literals;

struct Magic {
  Compression compression = Compression::none;
  std::string_view bytes{};
};

// The kernel's build writes lz4 in its legacy format, the second one.
constexpr Magic compressed[] = {
    {Compression::xz, "\xFD\x37zXZ\0"sv},     {Compression::zstd, "\x28\xB5\x2F\xFD"sv},
    {Compression::gzip, "\x1F\x8B"sv},        {Compression::bzip2, "BZh"sv},
    {Compression::lzma, "\x5D\0\0"sv},        {Compression::lz4, "\x04\x22\x4D\x18"sv},
    {Compression::lz4, "\x02\x21\x4C\x18"sv},
};

// ar (.deb), rpm, cpio in text, and cpio in binary of either byte order.
constexpr std::string_view archives[] = {"!<arch>\n"sv, "\xED\xAB\xEE\xDB"sv, "07070"sv,
                                         "\xC7\x71"sv, "\x71\xC7"sv};

// A tar archive begins with the name of its first member; its magic stands further behind.
constexpr std::string_view tar = "ustar";
constexpr std::size_t tar_at = 257;

bool is_tar(std::string_view head) {
  return head.size() >= tar_at && head.substr(tar_at).starts_with(tar);
}

}  // namespace

Compression detect_compression(std::string_view head) {
  const auto found =
      std::find_if(std::begin(compressed), std::end(compressed),
                   [&](const Magic& magic) { return head.starts_with(magic.bytes); });
  return found != std::end(compressed) ? found->compression : Compression::none;
}

bool may_be(Compression compression, std::string_view head) {
  return std::any_of(std::begin(compressed), std::end(compressed), [&](const Magic& magic) {
    return magic.compression == compression && head.starts_with(magic.bytes.substr(0, head.size()));
  });
}

bool may_be_archive(std::string_view head) {
  return detect_compression(head) != Compression::none || is_tar(head) ||
         std::any_of(std::begin(archives), std::end(archives),
                     [&](std::string_view magic) { return head.starts_with(magic); });
}

}  // namespace ko2alias
