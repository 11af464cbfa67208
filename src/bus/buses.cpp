// Makes one list of the families, sorted by type, and answers questions about the buses in it.
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

std::vector<const Bus*>& bus_list() {
  static std::vector<const Bus*> buses = sorted_buses();
  return buses;
}

template <class Buses>
auto position_of(Buses& buses, std::string_view type) {
  const auto is_before = [](const Bus* bus, std::string_view wanted) { return bus->type < wanted; };
  return std::lower_bound(buses.begin(), buses.end(), type, is_before);
}

}  // namespace

const std::vector<const Bus*>& all_buses() { return bus_list(); }

const Bus* find_bus(std::string_view type) {
  const auto& buses = bus_list();
  const auto found = position_of(buses, type);
  return found != buses.end() && (*found)->type == type ? *found : nullptr;
}

AddedBus::AddedBus(const Bus& bus) : bus_(bus), replaced_(find_bus(bus.type)) {
  auto& buses = bus_list();
  const auto place = position_of(buses, bus.type);
  if (replaced_ != nullptr)
    *place = &bus;
  else
    buses.insert(place, &bus);
}

AddedBus::~AddedBus() {
  auto& buses = bus_list();
  const auto place = position_of(buses, bus_.type);
  if (replaced_ != nullptr)
    *place = replaced_;
  else
    buses.erase(place);
}

std::vector<std::string> bus_types() {
  std::vector<std::string> types;
  types.reserve(all_buses().size());
  for (const Bus* const bus : all_buses()) types.emplace_back(bus->type);
  return types;
}

bool has_overrides(std::string_view type) {
  const Bus* const bus = find_bus(type);
  return bus != nullptr && !bus->variants.front().override_member.empty();
}

bool is_numbered(std::string_view type) {
  // nd has no tables: its aliases are written by hand, as `nd:t4*`.
  const Bus* const bus = find_bus(type);
  return bus != nullptr ? bus->is_numbered : type == "nd";
}

std::string shape_of(const Bus& bus) {
  if (bus.fields.empty()) return std::string(bus.shape);
  std::string shape = std::string(bus.type) + ":";
  for (const AliasField& field : bus.fields) shape.append(field.tag).append("N");
  return shape;
}

std::string pattern_of_all(const Bus& bus) {
  if (!bus.every_device.empty()) return std::string(bus.every_device);
  std::string pattern;
  for (const char c : shape_of(bus)) {
    if (c < 'A' || c > 'Z')
      pattern += c;
    else if (!pattern.ends_with('*'))
      pattern += '*';
  }
  return pattern.ends_with('*') ? pattern : pattern + '*';
}

bool is_type_without_aliases(std::string_view type) {
  constexpr std::string_view types[] = {"apr", "memstick", "pci_epf", "spmi", "tifm"};
  return std::find(std::begin(types), std::end(types), type) != std::end(types);
}

}  // namespace ko2alias
