// Puts a kernel together of its modules and the files beside them.
#include "kernel/read_kernel.h"

#include <filesystem>

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
  KernelBuilder(const std::string& name, const InputOptions& input)
      : files_(split_joined_paths(name), input) {
    kernel_.name = name;
  }

  [[nodiscard]] const std::vector<std::string>& paths() const { return files_.paths(); }

  bool take_file(const Item& item) { return files_.take(item); }

  void take_module(KernelModule& module) {
    module_files_.push_back(module.is_builtin ? ModuleFile{}
                                              : files_.places().file(module.name, module.path));
    module_files_.back().tree.clear();
    module.place = module_files_.back().place;
    kernel_.modules.push_back(std::move(module));
  }

  Kernel finish(const std::function<void(const ItemLog&)>& log) {
    ItemLog about_files{.name = kernel_.name, .problems = files_.problems()};
    if (auto problem = drop_hidden_modules(kernel_, module_files_, files_.depmod_config()))
      about_files.problems.push_back(std::move(*problem));
    if (log && !about_files.problems.empty()) log(about_files);
    files_.move_into(kernel_);
    return std::move(kernel_);
  }

 private:
  KernelFiles files_;
  std::vector<ModuleFile> module_files_;
  Kernel kernel_;
};

}  // namespace

Kernel read_kernel(const std::string& path, const ReadOptions& options, const WantsData& wants_data,
                   const std::function<void(const ItemLog&)>& log) {
  ReadOptions with_files = options;
  with_files.input.with_kernel_files = true;
  KernelBuilder builder(path, with_files.input);
  read_modules<KernelModule>(
      builder.paths(), with_files,
      {.convert =
           [&](const ModuleReport& report) { return make_kernel_module(report, wants_data); },
       .take = [&](KernelModule& module) { builder.take_module(module); },
       .log = log,
       .take_aside = [&](const Item& item) { return builder.take_file(item); }});
  return builder.finish(log);
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
