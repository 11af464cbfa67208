// The lsusb of Synology's DSM prints a tree of ports with the ids, the version and the class of
// each device, but not its interfaces:
//
//   |__usb2          1d6b:0003:0404 09  3.00 5000MBit/s 0mA 1IF  (Linux xHCI Host Controller) hub
//     |__2-1         0bda:8156:3104 00  3.20 5000MBit/s 256mA 1IF  (Realtek USB 2.5G LAN 400001)
//
// Other versions of that program leave the version out.
#include <algorithm>

#include <fmt/core.h>

#include "device/device_fields.h"
#include "device/device_reader.h"
#include "support/text.h"

namespace ko2alias {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// `usb2`, or a port of a bus: `2-1`, `2-1.4`.
bool is_port(std::string_view word) {
  if (word.starts_with("usb")) {
    word.remove_prefix(3);
    return !word.empty() && std::all_of(word.begin(), word.end(), is_digit);
  }
  const auto dash = word.find('-');
  return dash != std::string_view::npos && dash != 0 && dash + 1 < word.size() &&
         std::all_of(word.begin(), word.end(),
                     [](char c) { return is_digit(c) || c == '-' || c == '.'; });
}

// The port of a line, and what stands behind it.
struct Branch {
  std::string_view port{};
  std::string_view rest{};
};

Branch split(std::string_view line) {
  while (line.starts_with("|__")) line = trim(line.substr(3));
  const std::string_view port = take_word(line);
  return {port, trim(line)};
}

class UsbTreeReader final : public DeviceReader {
 public:
  using DeviceReader::DeviceReader;

  [[nodiscard]] bool begins(std::string_view line) const override {
    const Branch branch = split(line);
    return is_port(branch.port) && (line.starts_with("|__") || ids_of(branch.rest).first);
  }

  void read(const TextLine& line) override {
    if (!begins(line.text)) return;
    auto [port, rest] = split(line.text);
    const IdPair ids = ids_of(rest);
    if (!ids.first)
      return add(Severity::error, line.number,
                 fmt::format("{}: a USB device without its ids: expected them behind its port, as "
                             "in 2-1 0bda:8156",
                             port));
    DeviceFields fields("usb");
    fields["v"] = ids.first;
    fields["p"] = ids.second;
    const std::string_view word = take_word(rest);
    if (word.size() == ids_and_version) fields["d"] = to_hex_field(word.substr(ids_alone + 1), 4);
    fields["dc"] = to_hex_field(take_word(rest), 2);
    add({.where = std::string(port), .modalias = fields.modalias()});
  }

 private:
  static constexpr std::size_t ids_alone = std::string_view("0bda:8156").size();
  static constexpr std::size_t ids_and_version = std::string_view("0bda:8156:3104").size();

  static IdPair ids_of(std::string_view rest) {
    const std::string_view word = take_word(rest);
    const bool has_version = word.size() == ids_and_version && word[ids_alone] == ':' &&
                             to_hex_field(word.substr(ids_alone + 1), 4);
    return word.size() == ids_alone || has_version ? to_id_pair(word.substr(0, ids_alone))
                                                   : IdPair{};
  }
};

}  // namespace

std::unique_ptr<DeviceReader> make_usb_tree_reader(DeviceReading& reading) {
  return std::make_unique<UsbTreeReader>(reading);
}

}  // namespace ko2alias
