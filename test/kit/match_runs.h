// Runs of `match` in the folder of examples.h: its kernels, and devices that they know.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "kit/examples.h"
#include "kit/kit.h"

namespace ko2alias::test::match_runs {

inline const std::string old_kernel = "lib/modules/6.12.57";
inline const std::string new_kernel = "lib/modules/7.2.1";
inline const std::string new_packages = "linux-image-7.2.deb+linux-modules-7.2.deb";

inline const std::string nic = "pci:v00001ED5d00000100sv00001ED5sd00000001bc02sc00i00";
inline const std::string function = "pci:v00001ED5d00000200sv00001ED5sd00000001bc02sc00i00";
inline const std::string other_nic = "pci:v00001ED5d00000900sv00001ED5sd00000001bc02sc00i00";
inline const std::string mouse = "usb:v1ED5p0309d0100dc00dsc00dp00icFFisc00ip00in00";
inline const std::string vmbus = "vmbus:1ed5a1b2c3d4e5f60718293a4b5c6d7e";

/// Runs match, with names that do not depend on the machine.
Outcome run_match(Arguments arguments, bool out_is_terminal = false);

/// The same on a terminal of so many columns, without colours.
Outcome run_match_on_screen(Arguments arguments, std::size_t columns);

/// The devices of the JSON.
nlohmann::json devices_of(Arguments arguments);

/// A device's answer from the first kernel.
nlohmann::json answer_of(Arguments arguments);

strings texts_of(const nlohmann::json& array, const std::string& key);

/// Writes edge.alias, whose patterns devices of lspci.txt match or may match, and vfio.alias, of
/// which libvirt takes some lines.
void write_lists();

}  // namespace ko2alias::test::match_runs
