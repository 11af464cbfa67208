// debian/PACKAGE.modaliases, which dh_modaliases takes instead of the package's modules:
//
//   alias pci:v00001ED5d00000100sv*sd*bc*sc*i* acme_nic
#include <fmt/core.h>

#include "emit/record.h"

namespace ko2alias {
namespace {

void add_modaliases(std::string& text, const std::string& module,
                    const std::vector<std::string>& patterns) {
  for (const std::string& pattern : patterns) text += fmt::format("alias {} {}\n", pattern, module);
}

}  // namespace

WrittenRecord render_modaliases(std::span<const RecordModule> modules,
                                const RecordOptions& options) {
  WrittenRecord record;
  if (options.is_raw) {
    if (auto problem = unwritable_alias(modules)) return {.problems = {*problem}};
    for (const RecordModule& module : modules)
      add_modaliases(record.text, module.name, module.aliases);
    return record;
  }
  AliasCarrier carrier(ubuntu_drivers);
  for (const auto& [name, aliases] : aliases_by_name(modules))
    add_modaliases(record.text, name, carrier.carry_all(aliases));
  record.problems = carrier.notes();
  return record;
}

}  // namespace ko2alias
