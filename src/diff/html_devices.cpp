// The table of devices on the page of a comparison: devices that are alike are one row, with the
// hosts that have them; by hosts, each host has its own rows.
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "device/hosts.h"
#include "diff/html_parts.h"
#include "diff/wording.h"
#include "support/text.h"

namespace ko2alias {
namespace {

void add_rows(std::vector<DeviceRow>& rows, const std::vector<const DeviceChange*>& changes,
              std::string_view host) {
  for (DeviceParagraph& paragraph : device_paragraphs(changes))
    for (DeviceGroup& group : paragraph) {
      const DeviceChange& change = *group.change;
      rows.push_back({.category = change.category,
                      .bus = change.bus(),
                      .host = host,
                      .group = std::move(group)});
    }
}

// A cell with a label, which the page shows where it is too narrow for columns.
std::string labelled(std::string_view label, std::string_view html) {
  return fmt::format("<td data-is=\"{}\">{}</td>", label, html);
}

// A long list of hosts is folded, but can be searched.
std::string where_html(const DeviceGroup& group) {
  const std::string few = where_text(group, false);
  const std::string all = where_text(group, true);
  if (few == all) return escape_for_html(few);
  return fmt::format("<details><summary>{}</summary>{}</details>", escape_for_html(few),
                     escape_for_html(host_list(group.hosts.empty() ? group.places : group.hosts)));
}

// The modules of one side. Of a device that moved they are what differs, which may be nothing on
// one side, though it has others.
std::string side_text(const DeviceChange& change, std::string_view sign,
                      const std::vector<ClaimRef>& modules) {
  if (change.category != Category::moved) return modules_or_nothing(modules);
  return modules.empty() ? "" : fmt::format("{} {}", sign, module_list(modules));
}

// The lines of modprobe's configuration that decided.
std::string lines_text(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += "; " + line;
  return text;
}

std::string device_row(const DeviceRow& row, const DeviceNames& names, bool is_by_host) {
  DeviceGroup group = row.group;
  if (is_by_host) group.hosts.clear();
  const DeviceChange& change = *group.change;
  return fmt::format(
      "<tr><td>{}</td><td>{}</td><td>{}</td>{}{}</tr>\n", html_code(change.modalias()),
      escape_for_html(names.describe(change.device->modalias)), where_html(group),
      labelled("before:", escape_for_html(side_text(change, "-", told_before(change)) +
                                          lines_text(change.dropped_before))),
      labelled("after:", escape_for_html(side_text(change, "+", told_after(change)) +
                                         lines_text(change.dropped_after))));
}

}  // namespace

std::vector<DeviceRow> device_rows(const CompareView& view) {
  std::vector<DeviceRow> rows;
  const auto& changes = view.comparison->device_changes;
  if (!view.is_by_host)
    add_rows(rows, pointers_to(changes), {});
  else
    for (const HostChanges& host : changes_by_host(changes))
      add_rows(rows, host.changes, host.host.empty() ? "no host" : host.host);
  return rows;
}

std::string devices_section(const CompareView& view) {
  constexpr std::string_view titles[] = {"Device", "Name", "Where", "Before", "After"};
  const std::vector<DeviceRow> rows = device_rows(view);
  std::string html =
      section_start("change", "devices", "Devices",
                    fmt::format("<span class=\"count\">{}</span>", with_commas(rows.size())),
                    "Those that get other modules from the new kernel.") +
      column_titles(titles);
  for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
    const DeviceRow& first = rows[begin];
    while (end < rows.size() && rows[end].category == first.category &&
           rows[end].bus == first.bus && rows[end].host == first.host)
      ++end;
    html += group_start({.category = first.category,
                         .bus = first.bus,
                         .width = std::size(titles),
                         .what = html_element("host", first.host) +
                                 html_element("module", title_of(first.category)),
                         .count = end - begin});
    for (std::size_t i = begin; i < end; ++i)
      html += device_row(rows[i], *view.names, view.is_by_host);
    html += "</tbody>\n";
  }
  return html + "</table>\n</section>\n";
}

}  // namespace ko2alias
