// The modules.alias that depmod writes of a kernel: its comment, and the aliases of the loadable
// modules in the order in which modprobe loads them.
#include "emit/formats.h"
#include "kernel/modules_alias.h"

namespace ko2alias {

// alias pci:v00008086d0000100Esv*sd*bc*sc*i* e1000
std::string render_depmod(const Kernel& kernel) {
  std::string text(modules_alias_comment);
  const ModulesAlias file(kernel);
  for (const ClaimRef& claim : file.claims())
    text.append("alias ").append(claim.pattern()).append(" ").append(claim.name()).append("\n");
  return text;
}

}  // namespace ko2alias
