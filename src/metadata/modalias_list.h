// The list that Debian's and Ubuntu's `Modaliases` and isenkram's stanzas hold:
//
//   acme_nic(pci:v00001ED5d00000100sv*, acpi:ACME0001:*), acme_hid(usb:v1ED5p*)
//
// Its readers split it at `)`, `(` and `,`, whatever stands within an alias.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ko2alias {

struct ListedModule {
  std::string name{};
  std::vector<std::string> patterns{};
};

std::string modalias_list(const std::vector<ListedModule>& modules);

/// A list as its readers take it apart.
struct ModaliasList {
  std::vector<ListedModule> modules{};
  /// The part that its readers fail on, where there is one; what stands behind it is lost.
  std::string broken_part{};
};

ModaliasList parse_modalias_list(std::string_view text);

}  // namespace ko2alias
