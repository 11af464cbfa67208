// Names of PCI and USB devices, from the texts of pci.ids and usb.ids. Both texts are trees, in
// which tabs tell the depth of a line:
//
//   8086  Intel Corporation
//   <tab>10d3  82574L Gigabit Network Connection
//   <tab><tab>103c 1785  NC112i 1-port Ethernet Server Adapter
//   C 0c  Serial bus controller
//   <tab>03  USB controller
//   <tab><tab>30  XHCI
//
// The third line names a subsystem by its vendor and device; usb.ids has no such lines.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ko2alias {

/// One of the two texts. A line that does not belong to such a tree is left out with all that hangs
/// below it. Of two names for the same ids the first holds.
class IdNames {
 public:
  /// Wide enough for any number of eight hex digits and for `none`, which sorts before all of them.
  using Id = std::int64_t;
  static constexpr Id none = -1;
  /// Stands for an id that is no number: a star, a range of digits, a mistake. No text has a name
  /// for it.
  static constexpr Id unknown = -2;
  /// The ids from the root of a tree down: vendor, device, subvendor and subdevice, or class,
  /// subclass and interface; `none` from where they end.
  using Path = std::array<Id, 4>;

  IdNames() = default;
  explicit IdNames(std::string text);

  /// The name without control characters, otherwise as in the text; empty where the text has none.
  [[nodiscard]] std::string vendor_name(const Path& path) const { return find(vendors_, path); }
  [[nodiscard]] std::string class_name(const Path& path) const { return find(classes_, path); }

 private:
  // Offsets instead of a view: they hold when the object is copied or moved.
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

}  // namespace ko2alias
