// The JSON formats, whose schemas are in docs/json-schema/. A pointer is an object that says where
// it leads, and null stands for what is not known. Text that is not UTF-8 is written as
// {"bytes": "HEX"}. A pattern is always a string, with U+FFFD for bytes that are no UTF-8 and its
// exact bytes beside it.
#include <optional>
#include <string>
#include <unordered_map>

#include <fmt/core.h>
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

// Broken UTF-8 in a name can at worst become U+FFFD.
std::string to_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// An object's text with one more member, whose value is JSON already.
std::string with_member(std::string object, std::string_view name, std::string_view value) {
  object.pop_back();
  return fmt::format("{}{}\"{}\":{}}}", object, object.size() > 1 ? "," : "", name, value);
}

// An object's text that ends within one more member, an array.
std::string with_open_array(std::string object, std::string_view name) {
  object = with_member(std::move(object), name, "[");
  object.pop_back();
  return object;
}

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

Json pointee_json(const Pointee& pointee) {
  const Target& target = pointee.target;
  Json json{{target.is_named ? "symbol" : "section", target.symbol}, {"offset", target.offset}};
  if (pointee.text) json["text"] = text_or_bytes(*pointee.text);
  return json;
}

Json value_json(const Value& value) {
  if (value.pointee) return pointee_json(*value.pointee);
  return value.number ? Json(*value.number) : Json();
}

// The entries of a table with what their pointers lead to.
class EntriesJson {
 public:
  EntriesJson(const ModuleReport& report, const DecodedTable& table)
      : table_(table),
        view_(driver_view_of(*report.module, table)),
        shown_(shown_members(*table.variant)),
        pointers_(report.pointers) {}

  [[nodiscard]] Json members(std::uint32_t index) const {
    const Entry entry(view_, index);
    Json json = Json::object();
    for (const Shown& shown : shown_) {
      json[std::string(shown.name)] = member(entry, shown);
      if (!entry.members()[shown.member].flags.empty())
        json[std::string(shown.name) + "_names"] = flag_names(entry, shown.member);
    }
    return json;
  }

 private:
  [[nodiscard]] Json member(const Entry& entry, const Shown& shown) const {
    const Member& member = entry.members()[shown.member];
    const std::string_view bytes = entry.bytes(shown.member);
    if (shown.bit_field != Shown::no_bit_field)
      return entry.bit_field(shown.member, shown.bit_field);
    if (member.is_text) return text_or_bytes(bytes.substr(0, bytes.find('\0')));
    if (member.scalar == Scalar::chars) return hex_of(bytes);
    if (member.scalar == Scalar::bitmap) return set_bits(entry, shown.member);
    const auto values = values_of(table_, entry, shown.member, pointers_);
    if (member.count == 1) return value_json(values.front());
    Json array = Json::array();
    for (const Value& value : values) array.push_back(value_json(value));
    return array;
  }

  const DecodedTable& table_;
  TableView view_;
  std::vector<Shown> shown_;
  const Pointers* pointers_;
};

void add_pattern(Json& json, std::string_view pattern) {
  json["pattern"] = std::string(pattern);
  if (!is_utf8(json["pattern"])) json["pattern_bytes"] = hex_of(pattern);
}

// An alias without the members of its entry.
Json alias_json(const ModuleReport& report, const ModuleAlias& alias) {
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
  return json;
}

// What the aliases of an entry share: its table where that is one of several with its symbol, its
// members and its driver data. They stand in a row, so the last entry's are kept.
class EntryTexts {
 public:
  explicit EntryTexts(const ModuleReport& report) : report_(report) {
    if (report.module == nullptr) return;
    for (const DecodedTable& table : report.module->tables) ++tables_of_[table.table.symbol_name];
  }

  [[nodiscard]] std::string added_to(std::string object, const Alias& alias) {
    if (table_ != alias.table || entry_ != alias.entry) read(alias);
    if (is_one_of_several_)
      object = with_member(std::move(object), "table_index", std::to_string(alias.table));
    object = with_member(std::move(object), "members", members_);
    if (!data_.empty()) object = with_member(std::move(object), data_name_, data_);
    return object;
  }

 private:
  void read(const Alias& alias) {
    if (!driver_data_) driver_data_.emplace(*report_.module, *report_.image);
    if (table_ != alias.table) read(report_.module->tables[alias.table]);
    table_ = alias.table;
    entry_ = alias.entry;
    members_ = to_text(shown_->members(alias.entry));
    // Data that mean nothing in another build stand apart, so that no comparison takes them.
    data_name_ = "driver_data";
    std::string data = driver_data_->portable_text(alias.table, alias.entry);
    if (data.empty()) {
      data_name_ = "local_driver_data";
      data = driver_data_->text(alias.table, alias.entry);
    }
    data_ = data.empty() ? "" : to_text(text_or_bytes(data));
  }

  void read(const DecodedTable& table) {
    shown_.emplace(report_, table);
    is_one_of_several_ = tables_of_[table.table.symbol_name] > 1;
  }

  const ModuleReport& report_;
  /// How many tables have each symbol.
  std::unordered_map<std::string_view, unsigned> tables_of_{};
  bool is_one_of_several_ = false;
  std::optional<DriverData> driver_data_{};
  std::optional<EntriesJson> shown_{};
  std::optional<std::uint32_t> table_{};
  std::uint32_t entry_ = 0;
  std::string members_{};
  std::string_view data_name_{};
  std::string data_{};
};

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
  if (!report.drivers) return json;
  json["drivers"] = Json::array();
  for (const ModuleDriver& driver : *report.drivers)
    if (driver.index == index)
      json["drivers"].push_back(
          {{"name", driver.name}, {"object", driver.object}, {"struct", driver.type}});
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
void write_entries(const ModuleReport& report, std::size_t index,
                   std::span<const ModuleAlias>& aliases, const TextSink& sink) {
  const DecodedTable& table = report.module->tables[index];
  if (table.entries == 0) return;
  const auto is_of = [&](const Alias& alias, std::uint32_t entry) {
    return alias.table == index && alias.entry == entry;
  };
  const EntriesJson shown(report, table);
  for (std::uint32_t n = 0; n < table.entries; ++n) {
    Json entry{{"index", n}, {"members", shown.members(n)}, {"aliases", Json::array()}};
    for (; !aliases.empty() && is_of(*aliases.front().decoded, n); aliases = aliases.subspan(1))
      entry["aliases"].push_back(text_or_bytes(aliases.front().pattern));
    sink((n == 0 ? "" : ",") + to_text(entry));
  }
}

}  // namespace

void write_json(const ModuleReport& report, const TextSink& sink) {
  if (!report.snapshot.empty()) return sink(report.snapshot);
  Json json = module_json(report);
  if (report.module != nullptr) json["tables"] = tables_json(report);
  sink(with_open_array(to_text(json), "aliases"));
  EntryTexts entries(report);
  std::string_view separator;
  for (const ModuleAlias& alias : report.aliases) {
    std::string text = to_text(alias_json(report, alias));
    if (alias.decoded != nullptr && report.module != nullptr)
      text = entries.added_to(std::move(text), *alias.decoded);
    sink(fmt::format("{}{}", separator, text));
    separator = ",";
  }
  sink("]}");
}

void write_json_line(const ModuleReport& report, const TextSink& sink) {
  write_json(report, sink);
  sink("\n");
}

std::string render_json_tail(const Kernel& files, std::string_view source) {
  Json json{{"source", source}};
  if (files.order) json["modules.order"] = text_or_bytes(*files.order);
  if (files.builtin) json["modules.builtin"] = text_or_bytes(*files.builtin);
  if (!files.config.empty()) json["config"] = text_or_bytes(files.config);
  return "\n], \"kernel\": " + to_text(json) + "}\n";
}

void write_dump_json(const ModuleReport& report, const TextSink& sink) {
  sink(with_open_array(to_text(module_json(report)), "tables"));
  std::span<const ModuleAlias> aliases = report.aliases;
  const std::size_t tables = report.module == nullptr ? 0 : report.module->tables.size();
  for (std::size_t i = 0; i < tables; ++i) {
    sink((i == 0 ? "" : ",") + with_open_array(to_text(table_json(report, i)), "entries"));
    write_entries(report, i, aliases, sink);
    sink("]}");
  }
  sink("]}");
}

}  // namespace ko2alias
