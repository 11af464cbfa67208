// Tells the three kinds of text by how they begin, and makes a report of each module in them.
#include "module/listing.h"

#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "describe/bus.h"
#include "input/file_names.h"
#include "ko2alias/modinfo.h"
#include "module/snapshot.h"
#include "pattern/alias_bus.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// A line of modules.alias.
struct AliasLine {
  std::string_view pattern{};
  std::string_view module{};
};

// `alias PATTERN MODULE`; a pattern may have blanks, a module's name has none.
std::optional<AliasLine> parse_alias_line(std::string_view line) {
  constexpr std::string_view keyword = "alias ";
  const auto blank = line.rfind(' ');
  if (!line.starts_with(keyword) || blank < keyword.size() ||
      !is_module_word(line.substr(blank + 1)))
    return std::nullopt;
  const std::string_view pattern = trim(line.substr(keyword.size(), blank - keyword.size()));
  if (pattern.empty()) return std::nullopt;
  return AliasLine{pattern, line.substr(blank + 1)};
}

// `alias PATTERN MODULE PACKAGE`; the package may be left out.
std::optional<AliasLine> parse_packaged_line(std::string_view line) {
  const bool is_alias = take_word(line) == "alias";
  const std::string_view pattern = take_word(line);
  const std::string_view module = take_word(line);
  take_word(line);
  if (!is_alias || module.empty() || !trim(line).empty()) return std::nullopt;
  return AliasLine{pattern, module};
}

// Whether a text is one of Ubuntu's .modaliases, whose lines end with a package. The devices of a
// bus whose fields have known widths report no blanks, so a pattern of theirs that has one is a
// pattern and a module.
bool has_packages(std::string_view path, std::string_view text) {
  if (path.ends_with(".modaliases")) return true;
  while (!text.empty()) {
    const auto line = parse_alias_line(take_line(text));
    if (!line || line->pattern.find(' ') == std::string_view::npos) continue;
    const Bus* const bus = find_bus_of(line->pattern);
    if (bus != nullptr && has_known_widths(*bus)) return true;
  }
  return false;
}

// A comment ends a module's lines, and `# built in` says that the next module is built in.
Result<Listing> parse_modules_alias(std::string_view path, std::string_view text) {
  Listing listing;
  const bool is_packaged = has_packages(path, text);
  bool is_builtin = false;
  bool is_behind_comment = true;
  for (std::uint32_t number = 1; !text.empty(); ++number) {
    std::string_view line = take_line(text);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line[0] == '#') {
      is_builtin = line == "# built in";
      is_behind_comment = true;
      continue;
    }
    const auto alias = is_packaged ? parse_packaged_line(line) : parse_alias_line(line);
    if (!alias)
      return error(fmt::format("line {}: expected 'alias PATTERN MODULE{}'", number,
                               is_packaged ? " PACKAGE" : ""));
    if (is_behind_comment || !listing.is_last(alias->module)) {
      is_builtin = is_builtin && is_behind_comment;
      listing.add({.path = path,
                   .name = std::string(alias->module),
                   .is_builtin = is_builtin,
                   .is_listed = true});
    }
    is_behind_comment = false;
    listing.last().aliases.push_back(
        {.pattern = alias->pattern, .origin = Origin::list, .line = number});
  }
  return listing;
}

// `e1000.alias=PATTERN` and a NUL.
Result<Listing> parse_builtin_modinfo(std::string_view path, std::string_view text) {
  Listing listing;
  for (const Modinfo::Record& record : parse_modinfo(text).records) {
    const auto dot = record.key.find('.');
    if (dot == std::string_view::npos || record.key.substr(dot + 1) != "alias") continue;
    std::string name = underscored(record.key.substr(0, dot));
    // kmod passes over it too.
    if (name.empty()) continue;
    if (!is_module_word(name)) return name_problem(name);
    if (!listing.is_last(name))
      listing.add({.path = path, .name = std::move(name), .is_builtin = true, .is_listed = true});
    listing.last().aliases.push_back({.pattern = record.value, .origin = Origin::list});
  }
  return listing;
}

// `NAME.KEY=VALUE` and a NUL.
bool looks_like_builtin_modinfo(std::string_view text) {
  const std::string_view record = text.substr(0, std::min(text.find('\0'), text.size()));
  return record.size() < text.size() && record.find('.') < record.find('=') &&
         record.find('=') != std::string_view::npos;
}

}  // namespace

Problem name_problem(std::string_view name) {
  return error(fmt::format("a module cannot be called '{}'", escape_for_terminal(name)));
}

bool Listing::is_last(std::string_view name) const {
  return !modules_.empty() && modules_.back().name == name;
}

Result<Listing> parse_listing(std::string_view path, std::string_view text) {
  if (text.starts_with("{")) return parse_snapshot(path, text);
  if (looks_like_modules_alias(text)) return parse_modules_alias(path, text);
  if (looks_like_builtin_modinfo(text)) return parse_builtin_modinfo(path, text);
  return error(text.empty() ? "the file is empty"
                            : "neither an ELF file nor an archive, a modules.alias, a "
                              "modules.builtin.modinfo or a snapshot");
}

std::string_view kind_of_listing(std::string_view text) {
  if (text.starts_with("{")) return "a snapshot";
  return looks_like_modules_alias(text) ? "a list of aliases" : "a list of built-in modules";
}

bool looks_like_modules_alias(std::string_view text) {
  return text.starts_with("alias ") || text.starts_with("#");
}

}  // namespace ko2alias
