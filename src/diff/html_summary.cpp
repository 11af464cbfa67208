// The folded tables in the head of a comparison's page.
#include <fmt/core.h>

#include "diff/html_parts.h"
#include "diff/summary.h"
#include "diff/wording.h"
#include "support/text.h"

namespace ko2alias {
namespace {

std::string folded(std::string_view title, std::string_view table) {
  return fmt::format(
      "<details class=\"numbers\"><summary>{}</summary>\n<div>\n<table>\n{}</table>\n</div>\n"
      "</details>\n",
      title, table);
}

std::string number_row(std::string_view name, const std::vector<std::size_t>& counts) {
  std::string html = fmt::format("<tr><th scope=\"row\">{}</th>", escape_for_html(name));
  for (const std::size_t count : counts)
    html += fmt::format("<td>{}</td>", count == 0 ? "" : with_commas(count));
  return html + "</tr>\n";
}

}  // namespace

std::string bus_table_html(const Comparison& comparison) {
  const BusTable table = bus_table(comparison);
  if (!table.is_worth_showing()) return {};
  std::string html = "<thead><tr><th scope=\"col\">Bus</th>";
  for (const Category category : table.categories)
    html += fmt::format("<th scope=\"col\">{}</th>", title_of(category));
  html += "</tr></thead>\n<tbody>\n";
  for (const BusTable::Row& row : table.rows) html += number_row(row.bus, row.counts);
  html += "</tbody>\n<tfoot>\n";
  for (const TotalsRow& row : totals_rows(table)) html += number_row(row.name, row.counts);
  return folded("By bus and category", html + "</tfoot>\n");
}

std::string lost_drivers_html(const Comparison& comparison) {
  const std::vector<LostDriver> drivers = lost_drivers(comparison);
  if (drivers.empty()) return {};
  std::string title = lost_drivers_title(drivers);
  title[0] = to_upper(title[0]);
  std::string html =
      "<thead class=\"texts\"><tr><th scope=\"col\">Module</th><th scope=\"col\"></th><th "
      "scope=\"col\">Loses</th>"
      "<th scope=\"col\">Why</th></tr></thead>\n<tbody class=\"texts\">\n";
  for (const LostDriver& driver : drivers)
    html += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                        html_code(driver.module), fate_text(driver),
                        escape_for_html(losses_text(driver)),
                        driver.reason ? escape_for_html(reason_text(*driver.reason)) : "");
  return folded(title, html + "</tbody>\n");
}

}  // namespace ko2alias
