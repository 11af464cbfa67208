#include "diff/formats.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/core.h>

#include "support/text.h"

namespace ko2alias {
namespace {

constexpr CompareFormat rows[] = {
    {"text", "to read, grouped by bus and module", render_compare_text},
    {"markdown", "the same as tables, for issues and release notes", render_compare_markdown},
    {"json", "one document with every change (docs/json-schema/diff.schema.json)",
     render_compare_json},
    {"html", "one page to search and filter, without outside resources", render_compare_html},
};

// What a group has in common. Of aliases that others cover, also which module's; a module that was
// split is one group.
auto key_of(const Change& change) {
  const bool is_moved = change.category == Category::moved;
  const bool is_covered =
      change.category == Category::still_covered || change.category == Category::already_covered;
  return std::tuple(change.category, change.bus,
                    change.before ? change.before->name() : std::string_view(),
                    change.after && !is_moved ? change.after->name() : std::string_view(),
                    is_covered ? module_list(change.others) : "");
}

// `snd_hda_codec_alc269 (42), snd_hda_codec_alc882 (15)`, the largest share first; without numbers
// if there is one.
std::string targets_of(ChangeGroup group) {
  std::map<std::string, std::size_t> counts;
  for (const Change& change : group) ++counts[module_list({&*change.after, 1})];
  std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (const auto& [module, count] : sorted)
    text += (text.empty() ? "" : ", ") + module +
            (sorted.size() > 1 ? fmt::format(" ({})", count) : "");
  return text;
}

std::string quoted_data(std::string_view data) {
  return data.empty() ? "nothing" : std::string(data);
}

}  // namespace

std::span<const CompareFormat> compare_formats() { return rows; }

std::vector<ChangeGroup> groups_of(const Comparison& comparison) {
  std::vector<ChangeGroup> groups;
  const ChangeGroup all = comparison.changes;
  for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    while (end < all.size() && key_of(all[end]) == key_of(all[begin])) ++end;
    groups.push_back(all.subspan(begin, end - begin));
  }
  return groups;
}

std::string module_list(std::span<const ClaimRef> claims) {
  std::string list;
  std::vector<std::string_view> seen;
  for (const ClaimRef& claim : claims) {
    if (std::find(seen.begin(), seen.end(), claim.name()) != seen.end()) continue;
    seen.push_back(claim.name());
    list += fmt::format("{}{}{}", list.empty() ? "" : ", ", claim.name(),
                        claim.is_builtin() ? " (built in)" : "");
  }
  return list;
}

std::string modules_text(ChangeGroup group) {
  const Change& change = group.front();
  const std::string before = change.before ? module_list({&*change.before, 1}) : "";
  std::string after = change.after ? module_list({&*change.after, 1}) : "";
  switch (change.category) {
    case Category::moved:
      return before + " → " + targets_of(group) + (change.is_renamed ? ", renamed" : "");
    case Category::still_covered:
      return before + " → " + (change.others.empty() ? "nothing" : module_list(change.others));
    case Category::already_covered: return after + " beside " + module_list(change.others);
    case Category::now_module: return after;
    default: return before.empty() || change.category == Category::now_built_in ? after : before;
  }
}

std::string reason_text(const Change& change) {
  if (!change.reason) return {};
  return fmt::format("{}: {} → {}", change.reason->option, change.reason->before,
                     change.reason->after);
}

std::string_view pattern_of(const Change& change) {
  const bool is_old = change.before && change.category != Category::override_changed;
  return (is_old || !change.after ? change.before : change.after)->pattern();
}

std::string detail_text(const Change& change) {
  switch (change.category) {
    case Category::partly_lost:
      return change.device.empty() ? "" : fmt::format("not matched: {}", change.device);
    case Category::widened:
      return change.device.empty() ? "" : fmt::format("not matched before: {}", change.device);
    case Category::override_changed: return fmt::format("was {}", change.before->pattern());
    case Category::data_changed:
      return fmt::format("{} → {}", quoted_data(change.before->data()),
                         quoted_data(change.after->data()));
    case Category::narrowed:
    case Category::still_covered:
    case Category::already_covered:
      return change.others.empty() || change.others.front().pattern() == pattern_of(change)
                 ? ""
                 : fmt::format("{} {}{}", change.category == Category::narrowed ? "was" : "by",
                               change.others.front().pattern(),
                               change.others.size() > 1
                                   ? fmt::format(" and {} more", change.others.size() - 1)
                                   : "");
    default: return {};
  }
}

std::string classes_text(std::span<const Change> changes, Category category) {
  if (category != Category::lost && category != Category::gained) return {};
  std::map<std::string_view, ClaimRef> classes;
  for (const Change& change : changes)
    if (change.category == category)
      for (const ClaimRef& claim : change.others) classes.emplace(claim.pattern(), claim);
  constexpr std::ptrdiff_t few = 8;
  std::string list;
  for (auto at = classes.begin(); at != classes.end() && std::distance(classes.begin(), at) < few;
       ++at)
    list +=
        fmt::format("{}{} {}", list.empty() ? "" : ", ", at->first, module_list({&at->second, 1}));
  if (list.empty()) return {};
  return fmt::format(
      "devices of these classes are matched by others: {}{}", list,
      std::ssize(classes) > few ? fmt::format(" and {} more", std::ssize(classes) - few) : "");
}

std::string summary_text(const Comparison& comparison) {
  std::string text;
  const auto add = [&](std::size_t count, Category category, std::string_view noun) {
    if (count == 0) return;
    std::string name(name_of(category));
    std::replace(name.begin(), name.end(), '-', ' ');
    const std::string what = text.empty() ? fmt::format(" {}{}", noun,
                                                        count == 1        ? ""
                                                        : noun == "alias" ? "es"
                                                                          : "s")
                                          : "";
    text += fmt::format("{}{}{} {}", text.empty() ? "" : ", ", with_commas(count), what, name);
  };
  for (std::size_t i = 0; i < category_count; ++i) {
    const auto category = static_cast<Category>(i);
    const auto is_of_category = [&](const DeviceChange& change) {
      return change.category == category;
    };
    if (comparison.device_count)
      add(static_cast<std::size_t>(std::count_if(comparison.device_changes.begin(),
                                                 comparison.device_changes.end(), is_of_category)),
          category, "device");
    else
      add(comparison.count(category), category, "alias");
  }
  if (comparison.device_count)
    return fmt::format("{}, of {} device{}", text.empty() ? "no device changes its module" : text,
                       with_commas(*comparison.device_count),
                       *comparison.device_count == 1 ? "" : "s");
  return text.empty() ? "no difference" : text;
}

}  // namespace ko2alias
