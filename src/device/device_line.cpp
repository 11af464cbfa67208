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

// `web1` for `web1:` and a blank.
std::string host_in(std::string_view text) {
  text = trim(text);
  if (text.ends_with(':')) text.remove_suffix(1);
  return std::string(text);
}

std::optional<Device> device_at(std::string_view host, std::string_view text, KnownBuses buses) {
  auto modalias = modalias_in(text, buses);
  if (!modalias) return std::nullopt;
  const std::string where = host_in(host);
  return Device{.where = where, .modalias = std::move(*modalias), .host = where};
}

// `web1: /sys/bus/pci/devices/0000:01:00.0` is the device `web1 0000:01:00.0`.
std::optional<Device> device_of_path(std::string_view path, std::string_view text) {
  const auto root = path.find('/');
  const bool has_host = root != std::string_view::npos && root != 0 &&
                        (path[root - 1] == ':' || is_space(path[root - 1]));
  auto device = device_at(has_host ? path.substr(0, root) : "", text, KnownBuses::no);
  if (!device) return std::nullopt;
  device->where.append(has_host ? " " : "").append(path.substr(path.rfind('/') + 1));
  return device;
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
    return device_of_path(line.substr(0, at), line.substr(at + file.size()));
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
