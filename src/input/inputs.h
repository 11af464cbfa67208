// From the paths that a user names to the items behind them, one after the other and in a stable
// order.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "input/input_options.h"
#include "input/item.h"

namespace ko2alias {

class Cursor;

/// PATH is
/// - a file, whatever its name: a module, an archive (also within archives, and several in a row as
///   in an initramfs), or text with aliases;
/// - a folder: the modules (`.ko`, compressed or not) in it and below it, in the order of their
///   names, and the records of built-in modules. Where it has `lib/modules` or `usr/lib/modules`,
///   only those are searched. No folder is entered twice, and the links `build` and `source` of a
///   module tree are not followed: they lead to the kernel's sources;
/// - `-`: any such file on standard input;
/// - `@FILE`: a list of paths (`@-` on standard input), one a line with comments behind `#`, or
/// each
///   with a NUL at its end. A list that names itself, also through another, is a problem.
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

}  // namespace ko2alias
