#include "module/module_report.h"

#include <unordered_map>

namespace ko2alias {

ModuleReport make_report(std::string_view path, const ModuleImage& image,
                         const DecodedModule& module, AliasSource source) {
  if (source == AliasSource::automatic)
    source = module.is_stripped ? AliasSource::modinfo : AliasSource::tables;
  ModuleReport report{.path = path, .name = module.name, .module = &module, .image = &image};
  std::unordered_map<std::string_view, std::size_t> in_modinfo;
  if (source != AliasSource::tables)
    for (const std::string_view pattern : module.modinfo.all("alias")) ++in_modinfo[pattern];
  if (source != AliasSource::modinfo)
    for (const Alias& alias : module.aliases) {
      const auto same = in_modinfo.find(alias.pattern);
      const bool is_in_both = same != in_modinfo.end() && same->second > 0;
      if (is_in_both) --same->second;
      report.aliases.push_back({.pattern = alias.pattern,
                                .origin = is_in_both ? Origin::both : Origin::tables,
                                .decoded = &alias,
                                .table = module.tables[alias.table].table.symbol_name,
                                .entry = alias.entry});
    }
  if (source == AliasSource::tables) return report;
  for (const std::string_view pattern : module.modinfo.all("alias"))
    if (auto& left = in_modinfo[pattern]; left > 0) {
      --left;
      report.aliases.push_back({.pattern = pattern, .origin = Origin::modinfo});
    }
  return report;
}

std::string_view to_string(Origin origin) {
  switch (origin) {
    case Origin::tables: return "tables";
    case Origin::modinfo: return "modinfo";
    case Origin::both: return "both";
    case Origin::list: break;
  }
  return "list";
}

}  // namespace ko2alias
