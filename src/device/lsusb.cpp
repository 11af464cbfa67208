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
#include <utility>

#include <fmt/core.h>

#include "device/device_reader.h"
#include "device/lsusb_record.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// `Bus 001 …`, but not `Bus stop`, and `Device: ID 0bda:8152` of lsusb -D. A line that lost its
// beginning is one too, so that its device is missed.
bool is_device_line(std::string_view line) {
  if (line.find(" Device ") < line.find(": ID ") && line.find(": ID ") != std::string_view::npos)
    return true;
  const std::string_view word = take_word(line);
  const std::string_view number = take_word(line);
  return (word == "Bus" && to_decimal_field(number)) || (word == "Device:" && number == "ID");
}

// A branch of a tree; those of network storages have no port (usb_tree.cpp).
bool is_branch_line(std::string_view line) {
  const std::string_view word = take_word(line);
  return (word == "/:" && take_word(line) == "Bus") || (word == "|__" && take_word(line) == "Port");
}

class LsusbReader final : public DeviceReader {
 public:
  using DeviceReader::DeviceReader;

  [[nodiscard]] bool begins(std::string_view line) const override {
    return is_device_line(line) || is_branch_line(line);
  }

  void read(const TextLine& line) override {
    std::string_view rest = line.text;
    const std::string_view word = take_word(rest);
    if (is_device_line(line.text))
      begin(read_device(word, rest), line, false);
    else if (is_branch_line(line.text))
      begin(read_branch(rest), line, true);
    else if (word == "ID" && is_branch_)
      read_lsusb_ids(record_, rest);
    else
      read_lsusb_descriptor(record_, line.text);
  }

  void finish() override {
    if (record_.line != 0) write();
    record_ = {};
  }

 private:
  static LsusbRecord read_device(std::string_view word, std::string_view rest) {
    if (word == "Bus") return read_lsusb_device(rest);
    LsusbRecord record;
    if (word != "Device:") return record;
    take_word(rest);
    read_lsusb_ids(record, rest);
    return record;
  }

  // The devices of a tree are on the bus that was named last.
  LsusbRecord read_branch(std::string_view line) {
    LsusbRecord record = read_lsusb_branch(line);
    bus_ = record.bus = record.bus ? record.bus : bus_;
    return record;
  }

  void begin(LsusbRecord record, const TextLine& line, bool is_branch) {
    finish();
    record_ = std::move(record);
    record_.line = line.number;
    is_branch_ = is_branch;
  }

  void write() {
    if (!record_.fields["v"])
      return add(Severity::error, record_.line,
                 "a USB device without its ids: expected what lsusb, lsusb -v or lsusb -tv prints");
    const auto chosen = chosen_configuration(record_);
    if (!chosen || record_.configurations[*chosen].empty())
      return write({.fields = record_.fields, .driver = record_.driver});
    if (record_.configurations.size() > 1) tell_of_choice(*chosen);
    for (const UsbInterface& interface : record_.configurations[*chosen])
      if (interface.alternate.value_or(0) == 0) write(interface);
  }

  void write(const UsbInterface& interface) {
    add({.where = place_of(record_, interface),
         .modalias = interface.fields.modalias(),
         .driver = std::string(interface.driver)});
  }

  void tell_of_choice(std::size_t chosen) {
    add(Severity::warning, record_.line,
        fmt::format("{}: of {} configurations number {} is taken, as the kernel chooses unless a "
                    "driver wants another: lsusb does not say which one is active",
                    place_of(record_), record_.configurations.size(), chosen + 1));
  }

  LsusbRecord record_{};
  Field bus_{};
  bool is_branch_ = false;
};

}  // namespace

std::unique_ptr<DeviceReader> make_lsusb_reader(DeviceReading& reading) {
  return std::make_unique<LsusbReader>(reading);
}

}  // namespace ko2alias
