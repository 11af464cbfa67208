// lspci prints a device in one of three forms, here with -n and -nn, -nmm and -vmmn. Each of them
// may have ids alone, names alone, or both as `Intel Corporation [8086]`; an id that has no name
// becomes `Class 0c03`, `Vendor 8086` or `Device a36d`. With -k and -v more lines stand below the
// first form.
//
//   00:14.0 0c03: 8086:a36d (rev 10)
//   00:14.0 USB controller [0c03]: Intel Corporation Cannon Lake [8086:a36d] (prog-if 30 [XHCI])
//           Subsystem: ASUSTeK Computer Inc. Cannon Lake [1043:8694]
//           Kernel driver in use: xhci_hcd
//
//   00:14.0 "0c03" "8086" "a36d" -r10 -p30 "1043" "8694"
//
//   Slot:   00:14.0
//   Class:  0c03
//   Vendor: 8086
//
// The lspci of busybox has `00:14.0 Class 0c03: 8086:a36d xhci_hcd`, and with -m the words of the
// second form without -r and -p.
#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "device/device_reader.h"
#include "device/lspci_record.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// A line of -vmm: `Slot:\t00:14.0`. A line of -v below a device has the same form.
struct TagLine {
  std::string_view tag{};
  std::string_view value{};

  // -vm calls the slot `Device` too.
  [[nodiscard]] bool is_slot() const {
    return (tag == "Slot" || tag == "Device") && is_pci_slot(value);
  }
};

TagLine split_tag(std::string_view line) {
  const std::string_view tag = line.substr(0, line.find(':'));
  return {tag, trim(line.substr(std::min(tag.size() + 1, line.size())))};
}

class LspciReader final : public DeviceReader {
 public:
  using DeviceReader::DeviceReader;

  [[nodiscard]] bool begins(std::string_view line) const override {
    return split_tag(line).is_slot() || has_class_and_ids(line) || is_pci_slot(take_word(line));
  }

  void read(const TextLine& line) override {
    std::string_view rest = line.text;
    const std::string_view word = take_word(rest);
    const TagLine tag = split_tag(line.text);
    if (is_pci_slot(word)) {
      begin({.slot = word, .line = line.number});
      read_lspci_device(record_, trim(rest));
    } else if (tag.is_slot()) {
      begin({.slot = tag.value, .line = line.number, .is_detailed = true});
    } else if (has_class_and_ids(line.text)) {
      finish();
      add(Severity::error, line.number,
          "a device without its slot: expected a line such as 00:1f.6 "
          "0200: 8086:15b7");
    } else if (!record_.slot.empty()) {
      read_lspci_tag(record_, tag.tag, tag.value);
    }
  }

  void finish() override {
    if (!record_.slot.empty()) write();
    record_ = {};
  }

 private:
  void begin(LspciRecord record) {
    finish();
    record_ = std::move(record);
  }

  void write() {
    DeviceFields& fields = record_.fields;
    if (!fields["v"] || !fields["d"])
      return add(Severity::error, record_.line,
                 fmt::format("{}: the ids of vendor and device are missing: expected what lspci -n "
                             "or lspci -nn prints",
                             record_.slot));
    const auto make_zero = [](Field& field) { field = field.value_or(0); };
    if (record_.is_detailed) make_zero(fields["i"]);
    if (record_.is_detailed && !record_.has_named_subsystem) {
      make_zero(fields["sv"]);
      make_zero(fields["sd"]);
    }
    add({.where = std::string(record_.slot),
         .modalias = fields.modalias(),
         .driver = record_.driver,
         .modules = std::move(record_.modules)});
  }

  LspciRecord record_{};
};

}  // namespace

std::unique_ptr<DeviceReader> make_lspci_reader(DeviceReading& reading) {
  return std::make_unique<LspciReader>(reading);
}

}  // namespace ko2alias
