// libarchive reads the archive, one member after the other.
#include "kit/test_archive.h"

#include <memory>
#include <stdexcept>

#include <archive.h>
#include <archive_entry.h>

namespace ko2alias::test {
namespace {

std::string read_member(archive* reader, archive_entry* entry) {
  std::string data(static_cast<std::size_t>(archive_entry_size(entry)), '\0');
  if (archive_read_data(reader, data.data(), data.size()) != static_cast<la_ssize_t>(data.size()))
    throw std::runtime_error("cannot read " + std::string(archive_entry_pathname(entry)));
  return data;
}

}  // namespace

std::map<std::string, std::string> read_archive(const std::string& path) {
  const std::unique_ptr<archive, int (*)(archive*)> reader(archive_read_new(), archive_read_free);
  archive_read_support_filter_all(reader.get());
  archive_read_support_format_all(reader.get());
  if (archive_read_open_filename(reader.get(), path.c_str(), 1 << 16) != ARCHIVE_OK)
    throw std::runtime_error("cannot open " + path + ": " + archive_error_string(reader.get()));
  std::map<std::string, std::string> files;
  archive_entry* entry = nullptr;
  while (archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK) {
    if (archive_entry_filetype(entry) != AE_IFREG) continue;
    std::string name = archive_entry_pathname(entry);
    if (name.starts_with("./")) name.erase(0, 2);
    files[name] = read_member(reader.get(), entry);
  }
  return files;
}

}  // namespace ko2alias::test
