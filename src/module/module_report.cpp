// Joins the aliases of the tables with those of `.modinfo`. An alias of a table takes one record
// with the same pattern away, and is then of both; the records that are left are of `.modinfo`
// alone.
#include "module/module_report.h"

#include <unordered_map>

#include "decode/table_drivers.h"
#include "input/file_names.h"
#include "ko2alias/decode.h"
#include "ko2alias/image.h"

namespace ko2alias {
namespace {

// The aliases of `.modinfo` that no table was found to make, each as often as it stands there.
class ModinfoAliases {
 public:
  explicit ModinfoAliases(const Modinfo& modinfo) : patterns_(modinfo.all("alias")) {
    for (const std::string_view pattern : patterns_) ++left_[pattern];
  }

  // Takes one record away. False where none with that pattern is left.
  bool take(std::string_view pattern) {
    const auto same = left_.find(pattern);
    if (same == left_.end() || same->second == 0) return false;
    --same->second;
    return true;
  }

  void add_rest_to(std::vector<ModuleAlias>& aliases) {
    for (const std::string_view pattern : patterns_)
      if (take(pattern)) aliases.push_back({.pattern = pattern, .origin = Origin::modinfo});
  }

 private:
  std::vector<std::string_view> patterns_;
  std::unordered_map<std::string_view, std::size_t> left_;
};

ModuleAlias decoded_alias(const DecodedModule& module, const Alias& alias, Origin origin) {
  return {.pattern = alias.pattern,
          .origin = origin,
          .decoded = &alias,
          .table = module.tables[alias.table].table.symbol_name,
          .table_index = alias.table,
          .entry = alias.entry};
}

AliasSource source_of(const DecodedModule& module, AliasSource wanted) {
  if (wanted != AliasSource::automatic) return wanted;
  return module.is_stripped ? AliasSource::modinfo : AliasSource::tables;
}

}  // namespace

ModuleReport make_report(std::string_view path, const ModuleImage& image,
                         const DecodedModule& module, AliasSource wanted) {
  const AliasSource source = source_of(module, wanted);
  ModuleReport report{.path = path,
                      .name = is_module_name(path) ? name_of_file(path) : module.name,
                      .vermagic = module.modinfo.first("vermagic"),
                      .module = &module,
                      .image = &image};
  if (source == AliasSource::tables) {
    report.aliases.reserve(module.aliases.size());
    for (const Alias& alias : module.aliases)
      report.aliases.push_back(decoded_alias(module, alias, Origin::tables));
    return report;
  }
  ModinfoAliases modinfo(module.modinfo);
  if (source == AliasSource::all) {
    report.aliases.reserve(module.aliases.size());
    for (const Alias& alias : module.aliases)
      report.aliases.push_back(decoded_alias(
          module, alias, modinfo.take(alias.pattern) ? Origin::both : Origin::tables));
  }
  modinfo.add_rest_to(report.aliases);
  return report;
}

std::vector<std::string> patterns_of(const ModuleReport& report) {
  std::vector<std::string> patterns;
  patterns.reserve(report.aliases.size());
  for (const ModuleAlias& alias : report.aliases) patterns.emplace_back(alias.pattern);
  return patterns;
}

std::vector<ModuleDriver> drivers_of(const DecodedModule& module, const Pointers& pointers) {
  std::vector<ModuleDriver> drivers;
  for (std::uint32_t i = 0; i < module.tables.size(); ++i)
    for (const TableDriver& driver : drivers_of(module, module.tables[i], pointers))
      drivers.push_back(
          {module.tables[i].table.symbol_name, i, driver.name, driver.object, driver.type});
  return drivers;
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
