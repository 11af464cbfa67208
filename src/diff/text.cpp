// A comparison to read: a summary, then a section for each category, the most important first.
//
//   6.12 → 7.2: 38 aliases lost, 220 moved
//
//   lost: no module matches their devices any more (38)
//     i2c  ad5446  CONFIG_AD5446: m → not set
//       i2c:ad5301
//   moved: the same devices in another module (220)
//     hdaudio  snd_hda_codec_realtek → snd_hda_codec_alc269: 220 aliases
#include <optional>

#include <fmt/core.h>

#include "diff/formats.h"
#include "diff/groups.h"
#include "diff/wording.h"
#include "support/color.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr fmt::text_style bold = fmt::emphasis::bold;
constexpr fmt::text_style faint = fmt::emphasis::faint;

fmt::text_style color_of(Category category) {
  switch (category) {
    case Category::lost:
    case Category::lost_to_generic:
    case Category::partly_lost: return fg(fmt::terminal_color::red);
    case Category::gained:
    case Category::gained_from_generic:
    case Category::widened: return fg(fmt::terminal_color::green);
    case Category::still_covered:
    case Category::already_covered: return faint;
    default: return fg(fmt::terminal_color::yellow);
  }
}

class TextRenderer {
 public:
  explicit TextRenderer(const CompareView& view) : view_(view), comparison_(*view.comparison) {}

  std::string render() {
    line(colored(bold, fmt::format("{} → {}: {}", shown(comparison_.before),
                                   shown(comparison_.after), summary_text(comparison_))));
    for (const Caveat& caveat : comparison_.caveats)
      line(colored(fg(fmt::terminal_color::yellow), "caveat") + ": " + shown(sentence_of(caveat)));
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
  [[nodiscard]] std::string colored(const fmt::text_style& style, std::string_view text) const {
    return styled(view_.has_color, style, text);
  }

  void start(Category category) {
    if (category_ == category) return;
    category_ = category;
    line("");
    line(fmt::format("{}: {} ({})", colored(color_of(category), words_of(category)),
                     meaning_of(category), with_commas(comparison_.count(category))));
    if (const std::string classes = classes_text(comparison_.changes, category); !classes.empty())
      line("  " + shown(classes));
  }

  // Which module has it now is all there is to say of an alias that moved.
  [[nodiscard]] bool is_folded(ChangeGroup group) const {
    return !view_.is_full && (may_fold(group) || group.front().category == Category::moved);
  }

  void render_group(ChangeGroup group) {
    const Change& change = group.front();
    start(change.category);
    std::string head = fmt::format("  {}  {}", change.bus, shown(modules_text(group)));
    if (is_folded(group))
      head += fmt::format(": {} {}", with_commas(group.size()),
                          noun_of(group.size(), "alias", "aliases"));
    if (change.reason) head += fmt::format("  {}", shown(reason_text(change)));
    line(head);
    // The module is all there is to say of one without aliases.
    if (is_folded(group) || pattern_of(change).empty()) return;
    for (const Change& one : group) render_change(one);
  }

  void render_change(const Change& change) {
    std::string text = "    " + shown(pattern_of(change));
    if (const std::string name = view_.names->describe(pattern_of(change)); !name.empty())
      text += "  " + colored(faint, shown(name));
    line(text);
    if (const std::string detail = detail_text(change); !detail.empty())
      line("      " + shown(detail));
  }

  //   lost: e1000e → nothing  web1  pci:v00008086d000010D3sv…  Intel Corporation 82574L
  void render_device(const DeviceChange& change) {
    const Device& device = *change.device;
    const std::string name = view_.names->describe(device.modalias);
    line(fmt::format(
        "  {}: {} → {}  {}{}{}{}", colored(color_of(change.category), words_of(change.category)),
        shown(modules_or_nothing(change.before)), shown(modules_or_nothing(change.after)),
        device.where.empty() ? "" : shown(device.where) + "  ", shown(change.modalias()),
        name.empty() ? "" : "  ", colored(faint, shown(name))));
    for (const std::string& text : change.dropped_before) line("    before: " + shown(text));
    for (const std::string& text : change.dropped_after) line("    after: " + shown(text));
  }

  const CompareView& view_;
  const Comparison& comparison_;
  std::optional<Category> category_;
  std::string text_;
};

}  // namespace

std::string render_compare_text(const CompareView& view) { return TextRenderer(view).render(); }

}  // namespace ko2alias
