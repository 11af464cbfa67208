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

// `8086:10d3` for `[0x8086:0x10d3]`; empty for what is longer than any ids.
std::string plain_ids(std::string_view text) {
  constexpr std::size_t longest = std::string_view("[0x8086:0x10d3:0x103c:0x1785]").size();
  if (text.size() > longest) return {};
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  std::string ids(text);
  for (auto at = ids.find("0x"); at != std::string::npos; at = ids.find("0x")) ids.erase(at, 2);
  return ids;
}

// Buses that report modaliases and whose drivers have no device table: their aliases are written by
// hand. The alias of fslmc has a dash.
constexpr std::string_view buses_without_tables[] = {"fsl-mc", "scsi", "nd",  "dax",
                                                     "mmc",    "mdev", "cxl", "faux"};

bool is_bus_name(std::string_view text) {
  return !text.empty() && text[0] >= 'a' && text[0] <= 'z' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
         });
}

// Whether a text begins with the first field of a bus, and may go on with further ones. Kernels of
// other times report fewer of them.
bool has_fields_of(const Bus& bus, std::string_view text) {
  const AliasField& field = bus.fields.front();
  if (!text.starts_with(field.tag)) return false;
  const std::string_view value = text.substr(field.tag.size()).substr(0, field.digits);
  const bool is_number =
      value.size() == field.digits && std::all_of(value.begin(), value.end(), is_hex_digit);
  return (is_number || value.starts_with('*')) && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '*';
         });
}

// `Fixed MDIO bus` is the name of a device. A remark, a path or a second modalias behind a name is
// no part of it.
bool is_text_with_blanks(std::string_view text) {
  take_word(text);
  while (!trim(text).empty()) {
    const std::string_view word = take_word(text);
    if (word[0] == '#' || word[0] == '/' || kind_of_modalias(word) == ModaliasKind::of_known_bus)
      return false;
  }
  return true;
}

// `8086:1`. No bus is called by hexadecimal digits alone.
bool looks_like_ids(std::string_view text) {
  const auto head = text.substr(0, text.find(':'));
  return !head.empty() && head.size() < text.size() && find_bus(head) == nullptr &&
         std::all_of(text.begin(), text.end(), [](char c) { return c == ':' || is_hex_digit(c); });
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
  if (looks_like_ids(text)) return error("expected VENDOR:DEVICE of four hexadecimal digits each");
  return with_upper_digits(text);
}

ModaliasKind kind_of_modalias(std::string_view text) {
  const std::string_view head = text.substr(0, std::min(text.find(':'), text.size()));
  const std::string_view rest = text.substr(std::min(head.size() + 1, text.size()));
  if (rest.empty() || is_space(rest[0]) || !is_bus_name(head)) return ModaliasKind::none;
  const bool has_blank = std::any_of(rest.begin(), rest.end(), is_space);
  if (const Bus* const bus = find_bus(head)) {
    const bool is_whole = has_known_widths(*bus) ? has_fields_of(*bus, rest)
                                                 : !has_blank || is_text_with_blanks(rest);
    return is_whole ? ModaliasKind::of_known_bus : ModaliasKind::none;
  }
  if (has_blank || rest.starts_with("//")) return ModaliasKind::none;
  const bool is_known = std::find(std::begin(buses_without_tables), std::end(buses_without_tables),
                                  head) != std::end(buses_without_tables);
  return is_known ? ModaliasKind::of_known_bus : ModaliasKind::of_other_bus;
}

}  // namespace ko2alias
