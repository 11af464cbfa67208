// The formats with one alias a line (or a record).
#include <fmt/core.h>

#include "emit/formats.h"
#include "support/text.h"

namespace ko2alias {

// alias pci:v00008086d0000100Esv*sd*bc*sc*i* e1000
void write_modules_alias(const ModuleReport& report, const TextSink& sink) {
  if (report.is_builtin && !report.aliases.empty()) sink("# built in\n");
  for (const ModuleAlias& alias : report.aliases)
    sink(fmt::format("alias {} {}\n", alias.pattern, report.name));
}

// MODULE_ALIAS("pci:v00008086d0000100Esv*sd*bc*sc*i*");
void write_mod_c(const ModuleReport& report, const TextSink& sink) {
  for (const ModuleAlias& alias : report.aliases)
    sink(fmt::format("MODULE_ALIAS(\"{}\");\n", escape_for_c(alias.pattern)));
}

// pci:v00008086d0000100Esv*sd*bc*sc*i*
void write_modalias(const ModuleReport& report, const TextSink& sink) {
  for (const ModuleAlias& alias : report.aliases) sink(fmt::format("{}\n", alias.pattern));
}

// alias=pci:v00008086d0000100Esv*sd*bc*sc*i* and a NUL
void write_modinfo(const ModuleReport& report, const TextSink& sink) {
  for (const ModuleAlias& alias : report.aliases)
    sink(fmt::format("alias={}{}", alias.pattern, '\0'));
}

}  // namespace ko2alias
