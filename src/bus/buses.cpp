#include "bus/buses.h"

#include <algorithm>

#include "bus/families.h"

namespace ko2alias {
namespace {

std::vector<const Bus*> sorted_buses() {
  std::vector<const Bus*> all;
  for (const auto family : {cpu_buses, dmi_buses, firmware_buses, guid_buses, host_buses,
                            input_buses, legacy_buses, mask_buses, name_buses, of_buses, pci_buses,
                            pnp_buses, s390_buses, serial_buses, usb_buses})
    for (const Bus& bus : family) all.push_back(&bus);
  std::sort(all.begin(), all.end(), [](const Bus* a, const Bus* b) { return a->type < b->type; });
  return all;
}

}  // namespace

const std::vector<const Bus*>& all_buses() {
  static const std::vector<const Bus*> buses = sorted_buses();
  return buses;
}

const Bus* find_bus(std::string_view type) {
  const auto& buses = all_buses();
  const auto found =
      std::lower_bound(buses.begin(), buses.end(), type,
                       [](const Bus* bus, std::string_view wanted) { return bus->type < wanted; });
  return found != buses.end() && (*found)->type == type ? *found : nullptr;
}

bool is_type_without_aliases(std::string_view type) {
  constexpr std::string_view types[] = {"apr", "memstick", "pci_epf", "spmi", "tifm"};
  return std::find(std::begin(types), std::end(types), type) != std::end(types);
}

}  // namespace ko2alias
