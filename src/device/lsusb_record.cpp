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

// One byte, in decimal.
Field to_byte(std::string_view text) {
  const Field value = to_decimal_field(text);
  return value && *value <= 0xff ? value : std::nullopt;
}

// A version such as `20.00` or `0.12`: four hex digits, the first of them left out if it is zero.
Field to_version(std::string_view text) {
  const auto dot = text.find('.');
  if (dot != 1 && dot != 2) return std::nullopt;
  const Field high = to_hex_field(text.substr(0, dot), dot);
  const Field low = to_hex_field(text.substr(dot + 1), 2);
  return high && low ? Field(*high << 8U | *low) : std::nullopt;
}

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
      if (!fields[tag.field]) fields[tag.field] = to_byte(value);
      return true;
    }
  return false;
}

void read_interface(LsusbRecord::Interface& interface, std::string_view name,
                    std::string_view value) {
  if (name == "bAlternateSetting" && !interface.alternate) interface.alternate = to_byte(value);
  learn(interface.fields, interface_tags, name, value);
}

}  // namespace

LsusbRecord read_lsusb_device(std::string_view line) {
  LsusbRecord record{.bus = to_decimal_field(take_word(line))};
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
  record.fields["in"] = to_byte(find_value(line, ", If ", ","));
  record.driver = driver_of(line);
  return record;
}

void read_lsusb_ids(LsusbRecord& record, std::string_view line) {
  const auto [vendor, product] = to_id_pair(take_word(line));
  record.fields["v"] = vendor;
  record.fields["p"] = product;
}

void read_lsusb_descriptor(LsusbRecord& record, std::string_view line) {
  if (line == "Configuration Descriptor:") ++record.configurations;
  const std::string_view name = take_word(line);
  const std::string_view value = take_word(line);
  // A device qualifier comes behind the configurations, and tells of the device at another speed.
  if (record.configurations == 0) {
    if (name == "bcdDevice" && !record.fields["d"]) record.fields["d"] = to_version(value);
    learn(record.fields, device_tags, name, value);
  }
  if (record.configurations != 1) return;
  if (name == "Interface" && value == "Descriptor:")
    record.interfaces.push_back({record.fields, {}});
  if (!record.interfaces.empty()) read_interface(record.interfaces.back(), name, value);
}

}  // namespace ko2alias
