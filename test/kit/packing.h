// Compressed files and archives, made in the test by libarchive. Not all that reads them under test
// is libarchive's.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ko2alias::test {

using Members = std::vector<std::pair<std::string, std::string>>;

/// An archive of these files: `format` is gnutar, newc (cpio) or ar, `filter` none, gzip, xz or
/// zstd.
std::string archive_of(const Members& members, const std::string& format,
                       const std::string& filter = "none");

/// The bytes, compressed.
std::string compressed(std::string_view bytes, const std::string& filter);

/// The bytes as xz data in blocks of that size, which say how long they are.
std::string xz_in_blocks(std::string_view bytes, std::size_t block_size);

/// A .deb with these files in its data.tar.xz.
std::string deb_of(const Members& members);
/// A .deb with this data.tar.xz.
std::string deb_around(const std::string& data);

/// A minimal .rpm with these files in its payload.
std::string rpm_of(const Members& members);

}  // namespace ko2alias::test
