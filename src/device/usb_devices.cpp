// usb-devices, and the kernel's /sys/kernel/debug/usb/devices, tell all that a modalias holds:
//
//   T:  Bus=01 Lev=01 Prnt=01 Port=02 Cnt=01 Dev#=  2 Spd=12   MxCh= 0
//   D:  Ver= 1.10 Cls=ff(vend.) Sub=00 Prot=00 MxPS= 8 #Cfgs=  1
//   P:  Vendor=1a86 ProdID=7522 Rev=02.64
//   C:* #Ifs= 1 Cfg#= 1 Atr=80 MxPwr=98mA
//   I:* If#= 0 Alt= 0 #EPs= 3 Cls=ff(vend.) Sub=01 Prot=02 Driver=(none)
//
// The kernel marks what is active with a star; usb-devices prints nothing else, without stars.
#include <algorithm>
#include <utility>

#include "device/device_reader.h"
#include "device/lsusb_record.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// The word behind `Dev#=`, with or without blanks between.
std::string_view value_of(std::string_view line, std::string_view key) {
  const auto at = line.find(key);
  if (at == std::string_view::npos) return {};
  line.remove_prefix(at + key.size());
  return take_word(line);
}

// `ff(vend.)`
Field hex_byte_of(std::string_view line, std::string_view key) {
  const std::string_view value = value_of(line, key);
  return to_hex_field(value.substr(0, value.find('(')), 2);
}

// `2`, or as some releases of usb-devices print it `0x2`.
Field number_of(std::string_view line, std::string_view key) {
  const std::string_view value = value_of(line, key);
  if (value.starts_with("0x")) return to_hex_field(value.substr(2), value.size() - 2);
  return to_decimal_field(value);
}

class UsbDevicesReader final : public DeviceReader {
 public:
  using DeviceReader::DeviceReader;

  [[nodiscard]] bool begins(std::string_view line) const override {
    return line.starts_with("T:") && line.find("Bus=") != std::string_view::npos;
  }

  void read(const TextLine& line) override {
    if (begins(line.text)) return begin(line);
    const std::string_view head = line.text.substr(0, 2);
    if (head == "D:") read_device(line.text);
    if (head == "P:") read_ids(line.text);
    if (head == "C:") is_active_ = is_starred(line.text);
    if (head == "I:") read_interface(line.text);
  }

  void finish() override {
    if (record_.line != 0) write();
    record_ = {};
    interfaces_.clear();
    is_active_ = has_stars_ = false;
  }

 private:
  struct Interface {
    UsbInterface interface {};
    bool is_active = false;
  };

  static bool is_starred(std::string_view line) { return line.substr(2).starts_with('*'); }

  void begin(const TextLine& line) {
    finish();
    record_.line = line.number;
    record_.bus = number_of(line.text, "Bus=");
    record_.number = number_of(line.text, "Dev#=");
  }

  void read_device(std::string_view line) {
    DeviceFields& fields = record_.fields;
    fields["dc"] = hex_byte_of(line, "Cls=");
    fields["dsc"] = hex_byte_of(line, "Sub=");
    fields["dp"] = hex_byte_of(line, "Prot=");
  }

  void read_ids(std::string_view line) {
    DeviceFields& fields = record_.fields;
    fields["v"] = to_hex_field(value_of(line, "Vendor="), 4);
    fields["p"] = to_hex_field(value_of(line, "ProdID="), 4);
    // The kernel puts a blank before a version of one digit: `Rev= 2.64`.
    fields["d"] = to_usb_version(value_of(line, "Rev="));
  }

  void read_interface(std::string_view line) {
    UsbInterface interface { .fields = record_.fields };
    interface.fields["in"] = number_of(line, "If#=");
    interface.fields["ic"] = hex_byte_of(line, "Cls=");
    interface.fields["isc"] = hex_byte_of(line, "Sub=");
    interface.fields["ip"] = hex_byte_of(line, "Prot=");
    const std::string_view driver = value_of(line, "Driver=");
    interface.driver = driver == "(none)" ? std::string_view() : driver;
    has_stars_ |= is_starred(line);
    interfaces_.push_back({std::move(interface), is_active_ && is_starred(line)});
  }

  void write() {
    if (!record_.fields["v"] || !record_.fields["p"])
      return add(Severity::error, record_.line,
                 "a USB device without its ids: expected a line such as P:  Vendor=1a86 "
                 "ProdID=7522 below it");
    if (interfaces_.empty()) return write({.fields = record_.fields});
    for (const Interface& one : interfaces_)
      if (one.is_active || !has_stars_) write(one.interface);
  }

  void write(const UsbInterface& interface) {
    add({.where = place_of(record_, interface),
         .modalias = interface.fields.modalias(),
         .driver = std::string(interface.driver)});
  }

  LsusbRecord record_{};
  std::vector<Interface> interfaces_{};
  /// Whether the configuration that is read has a star, and whether any interface has one.
  bool is_active_ = false;
  bool has_stars_ = false;
};

}  // namespace

std::unique_ptr<DeviceReader> make_usb_devices_reader(DeviceReading& reading) {
  return std::make_unique<UsbDevicesReader>(reading);
}

}  // namespace ko2alias
