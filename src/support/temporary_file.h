// Files that are not finished yet. Their names are random, so that neither another run nor what an
// earlier one left behind is in the way. They are gone when their owner goes, and also when a
// signal ends the program.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "ko2alias/problem.h"

namespace ko2alias {

class TemporaryFile {
 public:
  /// Makes an empty file to be read and written, with a random name in a folder. The umask is taken
  /// from `mode`. The problem is the system's own text.
  static Result<TemporaryFile> create(const std::string& folder, mode_t mode);

  TemporaryFile(TemporaryFile&& other) noexcept;
  TemporaryFile& operator=(TemporaryFile&& other) noexcept;
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  /// Closes the file and removes it.
  ~TemporaryFile();

  [[nodiscard]] int descriptor() const { return descriptor_; }
  /// Its path; empty once it is moved.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// Closes the file and gives it this name, which another file may have had so far. The folder has
  /// to be on the same file system.
  std::optional<Problem> move_to(const std::string& path);

 private:
  TemporaryFile(std::string name, std::size_t guard);

  /// Empty once the file is moved.
  std::string name_;
  /// Its place among the names that a signal removes.
  std::size_t guard_ = 0;
  int descriptor_ = -1;
};

/// Whether a file is called as temporary ones are; `name` is without its folder.
bool is_temporary_name(std::string_view name);

/// Removes the temporary files that are there now. For an end of the program that calls no
/// destructors; a handler of signals may call it.
void remove_temporary_files() noexcept;

}  // namespace ko2alias
