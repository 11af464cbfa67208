// The files beside a kernel's modules: its configuration, `modules.order` and `modules.builtin`.
//
//   boot/config-6.12.57                       or lib/modules/6.12.57/config
//   lib/modules/6.12.57/modules.order
//   lib/modules/6.12.57/modules.builtin
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "input/input_options.h"
#include "input/item.h"
#include "input/open_item.h"
#include "kernel/kernel.h"

namespace ko2alias {

/// Takes the files aside while a kernel's items are read.
class KernelFiles {
 public:
  /// Keeps a reference to the options.
  explicit KernelFiles(const InputOptions& options) : options_(options) {}

  /// Takes an item that is one of the files. A file that cannot be read is left to the reader of
  /// modules, which reports it.
  bool take(const Item& item);

  /// Gives a kernel, whose modules are known, its files. Each of its packages may have lists, and
  /// all of them count. Of several configurations that of the modules' release counts; where that
  /// does not decide, none does.
  void move_into(Kernel& kernel);

 private:
  void add(std::string_view name, std::string_view text);
  [[nodiscard]] std::string config_of(const Kernel& kernel) const;

  const InputOptions& options_;
  Workspace workspace_;
  /// By the releases in their names.
  std::map<std::string, std::string, std::less<>> configs_;
  std::optional<std::string> order_;
  std::optional<std::string> builtin_;
};

}  // namespace ko2alias
