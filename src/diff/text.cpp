// A comparison to read: a head (text_head.h), then a section for each category, the most important
// first, or a paragraph for the devices that change alike.
//
//   6.12 → 7.2: 1 driver loses 38 aliases of 27 devices: 12 of, 10 i2c, 16 spi
//
//   lost: no module matches their devices any more (38)
//     i2c  ad5446  CONFIG_AD5446: m → not set
//       i2c:ad5301
//   moved: the same devices in another module (220)
//     hdaudio  snd_hda_codec_realtek → snd_hda_codec_alc269: 220 aliases
#include <optional>
#include <utility>

#include <fmt/core.h>

#include "diff/device_groups.h"
#include "diff/formats.h"
#include "diff/groups.h"
#include "diff/text_head.h"
#include "diff/wording.h"
#include "support/color.h"
#include "support/text.h"

namespace ko2alias {
namespace {

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
    text_ = text_head(view_);
    if (view_.is_summary) return std::move(text_);
    if (comparison_.device_count)
      render_devices();
    else
      for (const ChangeGroup& group : groups_of(comparison_)) render_group(group);
    // An empty line parts the head from the changes.
    if (!view_.screen.has_header && text_.starts_with('\n')) text_.erase(0, 1);
    return std::move(text_);
  }

 private:
  void line(std::string_view text) { text_.append(text).append("\n"); }

  // A line break in a name would make a line of its own.
  static std::string shown(std::string_view text) { return escape_for_terminal(text); }
  [[nodiscard]] std::string colored(const fmt::text_style& style, std::string_view text) const {
    return styled(view_.screen.has_color, style, text);
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

  void render_devices() {
    if (!comparison_.device_changes.empty()) line("");
    if (!view_.is_by_host) return render_paragraphs(pointers_to(comparison_.device_changes), "");
    bool is_first = true;
    for (const HostChanges& host : changes_by_host(comparison_.device_changes)) {
      if (!std::exchange(is_first, false)) line("");
      line(fmt::format("{}: {}", host.host.empty() ? "no host" : shown(host.host),
                       counts_of_devices(host.changes)));
      render_paragraphs(host.changes, "  ");
    }
  }

  //   lost: e1000e → nothing  pci:v00008086d000010D3sv…  Intel Corporation 82574L  on web1
  void render_paragraphs(const std::vector<const DeviceChange*>& changes,
                         const std::string& indent) {
    for (const DeviceParagraph& paragraph : device_paragraphs(changes)) {
      const DeviceChange& first = *paragraph.front().change;
      const std::string head = fmt::format(
          "{}{}: {}", indent, colored(color_of(first.category), words_of(first.category)),
          shown(device_modules_text(first)));
      if (paragraph.size() == 1) {
        line(head + device_text(paragraph.front()));
      } else {
        line(head);
        for (const DeviceGroup& group : paragraph) line(indent + device_text(group));
      }
      for (const std::string& text : first.dropped_before)
        line(indent + "  before: " + shown(text));
      for (const std::string& text : first.dropped_after) line(indent + "  after: " + shown(text));
    }
  }

  // Behind the host's own line a place is all there is to say.
  [[nodiscard]] std::string device_text(DeviceGroup group) const {
    const DeviceChange& change = *group.change;
    if (view_.is_by_host) group.hosts.clear();
    std::string text = "  " + shown(change.modalias());
    if (const std::string name = view_.names->describe(change.device->modalias); !name.empty())
      text += "  " + colored(faint, shown(name));
    if (const std::string where = where_text(group, view_.is_full); !where.empty())
      text += "  " + shown(where);
    return text;
  }

  const CompareView& view_;
  const Comparison& comparison_;
  std::optional<Category> category_;
  std::string text_;
};

}  // namespace

std::string render_compare_text(const CompareView& view) { return TextRenderer(view).render(); }

}  // namespace ko2alias
