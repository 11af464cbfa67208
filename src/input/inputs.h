// From the paths that a user names to the items behind them, one after the other and in a stable
// order.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "input/item.h"

namespace ko2alias {

struct InputOptions {
  /// What a module may have when decompressed, or as an archive's member.
  std::uint64_t max_size = std::uint64_t{512} << 20;
  /// Whether `modules.builtin.modinfo` of a tree or package is read too.
  bool with_builtin = true;
  /// Whether what else says something of a kernel is an item too, in packages and root folders: its
  /// configuration
  /// (`boot/config-RELEASE`), `modules.order` and `modules.builtin`.
  bool with_kernel_files = false;
};

/// What yields items: a folder, an archive, a list. Several stand on top of each other.
class Cursor {
 public:
  Cursor() = default;
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;
  virtual ~Cursor() = default;

  struct Step {
    std::optional<Item> item;
    /// To be exhausted before this one goes on.
    std::unique_ptr<Cursor> inner;
  };
  /// The next step; nothing at the end.
  virtual std::optional<Step> next() = 0;
};

/// PATH is
/// - a file, whatever its name: a module, an archive (also within archives, and several in a row as
/// in an initramfs), or text
///   with aliases;
/// - a folder: the modules (`.ko`, compressed or not) in it and below it, in the order of their
/// names, and built-in modules'
///   records. Where it has `lib/modules` or `usr/lib/modules`, only those are searched. Folders are
///   not entered twice, and the links `build` and `source` of a module tree not at all, as they
///   lead to the kernel's sources;
/// - `-`: any such file on standard input; `@FILE`: a list of paths, one a line.
/// A folder or an archive without modules is a problem.
class Inputs {
 public:
  Inputs(std::vector<std::string> paths, const InputOptions& options);
  ~Inputs();

  /// The next item; nothing at the end. Call it from one thread.
  std::optional<Item> next();

 private:
  std::vector<std::unique_ptr<Cursor>> cursors_;
};

/// The cursors. `path` is what the user named.
std::unique_ptr<Cursor> make_path_cursor(const std::string& path, const InputOptions& options);
std::unique_ptr<Cursor> make_folder_cursor(const std::string& path, const InputOptions& options);
/// For a file that may be an archive; one that is none is an item itself.
std::unique_ptr<Cursor> make_archive_cursor(std::string name, std::string path,
                                            const InputOptions& options);
/// The descriptor becomes the cursor's.
std::unique_ptr<Cursor> make_stream_cursor(std::string name, int descriptor,
                                           const InputOptions& options);

}  // namespace ko2alias
