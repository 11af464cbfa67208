// Generic aliases: those that every device of their bus matches.
#pragma once

#include <map>
#include <string_view>

#include "pattern/glob.h"

namespace ko2alias {

/// Tells generic aliases from others, by what buses say of their devices:
///
///   hid:b*g*v*p*                     is generic; so is hid:b*
///   vfio_pci:v*d*sv*sd*bc*sc*i*      is generic, under its override prefix
///   pci:v*d*sv*sd*bc0Csc03i30*       is none: it asks for a class
///
/// A generic alias tells of a module that makes do with any device, and nothing of one device.
class GenericAliases {
 public:
  [[nodiscard]] bool has(std::string_view normalized_alias);

 private:
  /// The pattern of all devices, by bus.
  std::map<std::string, Glob, std::less<>> every_device_;
};

}  // namespace ko2alias
