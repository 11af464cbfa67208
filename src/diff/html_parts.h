// The parts of a comparison's page: its sections, its style and its script.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "device/device_names.h"
#include "diff/device_groups.h"
#include "diff/formats.h"
#include "diff/groups.h"

namespace ko2alias {

/// The CSS class that gives an element the category's colour.
std::string_view tone_of(Category category);

/// The groups of one category, of which there is one at least, under the category's name as id.
std::string changes_section(std::span<const ChangeGroup> groups, const DeviceNames& names);

/// A row of the table of devices, which tells of devices that are alike. With the view by hosts it
/// is of one host.
struct DeviceRow {
  Category category = Category::lost;
  std::string_view bus{};
  std::string_view host{};
  DeviceGroup group{};
};
std::vector<DeviceRow> device_rows(const CompareView& view);
/// The devices whose modules changed, of which there is one at least, under the id `devices`.
std::string devices_section(const CompareView& view);

/// The numbers by bus and category, folded; nothing where they say no more than the summary.
std::string bus_table_html(const Comparison& comparison);
/// The drivers that lose something, folded; nothing where there is none.
std::string lost_drivers_html(const Comparison& comparison);
/// Where a kernel's path is not its name: `Old: linux-image-6.12.deb`.
std::string path_line(std::string_view side, const KernelName& name);

// Parts of these.
std::string html_element(std::string_view css_class, std::string_view text);
std::string html_code(std::string_view text);
/// The start of a section; `count_html` stands behind its title.
std::string section_start(std::string_view tone, std::string_view id, std::string_view title,
                          std::string_view count_html, std::string_view meaning);
std::string column_titles(std::span<const std::string_view> titles);
/// The row that names a group; `what` is HTML. The number of rows tells how high the group will be
/// when it is drawn.
struct GroupHead {
  Category category = Category::lost;
  std::string_view bus{};
  /// For the number of modules; may be empty.
  std::string_view module{};
  std::size_t width = 0;
  std::string what{};
  std::size_t count = 0;
};
std::string group_start(const GroupHead& head);

/// page.css and page.js. Both know the page's shape: sections of tables, in each a
/// `tbody[data-bus][data-category]` for every group, whose first row names it; `.count` where rows
/// are counted; `#filter` around the fields of the filter.
extern const std::string_view page_style;
extern const std::string_view page_script;

}  // namespace ko2alias
