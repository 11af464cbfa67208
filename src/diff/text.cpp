// A comparison to read. A summary first, then the categories, the most important first:
//
//   6.12 → 7.2: 38 aliases lost, 220 moved
//
//   lost: no module matches their devices any more (38)
//     i2c  ad5446  CONFIG_AD5446: m → not set
//       i2c:ad5301
//   moved: the same devices in another module (220)
//     hdaudio  snd_hda_codec_realtek → snd_hda_codec_alc269: 220 aliases
#include <algorithm>

#include <fmt/core.h>

#include "diff/formats.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view red = "\x1b[31m";
constexpr std::string_view yellow = "\x1b[33m";
constexpr std::string_view green = "\x1b[32m";
constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view dim = "\x1b[2m";
constexpr std::string_view plain = "\x1b[0m";

std::string_view color_of(Category category) {
  switch (category) {
    case Category::lost:
    case Category::partly_lost: return red;
    case Category::gained:
    case Category::widened: return green;
    case Category::still_covered:
    case Category::already_covered: return dim;
    default: return yellow;
  }
}

class TextRenderer {
 public:
  explicit TextRenderer(const CompareView& view) : view_(view), comparison_(*view.comparison) {}

  std::string render() {
    line(colored(bold, fmt::format("{} → {}: {}", shown(comparison_.before),
                                   shown(comparison_.after), summary_text(comparison_))));
    if (comparison_.device_count)
      for (const DeviceChange& change : comparison_.device_changes) render_device(change);
    else
      for (const ChangeGroup& group : groups_of(comparison_)) render_group(group);
    return std::move(text_);
  }

 private:
  void line(std::string_view text) { text_.append(text).append("\n"); }

  // A line break in a name would make a line of its own.
  static std::string shown(std::string_view text) { return escape_for_terminal(text); }
  [[nodiscard]] std::string colored(std::string_view color, std::string_view text) const {
    return view_.has_color ? fmt::format("{}{}{}", color, text, plain) : std::string(text);
  }

  void start(Category category) {
    if (category_ == category) return;
    category_ = category;
    std::string name(name_of(category));
    std::replace(name.begin(), name.end(), '-', ' ');
    line("");
    line(fmt::format("{}: {} ({})", colored(color_of(category), name), meaning_of(category),
                     with_commas(comparison_.count(category))));
    if (const std::string classes = classes_text(comparison_.changes, category); !classes.empty())
      line("  " + shown(classes));
  }

  // Losses are shown one by one, the rest where it is no more than a few lines.
  [[nodiscard]] bool is_folded(ChangeGroup group) const {
    constexpr std::size_t few = 3;
    const Category category = group.front().category;
    const bool is_loss =
        category <= Category::override_changed || category == Category::data_changed;
    return !view_.is_full && !is_loss && (group.size() > few || category == Category::moved);
  }

  void render_group(ChangeGroup group) {
    const Change& change = group.front();
    start(change.category);
    std::string head = fmt::format("  {}  {}", change.bus, shown(modules_text(group)));
    if (is_folded(group))
      head += fmt::format(": {} alias{}", with_commas(group.size()), group.size() == 1 ? "" : "es");
    if (change.reason) head += fmt::format("  {}", shown(reason_text(change)));
    line(head);
    if (is_folded(group)) return;
    for (const Change& one : group) render_change(one);
  }

  void render_change(const Change& change) {
    std::string text = "    " + shown(pattern_of(change));
    if (const std::string name = view_.names->describe(pattern_of(change)); !name.empty())
      text += "  " + colored(dim, shown(name));
    line(text);
    if (const std::string detail = detail_text(change); !detail.empty())
      line("      " + shown(detail));
  }

  // web1  pci:v00008086d000010D3sv…  Intel Corporation 82574L: e1000e → nothing, lost
  void render_device(const DeviceChange& change) {
    const std::string name = view_.names->describe(change.device->modalias);
    const auto modules = [](const std::vector<ClaimRef>& claims) {
      return claims.empty() ? std::string("nothing") : module_list(claims);
    };
    std::string category(name_of(change.category));
    std::replace(category.begin(), category.end(), '-', ' ');
    line(fmt::format("  {}: {} → {}  {}{}{}{}", colored(color_of(change.category), category),
                     shown(modules(change.before)), shown(modules(change.after)),
                     change.device->where.empty() ? "" : shown(change.device->where) + "  ",
                     shown(change.device->modalias), name.empty() ? "" : "  ",
                     colored(dim, shown(name))));
  }

  const CompareView& view_;
  const Comparison& comparison_;
  std::optional<Category> category_;
  std::string text_;
};

}  // namespace

std::string render_compare_text(const CompareView& view) { return TextRenderer(view).render(); }

}  // namespace ko2alias
