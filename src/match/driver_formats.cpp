// The drivers that devices get, for scripts. `commands` are what one would type:
//
//   # 0000:41:00.1  pci:v000015B3d0000101E…
//   modprobe mlx5_vfio_pci
//   echo mlx5-vfio-pci >/sys/bus/pci/devices/0000:41:00.1/driver_override
//   [ ! -e /sys/bus/pci/devices/0000:41:00.1/driver ] || …
//   echo 0000:41:00.1 >/sys/bus/pci/drivers_probe
#include <algorithm>

#include <fmt/core.h>

#include "match/formats.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// A word for a shell, in quotes where it has more than letters of names.
std::string shell_word(std::string_view text) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-.:/").find(c) != std::string_view::npos;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  return quoted_for_shell(text);
}

std::string commands_for(const Device& device, std::string_view module, std::string_view driver) {
  const std::string bus = device.modalias.substr(0, device.modalias.find(':'));
  const std::string place = device.where.substr(device.where.rfind('/') + 1);
  const std::string folder = shell_word("/sys/bus/" + bus + "/devices/" + place);
  return fmt::format(
      "# {}  {}\nmodprobe {}\necho {} >{}/driver_override\n"
      "[ ! -e {}/driver ] || echo {} >{}/driver/unbind\necho {} >/sys/bus/{}/drivers_probe\n",
      escape_for_terminal(place), escape_for_terminal(device.modalias), shell_word(module),
      shell_word(driver), folder, folder, shell_word(place), folder, shell_word(place), bus);
}

}  // namespace

std::optional<std::vector<std::string>> drivers_of(std::span<const MatchedModule> modules) {
  std::vector<std::string> names;
  for (const bool is_builtin : {false, true}) {
    for (const MatchedModule& module : modules) {
      if (module.is_builtin != is_builtin || !module.is_certain()) continue;
      if (module.drivers.empty() || module.lacks_driver) return std::nullopt;
      for (const std::string& name : module.drivers)
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    if (!names.empty()) break;
  }
  return names;
}

std::string render_match_drivers(const MatchView& view) {
  const KernelMatches& matches = view.kernels.front();
  std::string text;
  for (const VfioChoice& choice : matches.vfio) text += escape_for_terminal(choice.driver) + "\n";
  for (const auto& modules : matches.modules) {
    std::string line;
    for (const std::string& name : drivers_of(modules).value_or(std::vector<std::string>()))
      line += (line.empty() ? "" : " ") + escape_for_terminal(name);
    text += line + "\n";
  }
  return text;
}

std::string render_match_commands(const MatchView& view) {
  const KernelMatches& matches = view.kernels.front();
  std::string text;
  for (std::size_t i = 0; i < view.devices.size(); ++i) {
    const Device& device = view.devices[i];
    if (!matches.vfio.empty())
      text += commands_for(device, matches.vfio[i].module, matches.vfio[i].driver);
    else if (const auto& modules = matches.modules[i]; is_matched(modules))
      text += commands_for(device, modules.front().name, modules.front().drivers.front());
  }
  return text;
}

}  // namespace ko2alias
