// The parts of a comparison's page: its sections, its style and its script.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "device/device_names.h"
#include "diff/groups.h"

namespace ko2alias {

/// The CSS class that gives an element the category's colour.
std::string_view tone_of(Category category);

/// The groups of one category, of which there is one at least, under the category's name as id.
std::string changes_section(std::span<const ChangeGroup> groups, const DeviceNames& names);
/// The devices whose modules changed, under the id `devices`.
std::string devices_section(std::span<const DeviceChange> changes, const DeviceNames& names);

/// page.css and page.js. Both know the page's shape: sections of tables, in each a
/// `tbody[data-bus][data-category]` for every group, whose first row names it; `.count` where rows
/// are counted; `#filter` around the fields of the filter.
extern const std::string_view page_style;
extern const std::string_view page_script;

}  // namespace ko2alias
