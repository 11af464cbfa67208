// Names of devices in words, for aliases and modaliases.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "device/id_names.h"
#include "ko2alias/problem.h"

namespace ko2alias {

/// Names of PCI and USB vendors, devices and classes. The texts are parsed at the start; any number
/// of threads may ask.
class DeviceNames {
 public:
  /// Knows no names.
  DeviceNames() = default;
  DeviceNames(std::string pci_ids, std::string usb_ids);

  /// The devices that a modalias or pattern speaks of, in words: `Intel Corporation 82574L Gigabit
  /// Network Connection`. A pattern with a vendor alone gives the vendor, one with a class alone
  /// the class. Empty where nothing is known, and for other buses. Bytes above ASCII are as in the
  /// texts.
  [[nodiscard]] std::string describe(std::string_view alias) const;

  /// The files whose names were asked for, and that are missing: `usb.ids`.
  [[nodiscard]] std::vector<std::string_view> missing_files() const;

 private:
  // A list of names, which may be missing.
  struct List {
    IdNames names{};
    bool is_there = false;
    /// Whether a name of it was asked for; any thread sets it.
    mutable bool is_wanted = false;
  };

  List pci_{};
  List usb_{};
};

struct DeviceNamesReading {
  DeviceNames names{};
  /// Where the files were looked for.
  std::vector<std::string> folders{};
  /// Whether the folder that was named has neither.
  bool is_folder_without = false;
  /// Of files that are there and cannot be read; their names are missing.
  std::vector<Problem> problems{};
};

/// The names in the pci.ids and usb.ids of a folder, or else of the folders where distributions
/// keep them. A file that is missing gives no names.
DeviceNamesReading read_device_names(const std::optional<std::string>& folder);

}  // namespace ko2alias
