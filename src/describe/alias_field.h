// The numbered fields of a bus's aliases, in the order in which devices report them.
//
//   constexpr AliasField pci_fields[] = {{"v", 8, FieldRole::vendor}, …};
//
//   pci:v00008086d000010D3sv…      `00008086` is the value of `v`
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "describe/layout.h"
#include "describe/part.h"

namespace ko2alias {

/// The meaning of a field, for code that knows devices by name (pci.ids, usb.ids) or by class.
enum class FieldRole : std::uint8_t {
  other,
  vendor,
  device,
  subvendor,
  subdevice,
  base_class,  ///< where device and interface both have a class, that of the interface comes last
  subclass,
  protocol,         ///< pci calls it the programming interface
  interface_number  ///< no part of a class, but told along with one
};

struct AliasField {
  std::string_view tag{};
  /// How many hexadecimal digits devices report; 0 where that varies.
  std::uint8_t digits = 0;
  FieldRole role = FieldRole::other;
};

/// Whether a field tells the kind of a device, rather than which device it is.
constexpr bool is_of_class(const AliasField& field) { return field.role >= FieldRole::base_class; }

/// The fields of an alias that is described by parts: a field for each part that writes a number.
template <std::size_t count>
constexpr std::array<AliasField, count> fields_of(std::span<const Part> parts,
                                                  std::span<const Member> members) {
  std::array<AliasField, count> fields{};
  std::size_t next = 0;
  for (const Part& part : parts) {
    if (part.kind != Part::Kind::hex) continue;
    std::size_t width = part.digits;
    for (const Member& member : members)
      if (width == 0 && member.name == part.member) width = scalar_size(member.scalar, lp64) * 2;
    fields[next++] = {part.label, static_cast<std::uint8_t>(width)};
  }
  return fields;
}

}  // namespace ko2alias
