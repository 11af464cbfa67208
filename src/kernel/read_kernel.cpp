// Takes the files beside the modules aside while the modules are read, and puts a kernel together.
#include "kernel/read_kernel.h"

#include <filesystem>

#include "input/file_names.h"
#include "kernel/module_files.h"

namespace ko2alias {
namespace {

bool is_path(const std::string& path) {
  std::error_code ignored;
  return path == "-" || path.starts_with('@') || std::filesystem::exists(path, ignored);
}

// `./boot/config-6.12` for `linux.deb: ./boot/config-6.12`.
std::string_view member_name(const Item& item) {
  if (!item.path.empty()) return item.path;
  const auto colon = item.name.rfind(": ");
  return std::string_view(item.name).substr(colon == std::string::npos ? 0 : colon + 2);
}

// Takes in the parts of a kernel, in the order of the paths.
class KernelBuilder {
 public:
  KernelBuilder(const std::string& name, std::vector<std::string> paths, const InputOptions& input)
      : paths_(std::move(paths)), input_(input) {
    kernel_.name = name;
  }

  // Takes an item that is one of the files beside the modules. A file that cannot be read is left
  // to the reader of modules, which reports it.
  bool take_file(const Item& item) {
    const std::string_view name = member_name(item);
    if (!is_kernel_file_name(name)) return false;
    const auto source = open_item(item, workspace_, input_.max_size);
    if (!source || (*source)->load(0, (*source)->data().size())) return false;
    add_text(name, (*source)->data());
    return true;
  }

  void take_module(KernelModule& module) {
    if (path_in_tree(module.path).empty()) module.place = place_below(paths_, module.path);
    kernel_.modules.push_back(std::move(module));
  }

  Kernel finish() {
    drop_hidden_modules(kernel_);
    return std::move(kernel_);
  }

 private:
  // Each package of a kernel may have a `modules.order`, and all of them count. Several
  // configurations belong to several kernels, and none of them counts.
  void add_text(std::string_view name, std::string_view text) {
    if (is_config_name(name))
      kernel_.config = ++configs_ == 1 ? text : std::string_view();
    else if (is_order_name(name))
      kernel_.order += text;
    else if (input_.with_builtin)
      kernel_.builtin += text;
  }

  std::vector<std::string> paths_;
  const InputOptions& input_;
  Workspace workspace_;
  std::size_t configs_ = 0;
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
