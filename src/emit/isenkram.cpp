// A stanza of isenkram's list, with the package that the modules are in:
//
//   Package: acme-dkms
//   Modaliases: acme_nic(pci:v00001ED5d00000100sv*sd*bc*sc*i*)
//
// Its reader takes exactly these two lines and an empty one.
#include <fmt/core.h>

#include "emit/record.h"
#include "metadata/modalias_list.h"

namespace ko2alias {

WrittenRecord render_isenkram(std::span<const RecordModule> modules, const RecordOptions& options) {
  AliasCarrier carrier(isenkram);
  std::vector<ListedModule> listed;
  for (const auto& [name, aliases] : aliases_by_name(modules))
    if (auto patterns = carrier.carry_all(aliases); !patterns.empty())
      listed.push_back({name, std::move(patterns)});
  return {
      .text = fmt::format("Package: {}\nModaliases: {}\n\n", options.name, modalias_list(listed)),
      .problems = carrier.notes()};
}

}  // namespace ko2alias
