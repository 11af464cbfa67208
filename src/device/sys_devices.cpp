// Walks through the folders of a /sys. Each folder with a file `modalias` is a device.
#include "device/sys_devices.h"

#include <fcntl.h>

#include <algorithm>
#include <filesystem>

#include "support/file.h"

namespace ko2alias {
namespace {

namespace fs = std::filesystem;

// A copy of a /sys may have anything under that name: a pipe, a link to elsewhere, a file without
// end.
std::string first_line(const fs::path& path) {
  const auto file = File::open(path, O_NONBLOCK | O_NOFOLLOW);
  if (!file || !file->size()) return {};
  const std::string text = file->bytes_at(0, 4096);
  return text.substr(0, text.find('\n'));
}

// `driver` is a link to the driver's folder; in a copy it may lead nowhere.
std::string driver_of(const fs::path& device) {
  std::error_code ignored;
  return fs::read_symlink(device / "driver", ignored).filename().string();
}

}  // namespace

Result<std::vector<SysDevice>> read_sys_devices(const std::string& root) {
  std::error_code failure;
  const fs::path devices_folder = fs::path(root) / "devices";
  const fs::path start =
      fs::is_directory(devices_folder, failure) ? devices_folder : fs::path(root);
  std::vector<SysDevice> devices;
  // Any /sys has folders that are closed to us; they are passed over.
  auto at = fs::recursive_directory_iterator(start, fs::directory_options::skip_permission_denied,
                                             failure);
  if (failure) return error(failure.message());
  for (const fs::recursive_directory_iterator end; !failure && at != end; at.increment(failure)) {
    if (at->path().filename() != "modalias") continue;
    const fs::path device = at->path().parent_path();
    std::string modalias = first_line(at->path());
    if (!modalias.empty())
      devices.push_back(
          {device.lexically_relative(start).string(), std::move(modalias), driver_of(device)});
  }
  if (devices.empty()) return error("no device with a modalias below this folder");
  std::sort(devices.begin(), devices.end(),
            [](const auto& a, const auto& b) { return a.place < b.place; });
  return devices;
}

}  // namespace ko2alias
