// A table of devices against kernels:
//
//   device      6.12     7.2
//   i2c:ad5301  ad5446   -
//   pci:v000010ECd…  r8169 (not loaded)  r8169       modprobe.d drops it
#include <algorithm>

#include <fmt/core.h>

#include "match/formats.h"
#include "support/columns.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// `no module; virtio_pci is built in, what it matches is not recorded`
std::string unrecorded_text(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return fmt::format("no module; {} {} built in, what {} not recorded", text,
                     names.size() == 1 ? "is" : "are",
                     names.size() == 1 ? "it matches is" : "they match is");
}

// `snd_hda_intel,snd_soc_avs`; `rtc_cmos (built in)`; `perhaps` where that depends on fields that
// are not known of the device.
std::string cell_of(const KernelMatches& kernel, std::size_t device) {
  if (!kernel.vfio.empty()) {
    const std::string& name = kernel.vfio[device].name();
    return name.empty() ? "not known" : name;
  }
  const auto& modules = kernel.modules[device];
  std::string cell;
  const bool is_dropped = is_matched(modules) && !is_served(kernel, device);
  const auto names = is_dropped ? names_of(modules) : loaded_names_of(kernel, device);
  for (const std::string& name : names) cell += (cell.empty() ? "" : ",") + name;
  if (cell.empty() && !kernel.unrecorded[device].empty())
    return unrecorded_text(kernel.unrecorded[device]);
  if (cell.empty()) return modules.empty() ? "-" : "perhaps";
  if (is_dropped) return cell + " (not loaded)";
  if (!kernel.loadings.empty() && kernel.loadings[device].is_replaced) return cell;
  const auto is_loadable = [](const MatchedModule& module) {
    return module.is_certain() && !module.is_builtin;
  };
  return cell + (std::any_of(modules.begin(), modules.end(), is_loadable) ? "" : " (built in)");
}

// A cpu's modalias has a kilobyte, and would widen each row.
std::string shortened(const std::string& modalias) {
  constexpr std::size_t longest = 100;
  return modalias.size() <= longest ? modalias : modalias.substr(0, longest) + "...";
}

}  // namespace

std::string render_match_table(const MatchView& view) {
  std::vector<Row> rows(1, Row{"device"});
  for (const KernelMatches& kernel : view.kernels)
    rows.front().push_back(escape_for_terminal(kernel.kernel));
  rows.front().emplace_back("name");
  for (std::size_t i = 0; i < view.devices.size(); ++i) {
    const Device& device = view.devices[i];
    Row row{escape_for_terminal((device.where.empty() ? "" : device.where + " ") +
                                shortened(device.modalias))};
    for (const KernelMatches& kernel : view.kernels)
      row.push_back(escape_for_terminal(cell_of(kernel, i)));
    row.push_back(escape_for_terminal(view.names->describe(device.modalias)));
    rows.push_back(std::move(row));
  }
  return layout_rows(rows);
}

}  // namespace ko2alias
