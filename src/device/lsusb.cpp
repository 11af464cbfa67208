// lsusb prints a device as one line, and below it with -v its descriptors:
//
//   Bus 001 Device 004: ID 0bda:8152 Realtek Semiconductor Corp. RTL8152 Fast Ethernet Adapter
//   Device Descriptor:
//     bDeviceClass            0
//     bcdDevice           20.00
//     Configuration Descriptor:
//       Interface Descriptor:
//         bInterfaceNumber        0
//         bAlternateSetting       0
//         bInterfaceClass       255 Vendor Specific Class
//
// or, with -tv, as a branch of a tree:
//
//   /:  Bus 01.Port 1: Dev 1, Class=root_hub, Driver=xhci_hcd/16p, 480M
//       ID 1d6b:0002 Linux Foundation 2.0 root hub
//       |__ Port 4: Dev 4, If 0, Class=Vendor Specific Class, Driver=r8152, 480M
//           ID 0bda:8152 Realtek Semiconductor Corp. RTL8152 Fast Ethernet Adapter
#include "device/lsusb.h"

#include <utility>

#include "device/lsusb_record.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// `bus 1 device 4`
std::string place_of(const LsusbRecord& record) {
  if (!record.bus || !record.number) return {};
  return "bus " + std::to_string(*record.bus) + " device " + std::to_string(*record.number);
}

std::string place_of(const std::string& device, const DeviceFields& fields) {
  if (device.empty() || !fields["in"]) return device;
  return device + " interface " + std::to_string(*fields["in"]);
}

class LsusbReader {
 public:
  void read(std::string_view line) {
    std::string_view rest = line;
    const std::string_view word = take_word(rest);
    if (word == "Bus")
      begin(read_lsusb_device(rest));
    else if (word == "/:" || word == "|__")
      begin_branch(read_lsusb_branch(rest));
    else if (word == "ID" && is_branch_)
      read_lsusb_ids(record_, rest);
    else
      read_lsusb_descriptor(record_, line);
  }

  Result<std::vector<Device>> finish() {
    end();
    if (!devices_.empty()) return std::move(devices_);
    if (has_tree_)
      return error(
          "a tree of USB devices without their ids: give what lsusb, lsusb -v or lsusb -tv prints");
    return error(
        "no USB device: expected what lsusb prints, lines such as Bus 001 Device 004: ID "
        "0bda:8152");
  }

 private:
  void begin(LsusbRecord record) {
    end();
    record_ = std::move(record);
    is_branch_ = false;
  }

  // The devices of a tree are on the bus that was named last.
  void begin_branch(LsusbRecord record) {
    bus_ = record.bus = record.bus ? record.bus : bus_;
    begin(std::move(record));
    is_branch_ = has_tree_ = true;
  }

  void end() {
    const DeviceFields& fields = record_.fields;
    if (!fields["v"]) return;
    if (record_.interfaces.empty()) add(fields);
    for (const auto& [interface, alternate] : record_.interfaces)
      if (alternate.value_or(0) == 0) add(interface);
  }

  void add(const DeviceFields& fields) {
    devices_.push_back(
        {place_of(place_of(record_), fields), fields.modalias(), std::string(record_.driver)});
  }

  LsusbRecord record_{};
  Field bus_{};
  std::vector<Device> devices_{};
  bool is_branch_ = false;
  bool has_tree_ = false;
};

}  // namespace

Result<std::vector<Device>> parse_lsusb(std::string_view text) {
  LsusbReader reader;
  while (!text.empty()) reader.read(trim(take_line(text)));
  return reader.finish();
}

}  // namespace ko2alias
