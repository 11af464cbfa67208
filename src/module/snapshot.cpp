// Makes a report of each module. A module keeps its own JSON, with which it is written again.
#include "module/snapshot.h"

#include <algorithm>
#include <charconv>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <unordered_map>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "input/file_names.h"
#include "support/text.h"

namespace ko2alias {
namespace {

using Json = nlohmann::ordered_json;

std::string bytes_of_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    unsigned byte = 0;
    const char* const end = hex.data() + i + 2;
    if (std::from_chars(hex.data() + i, end, byte, 16).ptr != end)
      throw std::runtime_error(fmt::format("'{}' is no byte of two hexadecimal digits",
                                           escape_for_terminal(hex.substr(i, 2))));
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

// A pattern that is not UTF-8 has its exact bytes beside it.
std::string pattern_of(const Json& alias) {
  return alias.contains("pattern_bytes")
             ? bytes_of_hex(alias.at("pattern_bytes").get<std::string>())
             : alias.at("pattern").get<std::string>();
}

// A text that is not UTF-8 stands as {"bytes": "HEX"}.
std::optional<std::string> text_at(const Json& json, const char* key) {
  if (!json.contains(key)) return std::nullopt;
  const Json& text = json.at(key);
  return text.is_object() ? bytes_of_hex(text.at("bytes").get<std::string>())
                          : text.get<std::string>();
}

// The indexes of a module's tables by their symbols. Where several have one symbol, their aliases
// name the index too, which older snapshots do not.
class TableIndexes {
 public:
  explicit TableIndexes(const Json& module) {
    if (!module.contains("tables")) return;
    for (const Json& table : module.at("tables"))
      indexes_.try_emplace(table.at("symbol").get<std::string>(), next_++);
  }

  std::uint32_t of(const Json& alias) {
    if (alias.contains("table_index")) return alias.at("table_index");
    const auto [known, is_new] = indexes_.try_emplace(alias.at("table").get<std::string>(), next_);
    next_ += is_new ? 1 : 0;
    return known->second;
  }

 private:
  std::unordered_map<std::string, std::uint32_t> indexes_{};
  std::uint32_t next_ = 0;
};

void add_alias(Listing& listing, const Json& alias, TableIndexes& tables) {
  ModuleAlias listed{.pattern = listing.keep(pattern_of(alias)), .origin = Origin::list};
  if (alias.contains("table") && alias.contains("entry")) {
    listed.table = listing.keep(alias.at("table"));
    listed.table_index = tables.of(alias);
    listed.entry = alias.at("entry");
  }
  if (auto data = text_at(alias, "driver_data")) listed.data = listing.keep(std::move(*data));
  if (auto data = text_at(alias, "local_driver_data"))
    listed.local_data = listing.keep(std::move(*data));
  listing.last().aliases.push_back(listed);
}

// Older snapshots have no drivers.
void add_drivers(Listing& listing, const Json& module) {
  if (!module.contains("tables")) return;
  for (std::uint32_t index = 0; const Json& table : module.at("tables")) {
    const std::uint32_t own = index++;
    if (!table.contains("drivers")) continue;
    auto& drivers = listing.last().drivers;
    if (!drivers) drivers.emplace();
    for (const Json& driver : table.at("drivers"))
      drivers->push_back({.table = listing.keep(table.at("symbol")),
                          .index = own,
                          .name = listing.keep(driver.at("name")),
                          .object = listing.keep(driver.at("object")),
                          .type = listing.keep(driver.at("struct"))});
  }
}

// Whether an alias is in a snapshot because a table makes it. One that does not say it is if it
// names a table.
bool is_from_table(const Json& alias) {
  return alias.value("source", alias.contains("table") ? "tables" : "modinfo") == "tables";
}

// Modules all of whose aliases are from tables may be known whole nevertheless: `source` says of
// which aliases the text is. Where it does not, one alias that is from no table shows that all are
// in it.
void settle_tables_alone(Listing& listing, std::string_view source) {
  std::vector<ModuleReport>& modules = listing.modules();
  const bool has_others = std::any_of(
      modules.begin(), modules.end(),
      [](const ModuleReport& module) { return !module.is_builtin && !module.is_tables_alone; });
  if (source == "tables" || source == "auto" || (source.empty() && !has_others)) return;
  for (ModuleReport& module : modules) module.is_tables_alone = false;
}

void add_module(Listing& listing, std::string_view path, const Json& json, bool is_listed) {
  std::string name = json.at("name");
  if (!is_module_word(name)) throw std::runtime_error(name_problem(name).message);
  const std::string_view own_path = listing.keep(json.at("path"));
  listing.add({.path = own_path.empty() ? path : own_path,
               .name = std::move(name),
               .place = listing.keep(json.value("place", "")),
               .is_builtin = json.value("builtin", false),
               .is_listed = is_listed,
               .vermagic = listing.keep(json.value("vermagic", ""))});
  TableIndexes tables(json);
  const Json& aliases = json.at("aliases");
  for (const Json& alias : aliases) add_alias(listing, alias, tables);
  listing.last().is_tables_alone =
      !listing.last().is_builtin && std::all_of(aliases.begin(), aliases.end(), is_from_table);
  add_drivers(listing, json);
  listing.last().snapshot = listing.keep(json.dump());
}

KernelTexts texts_of(const Json& kernel) {
  return {.order = text_at(kernel, "modules.order"),
          .builtin = text_at(kernel, "modules.builtin"),
          .config = text_at(kernel, "config"),
          .source = kernel.value("source", "")};
}

// A type of JSON in a sentence: `a string`, `an object`.
std::string with_article(std::string_view type) {
  if (type == "null") return "null";
  return (type.find_first_of("ao") == 0 ? "an " : "a ") + std::string(type);
}

// What the library says of values, in our words: `type must be string, but is number` and `cannot
// use at() with array`. Empty for another text.
std::string reason_of_value(std::string_view text) {
  constexpr std::string_view wrong = "type must be ";
  constexpr std::string_view found = ", but is ";
  constexpr std::string_view no_object = "cannot use ";
  constexpr std::string_view with = "() with ";
  if (const auto at = text.find(found); text.starts_with(wrong) && at != std::string_view::npos)
    return fmt::format("expected {}, but found {}",
                       with_article(text.substr(wrong.size(), at - wrong.size())),
                       with_article(text.substr(at + found.size())));
  if (const auto at = text.find(with); text.starts_with(no_object) && at != std::string_view::npos)
    return "expected an object, but found " + with_article(text.substr(at + with.size()));
  return {};
}

// The library's words without its number for them, and without what else it would have taken:
// `parse error at line 2, column 1: unexpected end of input`.
std::string reason_of(const std::exception& failure) {
  std::string_view text = failure.what();
  if (text.starts_with("[json.exception")) text.remove_prefix(text.find("] ") + 2);
  if (std::string reason = reason_of_value(text); !reason.empty()) return reason;
  std::string reason(text.substr(0, text.find("; expected")));
  constexpr std::string_view filler = "syntax error while parsing ";
  if (const auto begin = reason.find(filler); begin != std::string::npos)
    if (const auto end = reason.find(" - ", begin); end != std::string::npos)
      reason.erase(begin, end + 3 - begin);
  return reason;
}

// Writing JSON recurses, and no snapshot is deep.
bool check_depth(int depth, Json::parse_event_t /*event*/, Json& /*parsed*/) {
  constexpr int deepest = 64;
  if (depth > deepest) throw std::runtime_error("nested too deeply");
  return true;
}

Problem no_snapshot(std::string message) {
  return {.message = std::move(message), .kind = ProblemKind::no_snapshot};
}

// Whether a text is one of JSON Lines: its first line is an object of its own, and one of a module.
bool is_of_lines(std::string_view text) {
  // A snapshot may be one line. Its version stands at the beginning.
  constexpr std::size_t beginning = 4096;
  const std::string_view line = take_line(text);
  if (line.substr(0, beginning).find("\"schema_version\"") != std::string_view::npos) return false;
  const auto json = Json::parse(line, check_depth, false);
  return json.is_object() && json.contains("name") && json.contains("aliases");
}

Result<Listing> parse_lines(std::string_view path, std::string_view text) {
  Listing listing;
  listing.set_texts({.is_missing = true, .is_lines = true});
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = trim(take_line(text));
    if (line.empty()) continue;
    try {
      add_module(listing, path, Json::parse(line, check_depth), true);
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& failure) {
      return error(fmt::format("line {}: not a module: {}", number, reason_of(failure)));
    }
  }
  settle_tables_alone(listing, "");
  return listing;
}

void add_modules(Listing& listing, std::string_view path, const Json& modules, bool is_listed) {
  if (!modules.is_array())
    throw std::runtime_error("modules: expected an array, but found " +
                             with_article(modules.type_name()));
  for (std::size_t i = 0; const Json& module : modules) {
    try {
      add_module(listing, path, module, is_listed);
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& failure) {
      throw std::runtime_error(fmt::format("modules[{}]: {}", i, reason_of(failure)));
    }
    ++i;
  }
}

}  // namespace

Result<Listing> parse_snapshot(std::string_view path, std::string_view text) {
  try {
    if (is_of_lines(text)) return parse_lines(path, text);
    const auto json = Json::parse(text, check_depth);
    if (json.at("schema_version") != 1)
      return error("a snapshot of schema version " + json.at("schema_version").dump() +
                   ", but this ko2alias reads version 1");
    Listing listing;
    const bool has_kernel = json.contains("kernel");
    listing.set_texts(has_kernel ? texts_of(json.at("kernel")) : KernelTexts{.is_missing = true});
    add_modules(listing, path, json.at("modules"), !has_kernel);
    settle_tables_alone(listing, listing.texts()->source);
    return listing;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& failure) {
    return no_snapshot("not a snapshot: " + reason_of(failure));
  }
}

}  // namespace ko2alias
