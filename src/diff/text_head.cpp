// What a text begins with, and all of it with --summary.
//
//   6.12.57 → 7.2.1: 1 driver loses 4 aliases of 3 devices: 2 i2c, 2 of
//   1 alias partly lost, 5 moved
//   old: linux-image-6.12.deb
//
//                  partly
//            lost    lost  moved
//   i2c         2       -      -
//
//   aliases     4       1      5
//
//   lost drivers (1):
//     acme_dac  gone  2 i2c, 2 of  CONFIG_ACME_DAC: m → not set
#include "diff/text_head.h"

#include <algorithm>
#include <vector>

#include <fmt/core.h>

#include "diff/summary.h"
#include "diff/wording.h"
#include "support/color.h"
#include "support/columns.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// A column of numbers below the words of its category, one above the other.
struct NumberColumn {
  std::vector<std::string> words{};
  std::vector<std::string> cells{};
  std::size_t width = 0;
};

std::vector<std::string> split_words(const std::string& text) {
  std::vector<std::string> words;
  std::string_view rest = text;
  for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest))
    words.emplace_back(word);
  return words;
}

// The numbers of the buses, then the totals.
NumberColumn number_column(const BusTable& table, const std::vector<TotalsRow>& totals,
                           std::size_t index) {
  NumberColumn column{.words = split_words(words_of(table.categories[index]))};
  const auto add = [&](std::size_t number) {
    column.cells.push_back(number == 0 ? "-" : with_commas(number));
  };
  for (const BusTable::Row& row : table.rows) add(row.counts[index]);
  for (const TotalsRow& row : totals) add(row.counts[index]);
  for (const auto& texts : {column.words, column.cells})
    for (const std::string& text : texts) column.width = std::max(column.width, text.size());
  return column;
}

class TableText {
 public:
  TableText(const BusTable& table, bool has_header) : has_header_(has_header) {
    const std::vector<TotalsRow> totals =
        has_header ? totals_rows(table) : std::vector<TotalsRow>();
    for (std::size_t i = 0; i < table.categories.size(); ++i)
      columns_.push_back(number_column(table, totals, i));
    for (const BusTable::Row& row : table.rows) names_.push_back(escape_for_terminal(row.bus));
    bus_count_ = names_.size();
    for (const TotalsRow& row : totals) names_.emplace_back(row.name);
    for (const std::string& name : names_) width_ = std::max(width_, name.size());
  }

  // As many columns beside each other as a terminal of the usual width has room for, and the rest
  // below them.
  std::string text() const {
    constexpr std::size_t widest = 80;
    std::string text;
    for (std::size_t begin = 0, end = 0; begin < columns_.size(); begin = end) {
      std::size_t width = width_;
      for (; end < columns_.size(); ++end) {
        width += 2 + columns_[end].width;
        if (width > widest && end > begin) break;
      }
      text += "\n" + block(std::span(columns_).subspan(begin, end - begin));
    }
    return text;
  }

 private:
  using Columns = std::span<const NumberColumn>;

  [[nodiscard]] std::string block(Columns columns) const {
    std::string text;
    std::size_t height = 0;
    for (const NumberColumn& column : columns)
      if (has_header_) height = std::max(height, column.words.size());
    for (std::size_t line = 0; line < height; ++line) {
      text += fmt::format("{:<{}}", "", width_);
      for (const NumberColumn& column : columns) {
        const std::size_t above = height - column.words.size();
        text +=
            fmt::format("  {:>{}}", line < above ? "" : column.words[line - above], column.width);
      }
      text.erase(text.find_last_not_of(' ') + 1);
      text += "\n";
    }
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (i == bus_count_) text += "\n";
      if (i >= bus_count_ || has_number(columns, i)) text += row(columns, i);
    }
    return text;
  }

  static bool has_number(Columns columns, std::size_t row) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const NumberColumn& column) { return column.cells[row] != "-"; });
  }

  [[nodiscard]] std::string row(Columns columns, std::size_t index) const {
    std::string text = fmt::format("{:<{}}", names_[index], width_);
    for (const NumberColumn& column : columns)
      text += fmt::format("  {:>{}}", column.cells[index], column.width);
    return text + "\n";
  }

  std::vector<NumberColumn> columns_;
  bool has_header_;
  // Of the rows: buses, then totals.
  std::vector<std::string> names_;
  std::size_t bus_count_ = 0;
  std::size_t width_ = 0;
};

std::string lost_drivers_text(const Comparison& comparison, bool has_header) {
  const std::vector<LostDriver> drivers = lost_drivers(comparison);
  if (drivers.empty()) return {};
  std::vector<Row> rows;
  rows.reserve(drivers.size());
  for (const LostDriver& driver : drivers)
    rows.push_back(
        {escape_for_terminal(driver.module), std::string(fate_text(driver)), losses_text(driver),
         driver.reason ? escape_for_terminal(reason_text(*driver.reason)) : std::string()});
  const std::string title = has_header ? lost_drivers_title(drivers) + ":\n" : "";
  return "\n" + title + layout_rows(rows);
}

std::string text_path_line(std::string_view side, const KernelName& name) {
  return name.called == name.path ? ""
                                  : fmt::format("{}: {}\n", side, escape_for_terminal(name.path));
}

// What is compared, and the totals.
std::string title_text(const CompareView& view) {
  const Comparison& comparison = *view.comparison;
  std::string text =
      styled(view.screen.has_color, fmt::emphasis::bold,
             fmt::format("{} → {}: {}", escape_for_terminal(comparison.before.called),
                         escape_for_terminal(comparison.after.called), headline_text(comparison))) +
      "\n";
  if (const std::string more = other_counts_text(comparison); !more.empty()) text += more + "\n";
  return text + text_path_line("old", comparison.before) + text_path_line("new", comparison.after);
}

}  // namespace

std::string text_head(const CompareView& view) {
  const Comparison& comparison = *view.comparison;
  const bool has_header = view.screen.has_header;
  std::string text = has_header ? title_text(view) : "";
  for (const Caveat& caveat : comparison.caveats)
    text += styled(view.screen.has_color, fg(fmt::terminal_color::yellow), "caveat") + ": " +
            escape_for_terminal(sentence_of(caveat)) + "\n";
  // All else in front of the changes is a summary of them.
  if (!has_header && !view.is_summary) return text;
  const BusTable table = bus_table(comparison);
  if (table.is_worth_showing()) text += TableText(table, has_header).text();
  text += lost_drivers_text(comparison, has_header);
  return text.substr(has_header ? 0 : std::min(text.find_first_not_of('\n'), text.size()));
}

}  // namespace ko2alias
