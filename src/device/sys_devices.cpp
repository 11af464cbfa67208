// Walks through the folders of a /sys. Each folder with a file `modalias` is a device. Devices come
// and go while it is read: a folder that is gone takes no other one with it.
#include "device/sys_devices.h"

#include <fcntl.h>

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "support/file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

namespace fs = std::filesystem;

// The kernel's attributes have no more.
constexpr std::size_t largest_attribute = 4096;

// `driver` is a link to the driver's folder; in a copy it may lead nowhere.
std::string driver_of(const fs::path& device) {
  std::error_code ignored;
  return fs::read_symlink(device / "driver", ignored).filename().string();
}

class SysWalk {
 public:
  explicit SysWalk(fs::path start) : start_(std::move(start)), folders_{start_} {}

  DeviceReading run() {
    while (!folders_.empty()) {
      const fs::path folder = std::move(folders_.back());
      folders_.pop_back();
      enter(folder);
    }
    std::stable_sort(reading_.devices.begin(), reading_.devices.end(),
                     [](const Device& a, const Device& b) { return a.where < b.where; });
    if (reading_.devices.empty() && reading_.problems.empty())
      reading_.problems.push_back(error("no device with a modalias below this folder"));
    return std::move(reading_);
  }

  // Its place is the folder's name.
  DeviceReading read_one() {
    std::error_code ignored;
    if (const fs::path target = fs::canonical(start_, ignored); !ignored) start_ = target;
    const fs::path device = std::exchange(start_, start_.parent_path());
    if (fs::exists(device / "modalias", ignored)) read_modalias(device / "modalias");
    if (reading_.devices.empty() && reading_.problems.empty())
      reading_.problems.push_back(
          {.place = device.string(), .message = "no folder of a device with a modalias"});
    return std::move(reading_);
  }

 private:
  void enter(const fs::path& folder) {
    std::error_code failure;
    fs::directory_iterator at(folder, failure);
    for (const fs::directory_iterator end; !failure && at != end; at.increment(failure)) {
      std::error_code ignored;
      if (!at->is_symlink(ignored) && at->is_directory(ignored))
        folders_.push_back(at->path());
      else if (at->path().filename() == "modalias")
        read_modalias(at->path());
    }
    if (failure) tell(folder, failure.message(), failure == std::errc::no_such_file_or_directory);
  }

  // A copy of a /sys may have anything under that name: a pipe, a link to elsewhere, a file without
  // end.
  void read_modalias(const fs::path& path) {
    const auto file = File::open(path, O_NONBLOCK | O_NOFOLLOW);
    if (!file) return tell_file(path, file.problem().message);
    if (const auto size = file->size(); !size) return tell_file(path, size.problem().message);
    std::string text(largest_attribute + 1, '\0');
    const auto count = file->read_at(0, text.data(), text.size());
    if (!count) return tell_file(path, count.problem().message);
    if (*count > largest_attribute)
      return tell_file(path, "more than 4,096 bytes, which is no modalias of a kernel");
    add_devices(path.parent_path(), std::string_view(text).substr(0, *count));
  }

  // Devices of ACPI may have a second line, which a device tree would have told.
  void add_devices(const fs::path& device, std::string_view text) {
    while (!text.empty()) {
      const std::string_view modalias = trim(take_line(text));
      if (!modalias.empty())
        reading_.devices.push_back({.where = device.lexically_relative(start_).string(),
                                    .modalias = std::string(modalias),
                                    .driver = driver_of(device)});
    }
  }

  void tell_file(const fs::path& path, const std::string& message) {
    std::error_code ignored;
    tell(path, message, fs::symlink_status(path, ignored).type() == fs::file_type::not_found);
  }

  void tell(const fs::path& path, const std::string& message, bool is_gone) {
    const bool is_start = path == start_;
    if (is_gone && !is_start)
      reading_.problems.push_back(
          {Severity::warning, path.string(), "went away while the devices were read"});
    else
      reading_.problems.push_back({Severity::error, is_start ? "" : path.string(), message});
  }

  fs::path start_;
  std::vector<fs::path> folders_;
  DeviceReading reading_{};
};

}  // namespace

DeviceReading read_sys_devices(const std::string& root) {
  std::error_code ignored;
  const fs::path devices = fs::path(root) / "devices";
  return SysWalk(fs::is_directory(devices, ignored) ? devices : fs::path(root)).run();
}

DeviceReading read_sys_device(const std::string& folder) { return SysWalk(folder).read_one(); }

}  // namespace ko2alias
