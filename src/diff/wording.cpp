#include "diff/wording.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "support/text.h"

namespace ko2alias {
namespace {

std::string module_text(const ClaimRef& claim) {
  return std::string(claim.name()) + (claim.is_builtin() ? " (built in)" : "");
}

// `snd_hda_codec_alc269 (42), snd_hda_codec_alc882 (15)`, the largest share first; a single one
// without its number.
std::string targets_of(ChangeGroup group) {
  std::map<std::string, std::size_t> counts;
  for (const Change& change : group) ++counts[module_text(*change.after)];
  std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (const auto& [module, count] : sorted)
    text += (text.empty() ? "" : ", ") + module +
            (sorted.size() > 1 ? fmt::format(" ({})", count) : "");
  return text;
}

std::string data_text(std::string_view data) {
  return data.empty() ? "nothing" : std::string(data);
}

// `by usb:v1ED5p040[0-9]d*… and 2 more`; nothing where the other alias is this one, in another
// module.
std::string others_text(const Change& change) {
  if (change.matches_nothing()) return "no device can match it";
  if (change.others.empty() || change.others.front().pattern() == pattern_of(change)) return {};
  const std::size_t more = change.other_count - 1;
  return fmt::format("{} {}{}", change.category == Category::narrowed ? "was" : "by",
                     change.others.front().pattern(),
                     more > 0 ? fmt::format(" and {} more", more) : "");
}

std::string unmatched_text(const Change& change) {
  if (change.device.empty()) return {};
  return (change.before ? "not matched: " : "not matched before: ") + change.device;
}

}  // namespace

std::string sentence(std::string_view text) {
  std::string made = std::string(text) + ".";
  made[0] = to_upper(made[0]);
  return made;
}

std::string module_list(std::span<const ClaimRef> claims) {
  std::string list;
  std::vector<std::string_view> seen;
  for (const ClaimRef& claim : claims) {
    if (std::find(seen.begin(), seen.end(), claim.name()) != seen.end()) continue;
    seen.push_back(claim.name());
    list += (list.empty() ? "" : ", ") + module_text(claim);
  }
  return list;
}

std::string modules_or_nothing(std::span<const ClaimRef> claims) {
  return claims.empty() ? "nothing" : module_list(claims);
}

std::string modules_text(ChangeGroup group) {
  const Change& change = group.front();
  std::string before = change.before ? module_text(*change.before) : "";
  std::string after = change.after ? module_text(*change.after) : "";
  if (change.matches_nothing()) return before.empty() ? after : before;
  switch (change.category) {
    case Category::moved:
      return before + " → " + targets_of(group) + (change.is_renamed ? ", renamed" : "");
    case Category::lost_to_generic:
    case Category::still_covered: return before + " → " + modules_or_nothing(change.others);
    case Category::gained_from_generic: return module_list(change.others) + " → " + after;
    case Category::already_covered: return after + " beside " + module_list(change.others);
    case Category::now_built_in:
    case Category::now_module: return after;
    default: return before.empty() ? after : before;
  }
}

std::string_view pattern_of(const Change& change) {
  return change.category == Category::override_changed ? change.after->pattern()
                                                       : change.claim().pattern();
}

std::string detail_text(const Change& change) {
  switch (change.category) {
    case Category::partly_lost:
    case Category::widened:
    case Category::not_decided: return unmatched_text(change);
    case Category::override_changed: return fmt::format("was {}", change.before->pattern());
    case Category::data_changed:
      return data_text(change.before->data()) + " → " + data_text(change.after->data());
    case Category::narrowed:
    case Category::lost_to_generic:
    case Category::gained_from_generic:
    case Category::still_covered:
    case Category::already_covered: return others_text(change);
    default: return {};
  }
}

std::string reason_text(const ConfigReason& reason) {
  return fmt::format("{}: {} → {}", reason.option, reason.before, reason.after);
}

std::string reason_text(const Change& change) {
  return change.reason ? reason_text(*change.reason) : "";
}

std::string classes_text(std::span<const Change> changes, Category category) {
  if (category != Category::lost && category != Category::gained) return {};
  // Each class once, by its pattern; the first module that has it stands for all.
  std::map<std::string_view, ClaimRef> classes;
  for (const Change& change : changes)
    if (change.category == category)
      for (const ClaimRef& claim : change.others) classes.emplace(claim.pattern(), claim);
  if (classes.empty()) return {};

  constexpr std::size_t few = 8;
  std::string list;
  std::size_t named = 0;
  for (const auto& [pattern, claim] : classes) {
    if (named == few) break;
    ++named;
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ", pattern, module_text(claim));
  }
  const std::size_t more = classes.size() - named;
  return "devices of these classes are matched by others: " + list +
         (more > 0 ? fmt::format(" and {} more", more) : "");
}

}  // namespace ko2alias
