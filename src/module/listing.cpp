#include "module/listing.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "ko2alias/modinfo.h"
#include "support/text.h"

namespace ko2alias {
namespace {

using Modules = std::vector<ListedModule>;

// alias pci:v00008086d0000100Esv*sd*bc*sc*i* e1000
Result<Modules> parse_modules_alias(std::string_view text) {
  constexpr std::string_view keyword = "alias ";
  Modules modules;
  bool is_builtin = false;
  // A comment ends a module's lines.
  bool is_new = true;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = take_line(text);
    if (line.empty() || line[0] == '#') {
      is_builtin = line == "# built in";
      is_new = true;
      continue;
    }
    const auto blank = line.rfind(' ');
    if (!line.starts_with(keyword) || blank < keyword.size() || blank + 1 == line.size())
      return error(fmt::format("line {}: expected 'alias PATTERN MODULE'", number));
    const std::string_view name = line.substr(blank + 1);
    is_builtin = is_builtin && (is_new || modules.back().name == name);
    if (is_new || modules.back().name != name)
      modules.push_back({.name = std::string(name), .is_builtin = is_builtin});
    is_new = false;
    modules.back().aliases.push_back(
        {std::string(line.substr(keyword.size(), blank - keyword.size()))});
  }
  return modules;
}

// e1000.alias=pci:v00008086d0000100Esv*sd*bc*sc*i* and a NUL
Modules parse_builtin_modinfo(std::string_view text) {
  Modules modules;
  for (const Modinfo::Record& record : parse_modinfo(text).records) {
    const auto dot = record.key.find('.');
    if (dot == std::string_view::npos || record.key.substr(dot + 1) != "alias") continue;
    std::string name = replace_all(record.key.substr(0, dot), '-', '_');
    if (modules.empty() || modules.back().name != name)
      modules.push_back({.name = std::move(name), .is_builtin = true});
    modules.back().aliases.push_back({std::string(record.value)});
  }
  return modules;
}

std::string bytes_of_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return bytes;
}

ListedModule parse_module(const nlohmann::ordered_json& json) {
  ListedModule module{
      .name = json.at("name"), .path = json.at("path"), .is_builtin = json.value("builtin", false)};
  for (const auto& alias : json.at("aliases")) {
    ListedAlias listed;
    listed.pattern = alias.contains("pattern_bytes")
                         ? bytes_of_hex(alias.at("pattern_bytes").get<std::string>())
                         : alias.at("pattern").get<std::string>();
    if (alias.contains("table") && alias.contains("entry")) {
      listed.table = alias.at("table");
      listed.entry = alias.at("entry");
    }
    module.aliases.push_back(std::move(listed));
  }
  module.snapshot = json.dump();
  return module;
}

Result<Modules> parse_snapshot(std::string_view text) {
  try {
    // Writing JSON recurses, and no snapshot is deep.
    const auto check_depth = [](int depth, auto, auto&) {
      constexpr int deepest = 64;
      if (depth > deepest) throw std::runtime_error("nested too deeply");
      return true;
    };
    const auto json = nlohmann::ordered_json::parse(text, check_depth);
    if (json.at("schema_version") != 1)
      return error("a snapshot of schema version " + json.at("schema_version").dump() +
                   ", but 1 is the one known");
    Modules modules;
    for (const auto& module : json.at("modules")) modules.push_back(parse_module(module));
    return modules;
  } catch (const std::exception& failure) {
    return error(std::string("not a snapshot that 'emit --format json' wrote: ") + failure.what());
  }
}

bool looks_like_modules_alias(std::string_view text) {
  return text.starts_with("alias ") || text.starts_with("#");
}

// `NAME.KEY=VALUE` and a NUL.
bool looks_like_builtin_modinfo(std::string_view text) {
  const std::string_view record = text.substr(0, std::min(text.find('\0'), text.size()));
  return record.size() < text.size() && record.find('.') < record.find('=') &&
         record.find('=') != std::string_view::npos;
}

}  // namespace

Result<std::vector<ListedModule>> parse_listing(std::string_view text) {
  if (text.starts_with("{")) return parse_snapshot(text);
  if (looks_like_modules_alias(text)) return parse_modules_alias(text);
  if (looks_like_builtin_modinfo(text)) return parse_builtin_modinfo(text);
  return error(text.empty() ? "the file is empty"
                            : "neither an ELF file nor an archive, a modules.alias, a "
                              "modules.builtin.modinfo or a snapshot");
}

ModuleReport make_report(std::string_view path, const ListedModule& module) {
  ModuleReport report{.path = module.path.empty() ? path : module.path,
                      .name = module.name,
                      .is_builtin = module.is_builtin,
                      .snapshot = module.snapshot};
  for (const ListedAlias& alias : module.aliases)
    report.aliases.push_back({.pattern = alias.pattern,
                              .origin = Origin::list,
                              .table = alias.table,
                              .entry = alias.entry});
  return report;
}

}  // namespace ko2alias
