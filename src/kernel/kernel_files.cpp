// Tells the files by their names, and the release of a configuration by its own.
#include "kernel/kernel_files.h"

#include <set>

#include "input/file_names.h"
#include "kernel/module_files.h"

namespace ko2alias {
namespace {

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

}  // namespace

bool KernelFiles::take(const Item& item) {
  const std::string_view name = member_name(item);
  if (!is_kernel_file_name(name)) return false;
  const auto source = open_item(item, workspace_, options_.max_size);
  if (!source || (*source)->load(0, (*source)->data().size())) return false;
  add(name, (*source)->data());
  return true;
}

void KernelFiles::add(std::string_view name, std::string_view text) {
  if (is_config_name(name))
    configs_.try_emplace(std::string(release_of_config(name)), text);
  else if (is_order_name(name))
    order_ = order_.value_or("").append(text);
  else if (options_.with_builtin)
    builtin_ = builtin_.value_or("").append(text);
}

void KernelFiles::move_into(Kernel& kernel) {
  kernel.config = config_of(kernel);
  kernel.order = std::move(order_);
  kernel.builtin = std::move(builtin_);
}

std::string KernelFiles::config_of(const Kernel& kernel) const {
  if (configs_.size() == 1) return configs_.begin()->second;
  std::set<std::string_view> releases;
  for (const KernelModule& module : kernel.modules) releases.insert(release_in_path(module.path));
  releases.erase(std::string_view());
  const auto config = releases.size() == 1 ? configs_.find(*releases.begin()) : configs_.end();
  return config == configs_.end() ? std::string() : config->second;
}

}  // namespace ko2alias
