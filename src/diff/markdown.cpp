// A comparison for issues and release notes: a heading and the summary, then a folded table for
// each category. It fits into an issue of GitHub, unless everything is asked for.
#include <initializer_list>
#include <limits>
#include <optional>

#include <fmt/core.h>

#include "diff/device_groups.h"
#include "diff/formats.h"
#include "diff/groups.h"
#include "diff/markdown_page.h"
#include "diff/summary.h"
#include "diff/wording.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::size_t without_limit = std::numeric_limits<std::size_t>::max();

template <class Cells>
std::string table_row(const Cells& cells) {
  std::string row = "|";
  for (const std::string& cell : cells) row += " " + cell + " |";
  return row + "\n";
}

std::string table_row(std::initializer_list<std::string> cells) {
  return table_row<std::initializer_list<std::string>>(cells);
}

// The lines of a table's columns, of which the last ones may hold numbers.
std::string columns(const std::vector<std::string>& titles, bool has_numbers = false) {
  std::string rule = "|---|";
  for (std::size_t i = 1; i < titles.size(); ++i) rule += has_numbers ? "---:|" : "---|";
  return table_row(titles) + rule + "\n";
}

std::string bus_table_text(const BusTable& table) {
  std::vector<std::string> titles{"bus"};
  for (const Category category : table.categories) titles.push_back(words_of(category));
  std::string text = columns(titles, true);
  const auto add = [&](const std::string& name, const std::vector<std::size_t>& counts) {
    std::vector<std::string> cells{name};
    for (const std::size_t count : counts) cells.push_back(count == 0 ? "" : with_commas(count));
    text += table_row(cells);
  };
  for (const BusTable::Row& row : table.rows) add(markdown_text(row.bus), row.counts);
  for (const TotalsRow& row : totals_rows(table))
    add("**" + std::string(row.name) + "**", row.counts);
  return text;
}

std::string markdown_path_line(std::string_view side, const KernelName& name) {
  return name.called == name.path ? "" : fmt::format("- {}: {}\n", side, markdown_code(name.path));
}

class MarkdownRenderer {
 public:
  explicit MarkdownRenderer(const CompareView& view) : view_(view), comparison_(*view.comparison) {}

  std::string render() {
    add_lost_drivers();
    if (!view_.is_summary) add_changes();
    return markdown_page(head(), parts_, view_.is_full ? without_limit : most_markdown_bytes,
                         view_.full_hint);
  }

 private:
  void add_changes() {
    if (comparison_.device_count && view_.is_by_host)
      add_hosts();
    else if (comparison_.device_count)
      add_devices();
    else
      for (const ChangeGroup& group : groups_of(comparison_)) add_group(group);
  }

  [[nodiscard]] std::string head() const {
    std::string text =
        fmt::format("# {} → {}\n\n{}.\n", markdown_text(comparison_.before.called),
                    markdown_text(comparison_.after.called), headline_text(comparison_));
    if (const std::string more = other_counts_text(comparison_); !more.empty())
      text += "\n" + more + ".\n";
    const std::string paths = markdown_path_line("old", comparison_.before) +
                              markdown_path_line("new", comparison_.after);
    if (!paths.empty()) text += "\n" + paths;
    for (const Caveat& caveat : comparison_.caveats)
      text += fmt::format("\n**Caveat:** {}.\n", markdown_text(sentence_of(caveat)));
    const BusTable table = bus_table(comparison_);
    if (table.is_worth_showing()) text += "\n" + bus_table_text(table);
    return text;
  }

  void add_lost_drivers() {
    const std::vector<LostDriver> drivers = lost_drivers(comparison_);
    if (drivers.empty()) return;
    std::string title = lost_drivers_title(drivers);
    title[0] = to_upper(title[0]);
    MarkdownPart& part = parts_.emplace_back(MarkdownPart{
        .title = title, .noun = "module", .head = columns({"module", "", "loses", "why"})});
    for (const LostDriver& driver : drivers)
      part.rows.push_back(
          {.text = table_row({markdown_text(driver.module), std::string(fate_text(driver)),
                              losses_text(driver),
                              driver.reason ? markdown_text(reason_text(*driver.reason)) : ""})});
  }

  // The part of a category, which begins with its first group.
  MarkdownPart& part_of(Category category) {
    if (category_ == category) return parts_.back();
    category_ = category;
    const Tally tally = tally_of(comparison_, category);
    const bool is_of_modules = tally.aliases == 0;
    std::string head = sentence(meaning_of(category)) + "\n\n";
    if (const std::string classes = classes_text(comparison_.changes, category); !classes.empty())
      head += markdown_text(sentence(classes)) + "\n\n";
    return parts_.emplace_back(
        MarkdownPart{.title = fmt::format("{}: {}", title_of(category), tally_text(tally)),
                     .noun = is_of_modules ? "module" : "alias",
                     .plural = is_of_modules ? "modules" : "aliases",
                     .head = head + columns({"bus", "module", "alias", "what"})});
  }

  // The rows behind a group's first one leave bus and module to it.
  void add_group(ChangeGroup group) {
    const Change& change = group.front();
    MarkdownPart& part = part_of(change.category);
    std::string bus = markdown_text(change.bus);
    std::string modules = markdown_text(modules_text(group));
    std::string reason = reason_text(change);
    if (!view_.is_full && may_fold(group)) {
      part.rows.push_back(
          {.text = table_row({bus, modules, counted(group.size(), part.noun, part.plural),
                              markdown_text(reason)}),
           .count = group.size()});
      return;
    }
    for (const Change& one : group) {
      part.rows.push_back({.text = table_row({bus, modules, markdown_code(pattern_of(one)),
                                              markdown_text(description_of(one, reason))})});
      bus.clear();
      modules.clear();
      reason.clear();
    }
  }

  // The name of the device, the detail and the reason, as far as there are any.
  [[nodiscard]] std::string description_of(const Change& change, const std::string& reason) const {
    std::string text = view_.names->describe(pattern_of(change));
    for (const std::string& more : {detail_text(change), reason})
      if (!more.empty()) text += (text.empty() ? "" : "; ") + more;
    return text;
  }

  static MarkdownPart device_part(const std::string& title,
                                  const std::vector<std::string>& titles) {
    return {.title = title, .noun = "device", .plural = "devices", .head = columns(titles)};
  }

  void add_devices() {
    const auto changes = pointers_to(comparison_.device_changes);
    for (const DeviceParagraph& paragraph : device_paragraphs(changes)) {
      const Category category = paragraph.front().change->category;
      if (category_ != category) {
        category_ = category;
        parts_.push_back(device_part(
            fmt::format("{}: {}", title_of(category), tally_text(tally_of(comparison_, category))),
            {"modules", "device", "name", "where"}));
      }
      add_paragraph(paragraph, "");
    }
  }

  void add_hosts() {
    for (const HostChanges& host : changes_by_host(comparison_.device_changes)) {
      const std::string name = host.host.empty() ? "no host" : escape_for_html(host.host);
      parts_.push_back(device_part(name + ": " + counts_of_devices(host.changes),
                                   {"what", "modules", "device", "name", "where"}));
      for (DeviceParagraph& paragraph : device_paragraphs(host.changes)) {
        for (DeviceGroup& group : paragraph) group.hosts.clear();
        add_paragraph(paragraph, words_of(paragraph.front().change->category));
      }
    }
  }

  // A category stands before rows that are not below its name.
  void add_paragraph(const DeviceParagraph& paragraph, std::string category) {
    std::string modules = markdown_text(device_modules_text(*paragraph.front().change) +
                                        modprobe_text(*paragraph.front().change));
    for (const DeviceGroup& group : paragraph) {
      const DeviceChange& change = *group.change;
      std::vector<std::string> cells{modules, markdown_code(change.modalias()),
                                     markdown_text(view_.names->describe(change.device->modalias)),
                                     markdown_text(where_text(group, view_.is_full))};
      if (view_.is_by_host) cells.insert(cells.begin(), category);
      parts_.back().rows.push_back({.text = table_row(cells), .count = group.count});
      modules.clear();
      category.clear();
    }
  }

  const CompareView& view_;
  const Comparison& comparison_;
  std::optional<Category> category_;
  std::vector<MarkdownPart> parts_;
};

}  // namespace

std::string render_compare_markdown(const CompareView& view) {
  return MarkdownRenderer(view).render();
}

}  // namespace ko2alias
