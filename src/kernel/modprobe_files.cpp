#include "kernel/modprobe_files.h"

#include <filesystem>
#include <system_error>

#include <fmt/core.h>

#include "input/file_names.h"
#include "input/system_root.h"
#include "support/file.h"

namespace ko2alias {
namespace {

namespace fs = std::filesystem;

bool is_read(std::string_view name) { return name.ends_with(".conf"); }

}  // namespace

void ModprobeFiles::find(const std::string& path) {
  const auto root = find_system_root(path);
  if (root) add_system(root->folder.string());
}

void ModprobeFiles::add_system(const std::string& root) {
  for (const std::string_view folder : modprobe_folders)
    add_folder((fs::path(root) / folder).string(), "/" + std::string(folder),
               modprobe_folder_rank(folder));
}

void ModprobeFiles::add_path(const std::string& path) {
  std::error_code ignored;
  if (fs::is_directory(fs::path(path) / modprobe_folders[0], ignored)) {
    add_system(path);
  } else if (fs::is_directory(path, ignored)) {
    const std::string shown = path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
    add_folder(path, shown, named_++);
  } else {
    read_file(path, {.rank = named_++, .shown = path});
  }
}

void ModprobeFiles::add_member(std::string_view name, std::string_view text) {
  const std::string_view folder = name.substr(0, name.rfind('/'));
  const std::size_t rank = modprobe_folder_rank(folder);
  std::string shown = "/" + std::string(modprobe_folders[rank]);
  shown.append(name.substr(folder.size()));
  add_file({rank, shown, std::string(text), is_read(shown)});
}

void ModprobeFiles::add_folder(const std::string& folder, const std::string& shown,
                               std::size_t rank) {
  std::error_code failure;
  std::error_code ignored;
  for (fs::directory_iterator at(folder, failure), end; !failure && at != end;
       at.increment(failure)) {
    const std::string name = at->path().filename();
    if (!name.starts_with('.') && !at->is_directory(ignored))
      read_file(
          at->path().string(),
          {.rank = rank, .shown = fmt::format("{}/{}", shown, name), .is_read = is_read(name)});
  }
  // A system need not have all of the folders.
  if (failure && failure != std::errc::no_such_file_or_directory &&
      failure != std::errc::not_a_directory)
    problems_.push_back({.place = folder, .message = failure.message()});
}

void ModprobeFiles::read_file(const std::string& path, File file) {
  auto text = read_text_file(path);
  if (!text) {
    problems_.push_back({.place = path, .message = text.problem().message});
    return;
  }
  file.text = std::move(*text);
  add_file(std::move(file));
}

void ModprobeFiles::add_file(File file) {
  const std::string name = file.shown.substr(file.shown.rfind('/') + 1);
  const auto [known, is_new] = files_.try_emplace(name, file);
  if (!is_new && file.rank < known->second.rank) known->second = std::move(file);
}

ModprobeConfig ModprobeFiles::config() const {
  ModprobeConfig config;
  for (const auto& [name, file] : files_) {
    if (file.is_read)
      config.add_file(file.shown, file.text);
    else
      config.add_unread_file(file.shown);
  }
  return config;
}

}  // namespace ko2alias
