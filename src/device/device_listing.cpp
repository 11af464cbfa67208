#include "device/device_listing.h"

#include "device/device_fields.h"

namespace ko2alias {
namespace {

constexpr std::size_t pair_size = std::string_view("8086:10d3").size();

}  // namespace

std::optional<std::string> modalias_of_ids(std::string_view ids, IdBus bus) {
  const auto [vendor, device] = to_id_pair(ids.substr(0, pair_size));
  if (!vendor) return std::nullopt;
  if (bus == IdBus::usb) {
    if (ids.size() != pair_size) return std::nullopt;
    return modalias_of(UsbFields{.vendor = vendor, .product = device});
  }
  if (ids.size() == pair_size) return modalias_of(PciFields{.vendor = vendor, .device = device});
  const auto [subvendor, subdevice] = to_id_pair(ids.substr(pair_size + 1));
  if (ids[pair_size] != ':' || !subvendor) return std::nullopt;
  return modalias_of(PciFields{vendor, device, subvendor, subdevice, {}, {}, {}});
}

}  // namespace ko2alias
