#include "device/device_line.h"

#include <string>

#include "device/device_text.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// The modalias of a text that is nothing else.
std::optional<std::string> modalias_in(std::string_view text, KnownBuses buses) {
  auto modalias = modalias_of_text(text);
  if (!modalias) return std::nullopt;
  const ModaliasKind kind = kind_of_modalias(*modalias);
  const bool is_one = kind == ModaliasKind::of_known_bus ||
                      (kind == ModaliasKind::of_other_bus && buses == KnownBuses::no);
  return is_one ? std::optional(std::move(*modalias)) : std::nullopt;
}

std::optional<Device> device_at(std::string_view where, std::string_view text, KnownBuses buses) {
  auto modalias = modalias_in(text, buses);
  if (!modalias) return std::nullopt;
  where = trim(where);
  if (where.ends_with(':')) where.remove_suffix(1);
  return Device{.where = std::string(where), .modalias = std::move(*modalias)};
}

// `web1: /sys/bus/pci/devices/0000:01:00.0` is the device `web1 0000:01:00.0`.
std::string place_of_path(std::string_view text) {
  std::string place(text.substr(text.rfind('/') + 1));
  const auto root = text.find('/');
  const bool has_host = root != std::string_view::npos && root != 0 &&
                        (text[root - 1] == ':' || is_space(text[root - 1]));
  if (!has_host) return place;
  std::string_view host = trim(text.substr(0, root));
  if (host.ends_with(':')) host.remove_suffix(1);
  return std::string(host) + " " + place;
}

// Ids stand alone or behind a tab: `Subsystem: 1043:8694` is of another listing.
bool is_ids(std::string_view text) { return modalias_of_ids(trim(text)).has_value(); }

}  // namespace

std::optional<Device> parse_device_line(std::string_view line, KnownBuses buses) {
  const auto tab = line.rfind('\t');
  if (tab != std::string_view::npos)
    if (auto device = device_at(line.substr(0, tab), line.substr(tab + 1), buses)) return device;
  constexpr std::string_view file = "/modalias:";
  if (const auto at = line.find(file); at != std::string_view::npos)
    return device_at(place_of_path(line.substr(0, at)), line.substr(at + file.size()),
                     KnownBuses::no);
  if (auto device = device_at({}, line, KnownBuses::yes)) return device;
  std::string_view rest = line;
  const std::string_view host = take_word(rest);
  if (auto device = device_at(host, rest, KnownBuses::yes); device && !is_ids(rest)) return device;
  const auto colon = host.find(':');
  if (colon != std::string_view::npos && colon != 0 && !is_ids(line.substr(colon + 1)))
    if (auto device = device_at(host.substr(0, colon), line.substr(colon + 1), KnownBuses::yes))
      return device;
  return device_at({}, line, buses);
}

}  // namespace ko2alias
