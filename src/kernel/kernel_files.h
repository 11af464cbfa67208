// The files beside a kernel's modules: its configuration, its lists of modules, and the depmod.d
// and modprobe.d of its system.
//
//   boot/config-6.12.57                       or lib/modules/6.12.57/config
//   lib/modules/6.12.57/modules.order
//   lib/modules/6.12.57/modules.builtin
//   etc/modprobe.d/acme.conf                  (modprobe_files.h)
//   etc/depmod.d/dist.conf                    or in run, usr/local/lib or lib
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "input/input_options.h"
#include "input/item.h"
#include "input/open_item.h"
#include "kernel/depmod_config.h"
#include "kernel/kernel.h"
#include "kernel/modprobe_files.h"
#include "kernel/tree_places.h"
#include "module/listing.h"

namespace ko2alias {

/// Takes the files aside while a kernel's items are read.
class KernelFiles {
 public:
  /// Looks for the depmod.d of the systems that the paths are, or are in, or reads the folder of
  /// the options instead. Keeps a reference to the options.
  KernelFiles(std::vector<std::string> paths, const InputOptions& options);

  /// The paths to read: the kernel's own, and the folders that depmod.d adds.
  [[nodiscard]] const std::vector<std::string>& paths() const { return paths_; }
  [[nodiscard]] const TreePlaces& places() const { return places_; }

  /// Takes an item that is one of the files. A file that cannot be read is left to the reader of
  /// modules, which reports it.
  bool take(const Item& item);
  /// Takes what a snapshot records of them.
  void take(const KernelTexts& texts);

  /// The depmod.d, once all items were seen.
  [[nodiscard]] DepmodConfig depmod_config() const;
  /// What was wrong with it, and the folders of its `external` lines of which no module was read,
  /// once all items were seen.
  [[nodiscard]] std::vector<Problem> problems() const;

  /// The modprobe.d, once all items were seen.
  [[nodiscard]] ModprobeConfig modprobe_config() const { return modprobe_files_.config(); }

  /// Gives a kernel its files, once all items were seen. Each of its packages may have lists, and
  /// all of them count. Of several configurations that of the modules' release counts; where that
  /// does not decide, none does.
  void move_into(Kernel& kernel);

 private:
  struct DepmodFile {
    std::size_t rank = 0;
    std::string text{};
  };

  void add(std::string_view name, std::string_view text);
  void note_module(const Item& item);
  void add_depmod_file(const std::string& path, std::size_t rank, std::string_view text);
  void add_depmod_folder(const std::string& path, std::size_t rank);
  void find_depmod_folders();
  void add_externals();
  [[nodiscard]] std::string config() const;

  const InputOptions& options_;
  std::vector<std::string> paths_;
  TreePlaces places_;
  Workspace workspace_;
  /// By the releases in their names.
  std::map<std::string, std::string, std::less<>> configs_;
  /// Those in the paths of other items.
  std::set<std::string, std::less<>> releases_;
  std::optional<std::string> order_;
  std::optional<std::string> builtin_;
  /// By their names, the order in which depmod reads them.
  std::map<std::string, DepmodFile> depmod_files_;
  ModprobeFiles modprobe_files_;
  std::vector<Problem> problems_;
  /// The folders of modules that are in no tree, as paths from the root of their system.
  std::set<std::string, std::less<>> outside_folders_;
};

}  // namespace ko2alias
