// Goes through the files in their order, and keeps for each name the best that was seen.
#include "kernel/module_files.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/core.h>

#include "input/file_names.h"
#include "kernel/tree_places.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// The files as trees have them: one that `external` adds to several stands there once for each.
class TreeFiles {
 public:
  TreeFiles(const std::vector<ModuleFile>& files, const DepmodConfig& config) {
    std::map<std::string, std::set<std::string>> releases_of_trees;
    for (const ModuleFile& file : files)
      if (!file.member.empty() && !file.place.empty())
        releases_of_trees[file.tree].insert(file.release);
    for (std::size_t i = 0; i < files.size(); ++i) {
      const std::size_t before = files_.size();
      if (files[i].place.empty() && !files[i].member.empty())
        for (const auto& [tree, releases] : releases_of_trees)
          for (const std::string& release : releases)
            if (config.is_external_of(files[i].member, release))
              add(i, {files[i].name, files[i].member, release, tree});
      if (files_.size() == before) add(i, files[i]);
    }
  }

  [[nodiscard]] const std::vector<ModuleFile>& files() const { return files_; }

  // A file is hidden that no tree takes.
  [[nodiscard]] std::vector<bool> merged(const std::vector<bool>& is_hidden) const {
    std::vector<bool> merged(origins_.empty() ? 0 : origins_.back() + 1, true);
    for (std::size_t i = 0; i < origins_.size(); ++i)
      merged[origins_[i]] = merged[origins_[i]] && is_hidden[i];
    return merged;
  }

 private:
  void add(std::size_t origin, ModuleFile file) {
    files_.push_back(std::move(file));
    origins_.push_back(origin);
  }

  std::vector<ModuleFile> files_;
  /// For each of them its index in what was given.
  std::vector<std::size_t> origins_;
};

class FileChooser {
  using Key = std::pair<std::string_view, std::string_view>;

 public:
  FileChooser(const std::vector<ModuleFile>& files, const DepmodConfig& config)
      : files_(files), config_(config) {}

  FileChoice choose() {
    FileChoice choice{.is_hidden = std::vector<bool>(files_.size())};
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (files_[i].place.empty()) continue;
      choice.is_hidden[i] = config_.is_excluded(files_[i]);
      if (choice.is_hidden[i]) continue;
      const auto [best, is_first] = best_.try_emplace(key_of(files_[i]), i);
      if (is_first) continue;
      const std::size_t loser = loser_of(best->second, i);
      choice.is_hidden[loser] = true;
      if (loser != i) best->second = i;
    }
    choice.problem = problem();
    return choice;
  }

 private:
  static Key key_of(const ModuleFile& file) { return {file.name, file.tree}; }

  // Of two files, the earlier one first, the one that does not count. Those of other releases are
  // in no class of each other's.
  std::size_t loser_of(std::size_t first, std::size_t second) {
    const std::string& one = files_[first].release;
    const std::string& other = files_[second].release;
    const bool is_same_release = one == other || one.empty() || other.empty();
    const std::size_t before = is_same_release ? config_.class_of(files_[first]) : 0;
    const std::size_t after = is_same_release ? config_.class_of(files_[second]) : 0;
    auto& equals = equals_[key_of(files_[first])];
    if (after < before) equals.clear();
    if (after == before) equals = {first, second};
    return after < before ? first : second;
  }

  [[nodiscard]] std::optional<Problem> problem() const {
    std::vector<std::string> modules;
    std::set<std::string> releases;
    for (const auto& [key, equals] : equals_) {
      for (const std::size_t i : equals) releases.insert(files_[i].release);
      if (!equals.empty())
        modules.push_back(fmt::format("{} ({}, {})", key.first, files_[equals[0]].place,
                                      files_[equals[1]].place));
    }
    if (modules.empty()) return std::nullopt;
    return Problem{.severity = Severity::warning, .message = text_of(modules, releases)};
  }

  static std::string text_of(std::vector<std::string>& modules,
                             const std::set<std::string>& releases) {
    if (releases.size() > 1)
      return fmt::format("modules of several releases, of which the first counts: {}; name one",
                         joined({releases.begin(), releases.end()}));
    const std::size_t count = modules.size();
    return fmt::format(
        "{} several files; depmod takes the one that the file system lists first, here the first "
        "by "
        "name counts (depmod.d can decide): {}",
        counted(count, "module has", "modules have"), joined(std::move(modules)));
  }

  static std::string joined(std::vector<std::string> texts) {
    constexpr std::size_t most = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(most, texts.size()); ++i)
      text += (i == 0 ? "" : ", ") + escape_for_terminal(texts[i]);
    return texts.size() > most ? text + ", ..." : text;
  }

  const std::vector<ModuleFile>& files_;
  const DepmodConfig& config_;
  std::map<Key, std::size_t> best_;
  /// For each name two files of the best class, where there are two.
  std::map<Key, std::vector<std::size_t>> equals_;
};

}  // namespace

std::string_view place_of(const KernelModule& module) {
  if (!module.place.empty()) return without_compression(module.place);
  return is_module_name(module.path) ? path_in_tree(module.path) : std::string_view();
}

FileChoice choose_files(const std::vector<ModuleFile>& files, const DepmodConfig& config) {
  if (config.externals.empty()) return FileChooser(files, config).choose();
  const TreeFiles in_trees(files, config);
  FileChoice choice = FileChooser(in_trees.files(), config).choose();
  choice.is_hidden = in_trees.merged(choice.is_hidden);
  return choice;
}

std::optional<Problem> drop_hidden_modules(Kernel& kernel, const std::vector<ModuleFile>& files,
                                           const DepmodConfig& config) {
  FileChoice choice = choose_files(files, config);
  std::vector<KernelModule> left;
  for (std::size_t i = 0; i < kernel.modules.size(); ++i)
    if (!choice.is_hidden[i]) left.push_back(std::move(kernel.modules[i]));
  kernel.modules = std::move(left);
  return choice.problem;
}

std::set<std::string, std::less<>> built_in_names(const Kernel& kernel) {
  std::set<std::string, std::less<>> names;
  std::string_view rest;
  if (kernel.builtin) rest = *kernel.builtin;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (std::string name = name_of_file(line); is_module_word(name)) names.insert(std::move(name));
  }
  return names;
}

}  // namespace ko2alias
