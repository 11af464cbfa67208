// Puts a kernel together of its modules and the files beside them.
#include "kernel/read_kernel.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "input/file_names.h"
#include "input/system_root.h"
#include "kernel/kernel_files.h"
#include "kernel/module_files.h"
#include "kernel/tree_places.h"
#include "support/text.h"

namespace ko2alias {
namespace {

bool is_path(const std::string& path) {
  std::error_code ignored;
  return path == "-" || path.starts_with('@') || std::filesystem::exists(path, ignored);
}

// A folder with several kernels below `lib/modules` is taken for the first that has modules: those
// of all of them together are no kernel's.
class OneOfSeveral {
 public:
  explicit OneOfSeveral(const std::vector<std::string>& paths) {
    for (const std::string& path : paths)
      if (const auto root = find_system_root(path); root && root->releases.size() > 1)
        roots_.push_back({.path = path.ends_with('/') ? path : path + '/'});
  }

  /// Whether a file is of another kernel than the one that is taken.
  bool passes_over(const std::string& path) {
    const std::string_view release = release_in_path(path);
    if (release.empty()) return false;
    for (Root& root : roots_) {
      if (!path.starts_with(root.path)) continue;
      auto& releases = root.releases;
      if ((is_module_name(path) || is_builtin_name(path)) &&
          std::find(releases.begin(), releases.end(), release) == releases.end())
        releases.emplace_back(release);
      return releases.empty() || releases.front() != release;
    }
    return false;
  }

  void tell(std::vector<Problem>& problems) const {
    for (const Root& root : roots_)
      if (root.releases.size() > 1)
        problems.push_back(
            {.severity = Severity::warning,
             .message = fmt::format("several kernels ({}), of which the first alone is taken; name "
                                    "the folder of one",
                                    fmt::join(root.releases, ", "))});
  }

 private:
  struct Root {
    std::string path{};
    /// Those that have modules, in the order of their files.
    std::vector<std::string> releases{};
  };

  std::vector<Root> roots_;
};

// Finds the release that all modules of a kernel are of. A folder is named for it; where there is
// none, modules say for which kernel they were built.
class ReleaseFinder {
 public:
  void add(const KernelModule& module, const ModuleFile& file) {
    if (module.is_builtin) return;
    std::string_view built_for = module.vermagic;
    if (!file.release.empty())
      places_.insert(file.release);
    else if (const std::string_view word = take_word(built_for); !word.empty())
      built_for_.emplace(word);
  }

  [[nodiscard]] std::string release() const {
    const auto& found = places_.empty() ? built_for_ : places_;
    return found.size() == 1 ? *found.begin() : std::string();
  }

 private:
  std::set<std::string, std::less<>> places_;
  std::set<std::string, std::less<>> built_for_;
};

// Takes in the parts of a kernel, in the order of the paths.
class KernelBuilder {
 public:
  KernelBuilder(const std::string& name, const std::vector<std::string>& paths,
                const InputOptions& input)
      : files_(paths, input), one_of_several_(paths) {
    kernel_.name = name;
  }

  [[nodiscard]] const std::vector<std::string>& paths() const { return files_.paths(); }

  bool take_file(const Item& item) {
    return one_of_several_.passes_over(item.path) || files_.take(item);
  }

  void take_texts(const ItemLog& item) {
    if (!item.texts) return;
    files_.take(*item.texts);
    kernel_.is_snapshot |= item.texts->source != "modinfo" && item.texts->source != "list";
  }

  void take_module(KernelModule& module) {
    ModuleFile file;
    if (!module.is_builtin) file = files_.places().file(module.name, module.path);
    if (!module.place.empty()) file.place = module.place;
    file.tree.clear();
    module.place = file.place;
    releases_.add(module, file);
    module_files_.push_back(std::move(file));
    kernel_.modules.push_back(std::move(module));
  }

  Kernel finish(const std::function<void(const ItemLog&)>& log) {
    ItemLog about_files{.name = kernel_.name, .problems = files_.problems(), .is_of_all = true};
    one_of_several_.tell(about_files.problems);
    if (auto problem = drop_hidden_modules(kernel_, module_files_, files_.depmod_config()))
      about_files.problems.push_back(std::move(*problem));
    if (log && !about_files.problems.empty()) log(about_files);
    files_.move_into(kernel_);
    kernel_.release = releases_.release();
    return std::move(kernel_);
  }

 private:
  KernelFiles files_;
  OneOfSeveral one_of_several_;
  std::vector<ModuleFile> module_files_;
  ReleaseFinder releases_;
  Kernel kernel_;
};

// What a snapshot does not record is said, as its answers are others than those of its kernel.
ItemLog with_caveats(const ItemLog& item) {
  ItemLog log = item;
  const auto warn = [&](std::string message) {
    log.problems.push_back({.severity = Severity::warning, .message = std::move(message)});
  };
  if (item.texts && item.texts->is_lines)
    warn(
        "JSON Lines hold modules alone, without the order of the kernel's modules, its "
        "configuration and the list of what is built in, which a snapshot has");
  else if (item.texts && item.texts->is_missing)
    warn(
        "an older snapshot, without the order of the kernel's modules, its configuration and the "
        "list of what is built in: one that is made anew has them");
  else if (item.texts && item.texts->source == "tables")
    warn("a snapshot of device tables alone, without the aliases that were written by hand");
  else if (item.texts && item.texts->source == "auto")
    warn(
        "a snapshot of --source auto: modules with device tables are in it without the aliases "
        "that were written by hand");
  return log;
}

}  // namespace

Kernel read_kernel(const std::string& path, const ReadOptions& options, const WantsData& wants_data,
                   const std::function<void(const ItemLog&)>& log) {
  return read_kernel(path, split_joined_paths(path), options, wants_data, log);
}

Kernel read_kernel(const std::string& name, const std::vector<std::string>& paths,
                   const ReadOptions& options, const WantsData& wants_data,
                   const std::function<void(const ItemLog&)>& log) {
  ReadOptions with_files = options;
  with_files.input.with_kernel_files = true;
  KernelBuilder builder(name, paths, with_files.input);
  read_modules<KernelModule>(
      builder.paths(), with_files,
      {.convert = [&](ModuleReport& report) { return make_kernel_module(report, wants_data); },
       .take = [&](KernelModule& module) { builder.take_module(module); },
       .log =
           [&](const ItemLog& item) {
             builder.take_texts(item);
             if (log) log(with_caveats(item));
           },
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
