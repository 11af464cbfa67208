// Cursors yield the items of one thing: a folder, an archive, a list of paths. What lies in it and
// has items of its own (an archive in a folder of paths, an archive in an archive) becomes a cursor
// on top of it, which is exhausted before the one below goes on:
//
//   linux.deb: data.tar.xz                          members of the inner archive
//   linux.deb                                       archives of the file, one behind the other
//   paths                                           of the command line
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "input/input_options.h"
#include "input/item.h"
#include "support/file.h"

namespace ko2alias {

class Cursor {
 public:
  Cursor() = default;
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;
  virtual ~Cursor() = default;

  struct Step {
    std::optional<Item> item;
    /// To be exhausted, and gone, before this one goes on.
    std::unique_ptr<Cursor> inner;
  };
  /// The next step; nothing at the end.
  virtual std::optional<Step> next() = 0;
};

/// For a path as the user names it (inputs.h).
std::unique_ptr<Cursor> make_path_cursor(const std::string& path, const InputOptions& options);

/// One item that is known already.
std::unique_ptr<Cursor> make_item_cursor(Item item);

std::unique_ptr<Cursor> make_folder_cursor(const std::string& path, const InputOptions& options);

/// For a file that may be an archive; one that is none is an item itself.
std::unique_ptr<Cursor> make_archive_cursor(const std::string& path, const InputOptions& options);

/// The same for a pipe or standard input, which can be read only once.
std::unique_ptr<Cursor> make_stream_cursor(const std::string& name, Result<File> stream,
                                           const InputOptions& options);

}  // namespace ko2alias
