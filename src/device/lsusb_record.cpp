// Reads the lines of a device, in the forms that lsusb.cpp shows.
#include "device/lsusb_record.h"
#include "support/text.h"

namespace ko2alias {
namespace {

struct Tag {
  std::string_view name;
  std::string_view field;
};

constexpr Tag device_tags[] = {
    {"bDeviceClass", "dc"}, {"bDeviceSubClass", "dsc"}, {"bDeviceProtocol", "dp"}};
constexpr Tag interface_tags[] = {{"bInterfaceNumber", "in"},
                                  {"bInterfaceClass", "ic"},
                                  {"bInterfaceSubClass", "isc"},
                                  {"bInterfaceProtocol", "ip"}};

// The text behind `head`, up to one of `ends`.
std::string_view find_value(std::string_view line, std::string_view head, std::string_view ends) {
  const auto at = line.find(head);
  if (at == std::string_view::npos) return {};
  line.remove_prefix(at + head.size());
  return line.substr(0, line.find_first_of(ends));
}

// A hub's driver has the number of its ports behind it. The driver of a root hub is that of the
// controller, and is left out.
std::string_view driver_of(std::string_view branch) {
  const std::string_view driver = find_value(branch, "Driver=", ",/");
  const bool is_root = find_value(branch, "Class=", ",") == "root_hub";
  return is_root || driver == "(none)" || driver == "[none]" ? std::string_view() : driver;
}

// Whether the tag is one of these. A field that is known already keeps its value.
template <std::size_t size>
bool learn(DeviceFields& fields, const Tag (&tags)[size], std::string_view name,
           std::string_view value) {
  for (const Tag& tag : tags)
    if (tag.name == name) {
      if (!fields[tag.field]) fields[tag.field] = to_decimal_byte(value);
      return true;
    }
  return false;
}

void read_interface(UsbInterface& interface, std::string_view name, std::string_view value) {
  if (name == "bAlternateSetting" && !interface.alternate)
    interface.alternate = to_decimal_byte(value);
  learn(interface.fields, interface_tags, name, value);
}

constexpr unsigned of_vendor = 0xff;

// An Ethernet card that speaks RNDIS: a card whose first configuration is that, and the second one
// CDC's, gets the second (test/vm/lsusb_test).
bool is_rndis(const UsbInterface& first) {
  constexpr unsigned communications = 2;
  constexpr unsigned abstract_control = 2;
  return first.fields["ic"] == communications && first.fields["isc"] == abstract_control &&
         first.fields["ip"] == of_vendor;
}

}  // namespace

Field to_decimal_byte(std::string_view text) {
  const Field value = to_decimal_field(text);
  return value && *value <= 0xff ? value : std::nullopt;
}

Field to_usb_version(std::string_view text) {
  const auto dot = text.find('.');
  if (dot != 1 && dot != 2) return std::nullopt;
  const Field high = to_hex_field(text.substr(0, dot), dot);
  const Field low = to_hex_field(text.substr(dot + 1), 2);
  return high && low ? Field(*high << 8U | *low) : std::nullopt;
}

std::string place_of(const LsusbRecord& record) {
  if (!record.bus || !record.number) return {};
  return "bus " + std::to_string(*record.bus) + " device " + std::to_string(*record.number);
}

std::string place_of(const LsusbRecord& record, const UsbInterface& interface) {
  const std::string device = place_of(record);
  const Field number = interface.fields["in"];
  return device.empty() || !number ? device : device + " interface " + std::to_string(*number);
}

std::optional<std::size_t> chosen_configuration(const LsusbRecord& record) {
  const auto& configurations = record.configurations;
  if (configurations.empty()) return std::nullopt;
  for (std::size_t i = 0; i < configurations.size(); ++i)
    if (!configurations[i].empty() &&
        configurations[i].front().fields["ic"].value_or(of_vendor) != of_vendor &&
        (i != 0 || !is_rndis(configurations[i].front())))
      return i;
  return 0;
}

LsusbRecord read_lsusb_device(std::string_view line) {
  LsusbRecord record;
  record.bus = to_decimal_field(take_word(line));
  if (take_word(line) != "Device") return {};
  std::string_view number = take_word(line);
  if (!number.ends_with(':') || take_word(line) != "ID") return {};
  number.remove_suffix(1);
  record.number = to_decimal_field(number);
  read_lsusb_ids(record, line);
  return record;
}

LsusbRecord read_lsusb_branch(std::string_view line) {
  LsusbRecord record;
  record.bus = to_decimal_field(find_value(line, "Bus ", "."));
  record.number = to_decimal_field(find_value(line, ": Dev ", ","));
  record.fields["in"] = to_decimal_byte(find_value(line, ", If ", ","));
  record.driver = driver_of(line);
  return record;
}

void read_lsusb_ids(LsusbRecord& record, std::string_view line) {
  const auto [vendor, product] = to_id_pair(take_word(line));
  record.fields["v"] = vendor;
  record.fields["p"] = product;
}

void read_lsusb_descriptor(LsusbRecord& record, std::string_view line) {
  auto& configurations = record.configurations;
  if (line == "Configuration Descriptor:") configurations.emplace_back();
  const std::string_view name = take_word(line);
  const std::string_view value = take_word(line);
  // A device qualifier comes behind the configurations, and tells of the device at another speed.
  if (configurations.empty()) {
    if (name == "bcdDevice" && !record.fields["d"]) record.fields["d"] = to_usb_version(value);
    learn(record.fields, device_tags, name, value);
    return;
  }
  auto& interfaces = configurations.back();
  if (name == "Interface" && value == "Descriptor:")
    interfaces.push_back({.fields = record.fields});
  if (!interfaces.empty()) read_interface(interfaces.back(), name, value);
}

}  // namespace ko2alias
