// A comparison for issues and release notes: a heading and a table for each category.
#include <optional>

#include <fmt/core.h>

#include "diff/formats.h"
#include "diff/groups.h"
#include "diff/wording.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// Text for a table's cell: what a module calls itself must neither end the cell nor become markup.
std::string cell(std::string_view text) {
  std::string escaped;
  for (const char c : escape_for_terminal(text)) {
    if (std::string_view("\\`*_{}[]<>()#+!|~&").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

// A pattern as code. One with a backtick, which ends code, or with a bar, which ends the cell even
// inside of code, becomes escaped text.
std::string code_span(std::string_view text) {
  if (text.empty()) return {};
  const std::string shown = escape_for_terminal(text);
  if (shown.find_first_of("`|") != std::string::npos) return cell(text);
  return "`" + shown + "`";
}

class MarkdownRenderer {
 public:
  explicit MarkdownRenderer(const CompareView& view) : view_(view), comparison_(*view.comparison) {}

  std::string render() {
    line(fmt::format("# {} → {}", cell(comparison_.before), cell(comparison_.after)));
    line("");
    line(summary_text(comparison_) + ".");
    for (const Caveat& caveat : comparison_.caveats)
      line(fmt::format("\n**Caveat:** {}.", cell(sentence_of(caveat))));
    if (comparison_.device_count)
      render_devices();
    else
      for (const ChangeGroup& group : groups_of(comparison_)) render_group(group);
    return std::move(text_);
  }

 private:
  void line(std::string_view text) { text_.append(text).append("\n"); }

  void start(Category category) {
    if (category_ == category) return;
    category_ = category;
    line(fmt::format("\n## {} ({})\n\n{}.\n", title_of(category),
                     with_commas(comparison_.count(category)), meaning_of(category)));
    if (const std::string classes = classes_text(comparison_.changes, category); !classes.empty())
      line(cell(classes) + "\n");
    line("| bus | module | alias | what |");
    line("|---|---|---|---|");
  }

  void render_group(ChangeGroup group) {
    const Change& change = group.front();
    start(change.category);
    if (!view_.is_full && may_fold(group))
      return line(fmt::format("| {} | {} | {} aliases | {} |", cell(change.bus),
                              cell(modules_text(group)), with_commas(group.size()),
                              cell(reason_text(change))));
    for (const Change& one : group)
      line(fmt::format("| {} | {} | {} | {} |", cell(one.bus), cell(modules_text(group)),
                       code_span(pattern_of(one)), cell(description_of(one))));
  }

  // The name of the device, the detail and the reason, as far as there are any.
  [[nodiscard]] std::string description_of(const Change& change) const {
    std::string text = view_.names->describe(pattern_of(change));
    for (const std::string& more : {detail_text(change), reason_text(change)})
      if (!more.empty()) text += (text.empty() ? "" : "; ") + more;
    return text;
  }

  void render_devices() {
    line("\n| device | where | name | before | after | what |");
    line("|---|---|---|---|---|---|");
    for (const DeviceChange& change : comparison_.device_changes)
      line(fmt::format(
          "| {} | {} | {} | {} | {} | {} |", code_span(change.modalias()),
          cell(change.device->where), cell(view_.names->describe(change.device->modalias)),
          cell(module_list(change.before)), cell(module_list(change.after)), what_of(change)));
  }

  // `lost; after: acme_nic: blacklist acme_nic (/etc/modprobe.d/acme.conf:3)`
  static std::string what_of(const DeviceChange& change) {
    std::string text(name_of(change.category));
    for (const std::string& line : change.dropped_before) text += "; before: " + cell(line);
    for (const std::string& line : change.dropped_after) text += "; after: " + cell(line);
    return text;
  }

  const CompareView& view_;
  const Comparison& comparison_;
  std::optional<Category> category_;
  std::string text_;
};

}  // namespace

std::string render_compare_markdown(const CompareView& view) {
  return MarkdownRenderer(view).render();
}

}  // namespace ko2alias
