// Puts a kernel together of its modules and the files beside them.
#include "kernel/read_kernel.h"

#include <filesystem>

#include "input/file_names.h"
#include "kernel/kernel_files.h"
#include "kernel/module_files.h"

namespace ko2alias {
namespace {

bool is_path(const std::string& path) {
  std::error_code ignored;
  return path == "-" || path.starts_with('@') || std::filesystem::exists(path, ignored);
}

// Takes in the parts of a kernel, in the order of the paths.
class KernelBuilder {
 public:
  KernelBuilder(const std::string& name, std::vector<std::string> paths, const InputOptions& input)
      : paths_(std::move(paths)), files_(input) {
    kernel_.name = name;
  }

  bool take_file(const Item& item) { return files_.take(item); }

  void take_module(KernelModule& module) {
    if (is_module_name(module.path) && path_in_tree(module.path).empty())
      module.place = place_below(paths_, module.path);
    kernel_.modules.push_back(std::move(module));
  }

  Kernel finish() {
    drop_hidden_modules(kernel_);
    files_.move_into(kernel_);
    return std::move(kernel_);
  }

 private:
  std::vector<std::string> paths_;
  KernelFiles files_;
  Kernel kernel_;
};

}  // namespace

Kernel read_kernel(const std::string& path, const ReadOptions& options, const WantsData& wants_data,
                   const std::function<void(const ItemLog&)>& log) {
  ReadOptions with_files = options;
  with_files.input.with_kernel_files = true;
  const auto paths = split_joined_paths(path);
  KernelBuilder builder(path, paths, with_files.input);
  read_modules<KernelModule>(
      paths, with_files,
      {.convert =
           [&](const ModuleReport& report) { return make_kernel_module(report, wants_data); },
       .take = [&](KernelModule& module) { builder.take_module(module); },
       .log = log,
       .take_aside = [&](const Item& item) { return builder.take_file(item); }});
  return builder.finish();
}

std::vector<std::string> split_joined_paths(const std::string& path) {
  if (is_path(path)) return {path};
  for (auto plus = path.find('+'); plus != std::string::npos; plus = path.find('+', plus + 1)) {
    if (!is_path(path.substr(0, plus))) continue;
    std::vector<std::string> parts = split_joined_paths(path.substr(plus + 1));
    if (!is_path(parts.front())) continue;
    parts.insert(parts.begin(), path.substr(0, plus));
    return parts;
  }
  return {path};
}

}  // namespace ko2alias
