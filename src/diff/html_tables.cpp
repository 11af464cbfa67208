// The tables of the page of a comparison. A section is one table; each group is a body of it, whose
// first row names the group.
//
//   Lost 38
//     i2c  ad5446  CONFIG_AD5446: m → not set  6
//       i2c:ad5301
#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "diff/html_parts.h"
#include "diff/summary.h"
#include "diff/wording.h"
#include "kernel/kernel.h"
#include "pattern/alias_bus.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// The aliases of the other kernel that match the same, unless the detail has named the only one.
// Beside lost and gained aliases these are whole classes, which stand above the table.
std::string others_html(const Change& change) {
  const std::size_t count = change.other_count;
  const bool is_partial =
      change.category == Category::partly_lost || change.category == Category::widened;
  if (change.category == Category::lost || change.category == Category::gained) return {};
  if (count == 0 || (count == 1 && !is_partial)) return {};
  std::string html =
      fmt::format("<details><summary>{} {} of the {} kernel</summary><ul>", with_commas(count),
                  noun_of(count, "alias", "aliases"), change.before ? "new" : "old");
  for (const ClaimRef& other : change.others)
    html += fmt::format("<li>{} {}</li>", html_code(other.pattern()),
                        escape_for_html(module_list({&other, 1})));
  if (const std::size_t more = count - change.others.size(); more > 0)
    html += fmt::format("<li>{} more</li>", with_commas(more));
  return html + "</ul></details>";
}

// One alias; name and detail are HTML.
struct AliasRow {
  std::string_view pattern{};
  std::string name{};
  std::string detail{};
};

AliasRow row_of(const Change& change, const DeviceNames& names) {
  return {.pattern = pattern_of(change),
          .name = escape_for_html(names.describe(pattern_of(change))),
          .detail = escape_for_html(detail_text(change)) + others_html(change)};
}

// The content of a category's section. A column that no row fills is left out.
struct AliasTable {
  struct Part {
    ChangeGroup group{};
    std::vector<AliasRow> rows{};
  };
  std::vector<Part> parts{};
  bool has_name = false;
  bool has_detail = false;

  [[nodiscard]] std::vector<std::string_view> titles() const {
    std::vector<std::string_view> titles = {"Alias"};
    if (has_name) titles.emplace_back("Device");
    if (has_detail) titles.emplace_back("Detail");
    return titles;
  }
};

// The modules that a module was split into are a group each here: a reader who looks for one of
// them wants its aliases alone.
std::vector<ChangeGroup> groups_by_target(std::span<const ChangeGroup> groups) {
  std::vector<ChangeGroup> parts;
  const auto target = [](const Change& change) { return change.after ? change.after->name() : ""; };
  for (ChangeGroup rest : groups)
    while (!rest.empty()) {
      const auto end = std::find_if(rest.begin(), rest.end(), [&](const Change& change) {
        return target(change) != target(rest.front());
      });
      parts.push_back(rest.first(static_cast<std::size_t>(end - rest.begin())));
      rest = rest.subspan(parts.back().size());
    }
  return parts;
}

AliasTable make_table(std::span<const ChangeGroup> groups, const DeviceNames& names) {
  AliasTable table;
  for (const ChangeGroup& group : groups_by_target(groups)) {
    AliasTable::Part& part = table.parts.emplace_back(AliasTable::Part{.group = group});
    for (const Change& change : group) {
      const AliasRow& row = part.rows.emplace_back(row_of(change, names));
      table.has_name |= !row.name.empty();
      table.has_detail |= !row.detail.empty();
    }
  }
  return table;
}

// The meaning of the category, and the classes that match some devices of its aliases.
std::string meaning_text(ChangeGroup changes) {
  const Category category = changes.front().category;
  const std::string classes = classes_text(changes, category);
  return sentence(meaning_of(category)) + (classes.empty() ? "" : " " + sentence(classes));
}

std::string part_html(const AliasTable::Part& part, const AliasTable& table) {
  const Change& change = part.group.front();
  std::string html = group_start({.category = change.category,
                                  .bus = change.bus,
                                  .module = change.claim().name(),
                                  .width = table.titles().size(),
                                  .what = html_element("module", modules_text(part.group)) +
                                          html_element("reason", reason_text(change)),
                                  .count = part.group.size()});
  for (const AliasRow& row : part.rows)
    html += fmt::format("<tr><td>{}</td>{}{}</tr>\n",
                        row.pattern.empty() ? "no alias" : html_code(row.pattern),
                        table.has_name ? fmt::format("<td>{}</td>", row.name) : "",
                        table.has_detail ? fmt::format("<td>{}</td>", row.detail) : "");
  return html + "</tbody>\n";
}

// `399 aliases of 74 modules`; the script writes both numbers anew where rows are hidden.
std::string count_html(std::span<const Change> changes) {
  const Tally tally = tally_of_aliases({changes.begin(), changes.end()}, changes.front().category);
  const std::string count =
      fmt::format("<span class=\"count\">{}</span>", with_commas(changes.size()));
  if (tally.aliases == 0) return count + " " + noun_of(changes.size(), "module");
  return fmt::format("{} {} of <span class=\"modules\">{}</span>", count,
                     noun_of(changes.size(), "alias", "aliases"), counted(tally.drivers, "module"));
}

}  // namespace

std::string_view tone_of(Category category) {
  switch (category) {
    case Category::lost:
    case Category::lost_to_generic:
    case Category::partly_lost: return "loss";
    case Category::gained:
    case Category::gained_from_generic:
    case Category::widened: return "gain";
    case Category::still_covered:
    case Category::already_covered: return "quiet";
    default: return "change";
  }
}

std::string changes_section(std::span<const ChangeGroup> groups, const DeviceNames& names) {
  // The groups stand one behind the other in the comparison.
  const ChangeGroup changes(groups.front().data(), groups.back().data() + groups.back().size());
  const Category category = changes.front().category;
  const AliasTable table = make_table(groups, names);
  std::string html = section_start(tone_of(category), name_of(category), title_of(category),
                                   count_html(changes), meaning_text(changes)) +
                     column_titles(table.titles());
  for (const AliasTable::Part& part : table.parts) html += part_html(part, table);
  return html + "</table>\n</section>\n";
}

}  // namespace ko2alias
