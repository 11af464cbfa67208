// The JSON formats, whose schemas are in docs/json-schema/. Text that is not UTF-8 is written as
// {"bytes": "HEX"}. A pattern is always a string, with U+FFFD for bytes that are no UTF-8 and its
// exact bytes beside it.
#include <optional>

#include <nlohmann/json.hpp>

#include "decode/driver_data.h"
#include "decode/members.h"
#include "describe/entry.h"
#include "emit/formats.h"
#include "kernel/tree_places.h"
#include "support/text.h"

namespace ko2alias {
namespace {

using Json = nlohmann::ordered_json;

std::string hex_of(std::string_view bytes) {
  std::string hex;
  for (const char c : bytes) append_lower_hex(hex, static_cast<unsigned char>(c), 2);
  return hex;
}

bool is_utf8(const Json& text) {
  try {
    (void)text.dump();
    return true;
  } catch (const Json::type_error&) {
    return false;
  }
}

Json text_or_bytes(std::string_view text) {
  Json json = std::string(text);
  if (is_utf8(json)) return json;
  return {{"bytes", hex_of(text)}};
}

Json member_json(const Entry& entry, std::size_t index) {
  const Member& member = entry.members()[index];
  if (member.is_text)
    return text_or_bytes(entry.bytes(index).substr(0, entry.bytes(index).find('\0')));
  if (member.scalar == Scalar::chars) return hex_of(entry.bytes(index));
  if (member.scalar == Scalar::bitmap) return set_bits(entry, index);
  if (member.count == 1) return entry.number(index);
  Json array = Json::array();
  for (std::size_t i = 0; i < member.count; ++i) array.push_back(entry.number(index, i));
  return array;
}

Json members_json(const Entry& entry) {
  Json json = Json::object();
  for (std::size_t i = 0; i < entry.members().size(); ++i) {
    const Member& member = entry.members()[i];
    json[std::string(member.name)] = member_json(entry, i);
    if (!member.flags.empty()) json[std::string(member.name) + "_names"] = flag_names(entry, i);
  }
  return json;
}

void add_pattern(Json& json, std::string_view pattern) {
  json["pattern"] = std::string(pattern);
  if (!is_utf8(json["pattern"])) json["pattern_bytes"] = hex_of(pattern);
}

Json alias_json(const ModuleReport& report, const ModuleAlias& alias,
                std::optional<DriverData>& data) {
  Json json;
  add_pattern(json, alias.pattern);
  json["module"] = report.name;
  json["source"] = to_string(alias.origin);
  if (alias.decoded == nullptr || report.module == nullptr) return json;
  const DecodedTable& table = report.module->tables[alias.decoded->table];
  json["bus"] = table.bus->type;
  json["table"] = table.table.symbol_name;
  json["entry"] = alias.decoded->entry;
  if (alias.decoded->override_value)
    json["override"] = {{"value", *alias.decoded->override_value},
                        {"prefix", alias.decoded->override_prefix}};
  json["members"] = members_json(Entry(view_of(*report.module, table), alias.decoded->entry));
  if (!data) data.emplace(*report.module, *report.image);
  if (const std::string text = data->text(alias.decoded->table, alias.decoded->entry);
      !text.empty())
    json["driver_data"] = text_or_bytes(text);
  return json;
}

Json problem_json(const Problem& problem) {
  return {{"severity", name_of(problem.severity)},
          {"place", problem.place},
          {"message", problem.message}};
}

// A module that is known from a list has a name and aliases alone.
Json module_json(const ModuleReport& report) {
  Json json{{"path", report.path}, {"name", report.name}, {"builtin", report.is_builtin}};
  // A path through lib/modules tells the place.
  if (!report.place.empty() && report.place != path_in_tree(report.path))
    json["place"] = report.place;
  if (report.module == nullptr) return json;
  const DecodedModule& module = *report.module;
  json.update({{"word_size", module.abi.word_size * 8},
               {"byte_order", module.abi.order == ByteOrder::big ? "big" : "little"},
               {"kernel", to_string(module.choice.release)},
               {"kernel_reason", module.choice.reason},
               {"kernel_is_certain", module.choice.is_certain},
               {"vermagic", std::string(module.modinfo.first("vermagic"))}});
  json["problems"] = Json::array();
  for (const Problem& problem : module.problems) json["problems"].push_back(problem_json(problem));
  return json;
}

Json table_json(const ModuleReport& report, std::size_t index) {
  const DecodedTable& table = report.module->tables[index];
  Json json{{"symbol", table.table.symbol_name},
            {"type", table.table.symbol.type},
            {"size", table.table.bytes.size()}};
  if (table.variant == nullptr) return json;
  json["entry_size"] = entry_size(*table.variant, report.module->abi);
  json["layout_since"] = to_string(first_release(table.variant->since));
  if (!table.reason.empty()) json["reason"] = table.reason;
  return json;
}

Json tables_json(const ModuleReport& report) {
  Json json = Json::array();
  for (std::size_t i = 0; i < report.module->tables.size(); ++i)
    json.push_back(table_json(report, i));
  return json;
}

// Takes the table's aliases off the front: the aliases of one table, and of one entry, stand in a
// row.
Json entries_json(const ModuleReport& report, std::size_t index,
                  std::span<const ModuleAlias>& aliases) {
  const DecodedTable& table = report.module->tables[index];
  const auto is_of = [&](const Alias& alias, std::uint32_t entry) {
    return alias.table == index && alias.entry == entry;
  };
  Json entries = Json::array();
  for (std::uint32_t n = 0; n < table.entries; ++n) {
    Json entry{{"index", n},
               {"members", members_json(Entry(view_of(*report.module, table), n))},
               {"aliases", Json::array()}};
    for (; !aliases.empty() && is_of(*aliases.front().decoded, n); aliases = aliases.subspan(1))
      entry["aliases"].push_back(text_or_bytes(aliases.front().pattern));
    entries.push_back(std::move(entry));
  }
  return entries;
}

// Broken UTF-8 in a name can at worst become U+FFFD.
std::string to_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string render_json(const ModuleReport& report) {
  if (!report.snapshot.empty()) return std::string(report.snapshot);
  Json json = module_json(report);
  if (report.module != nullptr) json["tables"] = tables_json(report);
  json["aliases"] = Json::array();
  std::optional<DriverData> data;
  for (const ModuleAlias& alias : report.aliases)
    json["aliases"].push_back(alias_json(report, alias, data));
  return to_text(json);
}

std::string render_json_tail(const Kernel& files, std::string_view source) {
  Json json{{"source", source}};
  if (files.order) json["modules.order"] = text_or_bytes(*files.order);
  if (files.builtin) json["modules.builtin"] = text_or_bytes(*files.builtin);
  if (!files.config.empty()) json["config"] = text_or_bytes(files.config);
  return "\n], \"kernel\": " + to_text(json) + "}\n";
}

std::string render_dump_json(const ModuleReport& report) {
  Json json = module_json(report);
  json["tables"] = Json::array();
  if (report.module == nullptr) return to_text(json);
  std::span<const ModuleAlias> aliases = report.aliases;
  for (std::size_t i = 0; i < report.module->tables.size(); ++i) {
    json["tables"].push_back(table_json(report, i));
    json["tables"].back()["entries"] = entries_json(report, i, aliases);
  }
  return to_text(json);
}

}  // namespace ko2alias
