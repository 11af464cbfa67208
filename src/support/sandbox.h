// Gives up what the process does not need, before it reads files that may have been made to break
// it. A fault that lets such a file steer the program then does not let it write where it likes.
#pragma once

#include <string>
#include <vector>

namespace ko2alias {

/// Where something may still be made or changed.
struct WritableFolders {
  /// Folders with a TemporaryFile that is open: it may be moved and removed, and so may others.
  std::vector<std::string> of_outputs{};
  /// Folders for further temporary files.
  std::vector<std::string> of_temporary_files{};
};

/// Gives up writing, making and removing files elsewhere, running programs, commands to devices,
/// TCP, and signals to other processes, as far as the kernel offers that (Landlock), and gaining
/// rights by running programs. What is open already stays so. That holds for the calling thread and
/// those that it starts from now on, for good. False where the kernel does not offer it, or where a
/// folder cannot be kept: then only the last has been given up.
bool give_up_rights(const WritableFolders& folders);

}  // namespace ko2alias
