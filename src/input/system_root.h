// The root folder of the system that a module tree belongs to. It has files that say more of the
// tree: boot/config-RELEASE and etc/depmod.d.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ko2alias {

/// A folder that the user named, with the system that it is, or is in.
struct SystemRoot {
  std::filesystem::path folder{};
  /// The releases below lib/modules, or the one that the folder is or is in. In order.
  std::vector<std::string> releases{};
  /// The path of the folder below lib/modules/RELEASE; empty for that folder itself, and for a
  /// folder above it.
  std::string place{};
};

/// `/srv` for the folders /srv, /srv/usr/lib/modules and /srv/lib/modules/6.12/kernel, by whatever
/// link they are named. Nothing for a folder that has no lib/modules and is in none.
std::optional<SystemRoot> find_system_root(const std::string& path);

}  // namespace ko2alias
