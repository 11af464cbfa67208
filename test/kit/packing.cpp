// libarchive packs everything but the frame of an .rpm, which is written here.
#include "kit/packing.h"

#include <archive.h>
#include <archive_entry.h>
#include <lzma.h>

#include <memory>

#include "kit/catch.h"

namespace ko2alias::test {
namespace {

la_ssize_t append(archive*, void* out, const void* data, std::size_t size) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(data), size);
  return static_cast<la_ssize_t>(size);
}

}  // namespace

std::string archive_of(const Members& members, const std::string& format,
                       const std::string& filter) {
  std::string out;
  const std::unique_ptr<archive, int (*)(archive*)> writer(archive_write_new(), archive_write_free);
  REQUIRE(archive_write_set_format_by_name(writer.get(), format.c_str()) == ARCHIVE_OK);
  if (filter != "none") {
    REQUIRE(archive_write_add_filter_by_name(writer.get(), filter.c_str()) == ARCHIVE_OK);
    // Its decoders have small dictionaries, which sanitizers are quicker to mark.
    archive_write_set_filter_option(writer.get(), nullptr, "compression-level", "1");
  }
  archive_write_set_bytes_in_last_block(writer.get(), 1);
  REQUIRE(archive_write_open(writer.get(), &out, nullptr, append, nullptr) == ARCHIVE_OK);
  for (const auto& [name, bytes] : members) {
    const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(),
                                                                         archive_entry_free);
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
    REQUIRE(archive_write_header(writer.get(), entry.get()) == ARCHIVE_OK);
    REQUIRE(archive_write_data(writer.get(), bytes.data(), bytes.size()) ==
            static_cast<la_ssize_t>(bytes.size()));
  }
  REQUIRE(archive_write_close(writer.get()) == ARCHIVE_OK);
  return out;
}

std::string compressed(std::string_view bytes, const std::string& filter) {
  return archive_of({{"data", std::string(bytes)}}, "raw", filter);
}

std::string xz_in_blocks(std::string_view bytes, std::size_t block_size) {
  lzma_stream encoder = LZMA_STREAM_INIT;
  lzma_mt options{};
  options.threads = 2;
  options.block_size = block_size;
  options.check = LZMA_CHECK_CRC32;
  REQUIRE(lzma_stream_encoder_mt(&encoder, &options) == LZMA_OK);
  std::string out(bytes.size() + (std::size_t{1} << 16), '\0');
  encoder.next_in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  encoder.avail_in = bytes.size();
  encoder.next_out = reinterpret_cast<std::uint8_t*>(out.data());
  encoder.avail_out = out.size();
  const lzma_ret result = lzma_code(&encoder, LZMA_FINISH);
  out.resize(encoder.total_out);
  lzma_end(&encoder);
  REQUIRE(result == LZMA_STREAM_END);
  return out;
}

std::string deb_of(const Members& members) {
  return deb_around(archive_of(members, "gnutar", "xz"));
}

std::string deb_around(const std::string& data) {
  return archive_of(
      {{"debian-binary", "2.0\n"},
       {"control.tar.xz", archive_of({{"control", "Package: linux\n"}}, "gnutar", "xz")},
       {"data.tar.xz", data}},
      "arbsd");
}

// A lead, a signature and a header, both without entries, and the payload.
std::string rpm_of(const Members& members) {
  const std::string lead = std::string("\xED\xAB\xEE\xDB\x03\x00", 6) + std::string(90, '\0');
  const std::string empty_header = std::string("\x8E\xAD\xE8\x01", 4) + std::string(12, '\0');
  return lead + empty_header + empty_header + archive_of(members, "newc", "gzip");
}

}  // namespace ko2alias::test
