// lspci prints a device in one of three forms, here with -n and -nn, -nmm and -vmmn. Each of them
// may have ids alone, names alone, or both as `Intel Corporation [8086]`. With -k and -v more lines
// stand below the first form.
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
#include "device/lspci.h"

#include <algorithm>
#include <utility>

#include "device/lspci_record.h"
#include "support/text.h"

namespace ko2alias {
namespace {

class LspciReader {
 public:
  void read(std::string_view line) {
    std::string_view rest = line;
    const std::string_view word = take_word(rest);
    if (is_pci_slot(word)) {
      begin(word, false);
      return read_lspci_device(record_, trim(rest));
    }
    const std::string_view tag = line.substr(0, line.find(':'));
    const std::string_view value = trim(line.substr(std::min(tag.size() + 1, line.size())));
    // -vm calls the slot `Device` too.
    if ((tag == "Slot" || tag == "Device") && is_pci_slot(value)) return begin(value, true);
    read_lspci_tag(record_, tag, value);
  }

  Result<std::vector<Device>> finish() {
    end();
    if (!devices_.empty()) return std::move(devices_);
    if (has_names_)
      return error(
          "names of PCI devices without their ids: give what lspci -n or lspci -nn prints");
    return error(
        "no PCI device: expected what lspci -n prints, lines such as 00:1f.6 0200: 8086:15b7");
  }

 private:
  void begin(std::string_view slot, bool is_detailed) {
    end();
    record_ = {.slot = slot, .is_detailed = is_detailed};
  }

  void end() {
    if (record_.slot.empty()) return;
    DeviceFields& fields = record_.fields;
    has_names_ = true;
    if (!fields["v"] || !fields["d"]) return;
    if (record_.is_detailed)
      for (Field* const field : {&fields["sv"], &fields["sd"], &fields["i"]})
        if (!*field) *field = 0;
    devices_.push_back({std::string(record_.slot), fields.modalias(), std::string(record_.driver)});
  }

  LspciRecord record_{};
  std::vector<Device> devices_{};
  bool has_names_ = false;
};

}  // namespace

Result<std::vector<Device>> parse_lspci(std::string_view text) {
  LspciReader reader;
  while (!text.empty()) reader.read(trim(take_line(text)));
  return reader.finish();
}

}  // namespace ko2alias
