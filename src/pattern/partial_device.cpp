// A pattern that covers the text of a device, stars and all, matches whatever the stars stand for.
// A pattern that has a text in common with it, once stars stand for digits, may match:
//
//   pci:v00008086d000010D3sv*sd*bc02sc00i*            the device
//   pci:v00008086d000010D3sv*sd*bc*sc*i*              matches
//   pci:v00008086d000010D3sv0000103Csd*bc*sc*i*       may match
//   pci:v*d*sv*sd*bc01sc06i01*                        cannot match
#include "pattern/partial_device.h"

#include <algorithm>

#include "pattern/alias_bus.h"
#include "pattern/device_shape.h"
#include "pattern/glob_relations.h"
#include "pattern/kmod_text.h"

namespace ko2alias {
namespace {

bool has_common_beginning(const std::string& a, const std::string& b) {
  const std::size_t size = std::min(a.size(), b.size());
  return a.compare(0, size, b, 0, size) == 0;
}

}  // namespace

bool is_partial(const Glob& device) {
  // kmod takes no longer text.
  constexpr std::size_t longest = 4094;
  return has_shape(device) && device.tokens().size() <= longest &&
         std::any_of(device.tokens().begin(), device.tokens().end(), is_star);
}

std::optional<bool> match_partial(const Glob& pattern, const Glob& device) {
  if (!has_common_beginning(pattern.prefix(), device.prefix())) return std::nullopt;
  if (covers_token_by_token(pattern, device)) return true;
  if (overlap(shaped_as_device(pattern), shaped_as_device(device))) return false;
  return std::nullopt;
}

DeviceFilter::DeviceFilter(const std::vector<std::string>& modaliases) {
  for (const std::string& modalias : modaliases) {
    std::string device = normalized(without_override(modalias));
    Glob glob(device);
    if (is_partial(glob))
      partial_.push_back(std::move(glob));
    else
      devices_.push_back(std::move(device));
  }
  std::sort(devices_.begin(), devices_.end());
}

bool DeviceFilter::operator()(std::string_view pattern) const {
  const Glob glob = Glob::of_alias(without_override(pattern));
  for (auto at = std::lower_bound(devices_.begin(), devices_.end(), glob.prefix());
       at != devices_.end() && at->starts_with(glob.prefix()); ++at)
    if (glob.matches(*at)) return true;
  return std::any_of(partial_.begin(), partial_.end(),
                     [&](const Glob& device) { return match_partial(glob, device).has_value(); });
}

}  // namespace ko2alias
