// The files of modprobe.d in the order in which kmod reads them: by their names over all folders
// together. A file of an earlier folder hides one of its name in a later folder.
//
//   etc/modprobe.d/acme.conf      second
//   usr/lib/modprobe.d/a.conf     first
//   lib/modprobe.d/acme.conf      hidden
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/modprobe_config.h"
#include "ko2alias/problem.h"

namespace ko2alias {

class ModprobeFiles {
 public:
  /// Looks for the folders of the system that a path is, or is in.
  void find(const std::string& path);
  /// Adds the folders of the system whose root this is.
  void add_system(const std::string& root);
  /// Adds what the user named: a file, the files of a folder, or those of a system's root.
  void add_path(const std::string& path);
  /// Adds a member of an archive.
  void add_member(std::string_view name, std::string_view text);

  [[nodiscard]] ModprobeConfig config() const;
  /// The files and folders that could not be read.
  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }

 private:
  struct File {
    std::size_t rank = 0;
    /// Its path in its system, or as the user named it.
    std::string shown{};
    std::string text{};
    /// Whether its name ends with `.conf`, or the user named it.
    bool is_read = true;
  };

  void add_folder(const std::string& folder, const std::string& shown, std::size_t rank);
  void read_file(const std::string& path, File file);
  void add_file(File file);

  /// By their names.
  std::map<std::string, File> files_;
  std::vector<Problem> problems_;
  std::size_t named_ = 0;
};

}  // namespace ko2alias
