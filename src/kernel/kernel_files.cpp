// Tells the files by their names, and the release of a configuration by its own. Those of a
// depmod.d on disk are read first, as they can add folders; those of archives come as items.
#include "kernel/kernel_files.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include <fmt/core.h>

#include "input/file_names.h"
#include "input/system_root.h"
#include "support/file.h"

namespace ko2alias {
namespace {

namespace fs = std::filesystem;

// `./boot/config-6.12` for `linux.deb: ./boot/config-6.12`.
std::string_view member_name(const Item& item) {
  if (!item.path.empty()) return item.path;
  const auto colon = item.name.rfind(": ");
  return std::string_view(item.name).substr(colon == std::string::npos ? 0 : colon + 2);
}

// `6.12` for `boot/config-6.12` and `lib/modules/6.12/config`.
std::string_view release_of_config(std::string_view name) {
  constexpr std::string_view head = "config-";
  const std::string_view file = name.substr(name.rfind('/') + 1);
  return file.starts_with(head) ? file.substr(head.size()) : release_in_path(name);
}

// A path that a module in the tree may have.
std::string sample_of(const SystemRoot& root, const std::string& path) {
  std::error_code ignored;
  const bool is_root = fs::equivalent(path, root.folder, ignored);
  return path + (is_root ? "/lib/modules/" + root.releases.front() : "") + "/sample.ko";
}

}  // namespace

KernelFiles::KernelFiles(std::vector<std::string> paths, const InputOptions& options)
    : options_(options), paths_(std::move(paths)), places_(paths_) {
  if (options_.depmod_folder)
    add_depmod_folder(*options_.depmod_folder, 0);
  else
    find_depmod_folders();
  add_externals();
  if (options_.modprobe_paths) {
    for (const std::string& path : *options_.modprobe_paths) modprobe_files_.add_path(path);
  } else {
    for (const std::string& path : paths_) modprobe_files_.find(path);
  }
}

void KernelFiles::find_depmod_folders() {
  for (const std::string& path : paths_)
    if (const auto root = find_system_root(path))
      for (const std::string_view folder : depmod_folders)
        add_depmod_folder((root->folder / folder).string(), depmod_folder_rank(folder));
}

void KernelFiles::add_depmod_folder(const std::string& path, std::size_t rank) {
  std::error_code failure;
  for (fs::directory_iterator at(path, failure), end; !failure && at != end;
       at.increment(failure)) {
    if (at->path().extension() != ".conf") continue;
    const auto text = read_text_file(at->path().string());
    if (text)
      add_depmod_file(at->path().string(), rank, *text);
    else
      problems_.push_back({.place = at->path().string(), .message = text.problem().message});
  }
  // A system need not have all of the folders.
  if (failure && failure != std::errc::no_such_file_or_directory &&
      failure != std::errc::not_a_directory)
    problems_.push_back({.place = path, .message = failure.message()});
}

// A file of an earlier folder hides one of the same name.
void KernelFiles::add_depmod_file(const std::string& path, std::size_t rank,
                                  std::string_view text) {
  const auto [known, is_new] = depmod_files_.try_emplace(path.substr(path.rfind('/') + 1),
                                                         DepmodFile{rank, std::string(text)});
  if (!is_new && rank >= known->second.rank) return;
  known->second = {rank, std::string(text)};
  DepmodConfig lines;
  for (Problem& problem : lines.add_lines(text)) {
    problem.place = path;
    problems_.push_back(std::move(problem));
  }
}

// depmod looks for these folders below the root of the system that it runs in.
void KernelFiles::add_externals() {
  const DepmodConfig config = depmod_config();
  for (const std::string& path : std::vector(paths_)) {
    const auto root = find_system_root(path);
    if (!root || root->releases.size() != 1 || !root->place.empty()) continue;
    for (const DepmodConfig::External& external : config.externals) {
      const std::string folder = root->folder / fs::path(external.folder).relative_path();
      std::error_code ignored;
      if (!is_version(external.version, root->releases.front()) ||
          !fs::is_directory(folder, ignored))
        continue;
      places_.add_external(folder, external.folder, places_.file("", sample_of(*root, path)));
      paths_.push_back(folder);
    }
  }
}

bool KernelFiles::take(const Item& item) {
  const std::string_view name = member_name(item);
  if (!is_kernel_file_name(name)) {
    note_module(item);
    return false;
  }
  const auto source = open_item(item, workspace_, options_.limits.module);
  if (!source || (*source)->load(0, (*source)->data().size())) return false;
  add(name, (*source)->data());
  return true;
}

void KernelFiles::note_module(const Item& item) {
  if (const auto release = release_in_path(member_name(item)); !release.empty())
    releases_.emplace(release);
  const ModuleFile file = places_.file("", item.name);
  const std::string& path = file.place.empty() ? file.member : file.place;
  if (path.starts_with('/')) outside_folders_.insert(path.substr(0, path.rfind('/') + 1));
}

void KernelFiles::take(const KernelTexts& texts) {
  if (texts.order) order_ = order_.value_or("") + *texts.order;
  if (texts.builtin && options_.with_builtin) builtin_ = builtin_.value_or("") + *texts.builtin;
  // Under a name of its own: a snapshot's configuration is that of no other kernel.
  if (texts.config)
    configs_.try_emplace("snapshot " + std::to_string(configs_.size()), *texts.config);
}

void KernelFiles::add(std::string_view name, std::string_view text) {
  if (is_config_name(name))
    configs_.try_emplace(std::string(release_of_config(name)), text);
  else if (is_order_name(name))
    order_ = order_.value_or("").append(text);
  else if (is_builtin_list_name(name) && options_.with_builtin)
    builtin_ = builtin_.value_or("").append(text);
  else if (is_depmod_name(name) && !options_.depmod_folder)
    add_depmod_file(std::string(name), depmod_folder_rank(name.substr(0, name.rfind('/'))), text);
  else if (is_modprobe_name(name) && !options_.modprobe_paths)
    modprobe_files_.add_member(name, text);
}

std::vector<Problem> KernelFiles::problems() const {
  const DepmodConfig config = depmod_config();
  std::vector<Problem> problems = problems_;
  const auto& of_modprobe = modprobe_files_.problems();
  problems.insert(problems.end(), of_modprobe.begin(), of_modprobe.end());
  for (const DepmodConfig::External& external : config.externals) {
    const auto is_meant = [&](const std::string& one) { return is_version(external.version, one); };
    const auto is_below = [&](const std::string& one) {
      return one.starts_with(external.folder + '/');
    };
    const auto release = std::find_if(releases_.begin(), releases_.end(), is_meant);
    if (release == releases_.end() ||
        std::any_of(outside_folders_.begin(), outside_folders_.end(), is_below))
      continue;
    problems.push_back(
        {.severity = Severity::warning,
         .place = "depmod.d",
         .message = fmt::format("external {}: no module of this folder was read, though it belongs "
                                "to the kernel {}{}",
                                external.folder, *release,
                                releases_.size() == 1 ? "" : " (of several: name one)")});
  }
  return problems;
}

DepmodConfig KernelFiles::depmod_config() const {
  DepmodConfig config;
  for (const auto& [name, file] : depmod_files_) (void)config.add_lines(file.text);
  return config;
}

void KernelFiles::move_into(Kernel& kernel) {
  kernel.config = config();
  kernel.modprobe = modprobe_config();
  kernel.order = std::move(order_);
  kernel.builtin = std::move(builtin_);
}

std::string KernelFiles::config() const {
  if (configs_.size() == 1) return configs_.begin()->second;
  const auto config = releases_.size() == 1 ? configs_.find(*releases_.begin()) : configs_.end();
  return config == configs_.end() ? std::string() : config->second;
}

}  // namespace ko2alias
