// The formats with one alias a line (or a record).
#include "emit/formats.h"
#include "support/text.h"

namespace ko2alias {

// alias pci:v00008086d0000100Esv*sd*bc*sc*i* e1000
std::string render_modules_alias(const ModuleReport& report) {
  std::string text = report.is_builtin && !report.aliases.empty() ? "# built in\n" : "";
  for (const ModuleAlias& alias : report.aliases)
    text.append("alias ").append(alias.pattern).append(" ").append(report.name).append("\n");
  return text;
}

// MODULE_ALIAS("pci:v00008086d0000100Esv*sd*bc*sc*i*");
std::string render_mod_c(const ModuleReport& report) {
  std::string text;
  for (const ModuleAlias& alias : report.aliases)
    text.append("MODULE_ALIAS(\"").append(escape_for_c(alias.pattern)).append("\");\n");
  return text;
}

// pci:v00008086d0000100Esv*sd*bc*sc*i*
std::string render_modalias(const ModuleReport& report) {
  std::string text;
  for (const ModuleAlias& alias : report.aliases) text.append(alias.pattern).append("\n");
  return text;
}

// alias=pci:v00008086d0000100Esv*sd*bc*sc*i* and a NUL
std::string render_modinfo(const ModuleReport& report) {
  std::string text;
  for (const ModuleAlias& alias : report.aliases)
    text.append("alias=").append(alias.pattern).append(1, '\0');
  return text;
}

}  // namespace ko2alias
