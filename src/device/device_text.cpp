// Makes a modalias of what a person wrote:
//
//   8086:10d3, [0x8086:0x10d3]            pci:v00008086d000010D3sv*sd*bc*sc*i*
//   usb:0bda:8152                         usb:v0BDAp8152d*dc*dsc*dp*ic*isc*ip*in*
//   "MODALIAS=pci:v00008086d000010d3…"    pci:v00008086d000010D3…
#include "device/device_text.h"

#include <algorithm>

#include <fmt/core.h>

#include "bus/buses.h"
#include "device/device_fields.h"
#include "device/lspci_record.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view pci = "pci:";
constexpr std::string_view usb = "usb:";

// Devices report upper-case digits. A text that lacks one of its bus's fields, or the number of
// one, is left as it is.
std::string with_upper_digits(std::string_view modalias) {
  std::string text(modalias);
  std::size_t at = modalias.find(':') + 1;
  const Bus* const bus = find_bus(modalias.substr(0, at == 0 ? 0 : at - 1));
  if (bus == nullptr || !has_known_widths(*bus)) return text;
  for (const AliasField& field : bus->fields) {
    const std::string_view rest = modalias.substr(at);
    const std::string_view digits =
        rest.substr(std::min(field.tag.size(), rest.size())).substr(0, field.digits);
    const bool is_field = rest.starts_with(field.tag) && digits.size() == field.digits &&
                          std::all_of(digits.begin(), digits.end(), is_hex_digit);
    if (!is_field) return std::string(modalias);
    std::transform(digits.begin(), digits.end(),
                   text.begin() + static_cast<std::ptrdiff_t>(at + field.tag.size()), to_upper);
    at += field.tag.size() + field.digits;
  }
  return text;
}

std::string_view unwrapped(std::string_view text) {
  text = trim(text);
  const bool is_quoted =
      text.size() > 1 && text.front() == text.back() && (text[0] == '"' || text[0] == '\'');
  if (is_quoted) text = trim(text.substr(1, text.size() - 2));
  constexpr std::string_view variable = "MODALIAS=";
  return text.starts_with(variable) ? text.substr(variable.size()) : text;
}

// `8086:10d3` for `[0x8086:0x10d3]`.
std::string plain_ids(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  std::string ids(text);
  for (auto at = ids.find("0x"); at != std::string::npos; at = ids.find("0x")) ids.erase(at, 2);
  return ids;
}

constexpr std::size_t pair_size = std::string_view("8086:10d3").size();

}  // namespace

std::optional<std::string> modalias_of_ids(std::string_view ids, IdBus bus) {
  const auto [vendor, device] = to_id_pair(ids.substr(0, pair_size));
  if (!vendor) return std::nullopt;
  if (bus == IdBus::usb) {
    if (ids.size() != pair_size) return std::nullopt;
    DeviceFields fields("usb");
    fields["v"] = vendor;
    fields["p"] = device;
    return fields.modalias();
  }
  DeviceFields fields("pci");
  fields["v"] = vendor;
  fields["d"] = device;
  if (ids.size() == pair_size) return fields.modalias();
  const auto [subvendor, subdevice] = to_id_pair(ids.substr(pair_size + 1));
  if (ids[pair_size] != ':' || !subvendor) return std::nullopt;
  fields["sv"] = subvendor;
  fields["sd"] = subdevice;
  return fields.modalias();
}

std::optional<std::string> modalias_of_ids(std::string_view ids) {
  if (ids.starts_with(usb)) return modalias_of_ids(plain_ids(ids.substr(usb.size())), IdBus::usb);
  if (ids.starts_with(pci)) ids.remove_prefix(pci.size());
  return modalias_of_ids(plain_ids(ids), IdBus::pci);
}

Result<std::string> modalias_of_text(std::string_view text) {
  text = unwrapped(text);
  if (auto modalias = modalias_of_ids(text)) return *modalias;
  if (is_pci_slot(text))
    return error(fmt::format(
        "a slot, but a modalias was expected: /sys/bus/pci/devices/{}{}/modalias has it",
        text.size() == std::string_view("00:1f.6").size() ? "0000:" : "", text));
  const bool is_path = text == "-" || text.starts_with('/') ||
                       (text.find(':') == std::string_view::npos &&
                        text.find_first_of("./") != std::string_view::npos);
  if (text.empty() || is_path)
    return Problem{.message = "expected a device's modalias", .kind = ProblemKind::no_device};
  for (const std::string_view bus : {pci, usb})
    if (text.starts_with(bus) && !text.substr(bus.size()).starts_with('v'))
      return error(fmt::format(
          "expected {0}VENDOR:DEVICE of four hexadecimal digits each, or a modalias {0}v...", bus));
  return with_upper_digits(text);
}

std::optional<std::size_t> find_listing_line(std::string_view text) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    std::string_view rest = take_line(text);
    const std::string_view word = take_word(rest);
    const bool is_lspci = is_pci_slot(word) && !trim(rest).empty();
    if (is_lspci || (word == "Bus" && rest.find(": ID ") != std::string_view::npos)) return number;
  }
  return std::nullopt;
}

}  // namespace ko2alias
