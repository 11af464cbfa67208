// Names of PCI and USB devices, from the texts of pci.ids and usb.ids. Both are trees whose depth
// is a number of tabs:
//
//   8086  Intel Corporation
//   <tab>10d3  82574L Gigabit Network Connection
//   <tab><tab>103c 1785  NC112i 1-port Ethernet Server Adapter    a subsystem's vendor and device;
//   in pci.ids alone C 0c  Serial bus controller <tab>03  USB controller <tab><tab>30  XHCI
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ko2alias {

/// One of the two texts. What is no line of such a tree is left out, with all that hangs below it;
/// of two names for the same ids the first holds.
class IdNames {
 public:
  /// Wide enough for any number of eight hex digits and for `none`, which sorts before all of them.
  using Id = std::int64_t;
  static constexpr Id none = -1;
  /// The ids from the root of a tree down: vendor, device, subvendor and subdevice, or class,
  /// subclass and interface; `none` from where they end.
  using Path = std::array<Id, 4>;

  IdNames() = default;
  explicit IdNames(std::string text);

  /// Without control characters, otherwise as in the text; empty where the text has no such name.
  [[nodiscard]] std::string vendor_name(const Path& path) const { return find(vendors_, path); }
  [[nodiscard]] std::string class_name(const Path& path) const { return find(classes_, path); }

 private:
  // A place in the text instead of a view: it holds when the object is copied or moved.
  struct Name {
    Path path{};
    std::size_t begin = 0;
    std::size_t size = 0;
  };

  static void sort(std::vector<Name>& names);
  [[nodiscard]] std::string find(const std::vector<Name>& names, const Path& path) const;

  std::string text_{};
  std::vector<Name> vendors_{};
  std::vector<Name> classes_{};
};

/// Names of PCI and USB vendors, devices and classes. The texts are read at once; any number of
/// threads may ask.
class DeviceNames {
 public:
  /// Knows no names.
  DeviceNames() = default;
  DeviceNames(std::string pci_ids, std::string usb_ids);

  /// What a modalias or an alias pattern speaks of, in words: `Intel Corporation 82574L Gigabit
  /// Network Connection`; of a pattern with the vendor alone, the vendor; with a class alone, the
  /// class. Empty where nothing is known, and for other buses. Bytes above ASCII are those of the
  /// texts.
  [[nodiscard]] std::string describe(std::string_view alias) const;

 private:
  IdNames pci_{};
  IdNames usb_{};
};

/// The names in the pci.ids and usb.ids of a folder, or of those where distributions have them; no
/// names without them.
DeviceNames read_device_names(const std::optional<std::string>& folder);

}  // namespace ko2alias
