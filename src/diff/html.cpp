// A comparison as one page of HTML that needs nothing besides itself. Everything can be read
// without script; with script it can be searched and filtered.
//
//   6.12 → 7.2                                       the names of the kernels
//   1 driver loses 38 aliases …   [Lost 38] …        the summary, and links to the categories
//   Search [   ]  Bus [all]  Category [all]          the filter, for which script is needed
//   Lost 38                                          a section for each category
#include <map>
#include <utility>

#include <fmt/core.h>

#include "diff/formats.h"
#include "diff/groups.h"
#include "diff/html_parts.h"
#include "diff/summary.h"
#include "diff/wording.h"
#include "kernel/kernel.h"
#include "pattern/alias_bus.h"
#include "support/text.h"

namespace ko2alias {
namespace {

class HtmlRenderer {
 public:
  explicit HtmlRenderer(const CompareView& view) : view_(view), comparison_(*view.comparison) {}

  std::string render() {
    const auto groups = groups_of(comparison_);
    for (const DeviceRow& row : device_rows(view_)) count(row.category, row.bus);
    for (const Change& change : comparison_.changes) count(change.category, change.bus);

    render_head();
    if (view_.is_summary) return std::move(html_) + "</html>\n";
    render_filter();
    html_ += "<main>\n";
    if (!comparison_.device_changes.empty()) html_ += devices_section(view_);
    for (std::size_t begin = 0, end = 0; begin < groups.size(); begin = end) {
      const auto category_of = [&](std::size_t i) { return groups[i].front().category; };
      while (end < groups.size() && category_of(end) == category_of(begin)) ++end;
      html_ += changes_section(std::span(groups).subspan(begin, end - begin), *view_.names);
    }
    html_ += "</main>\n<footer>Made by ko2alias diff.</footer>\n";
    if (!buses_.empty()) add("<script>\n{}</script>\n", page_script);
    html_ += "</html>\n";
    return std::move(html_);
  }

 private:
  template <class... Values>
  void add(fmt::format_string<const Values&...> format, const Values&... values) {
    html_ += fmt::format(format, values...);
  }

  void count(Category category, std::string_view bus) {
    ++categories_[category];
    ++buses_[{bus == "other", bus}];
  }

  void render_head() {
    constexpr std::size_t long_title = 60;
    const KernelName& before = comparison_.before;
    const KernelName& after = comparison_.after;
    const std::string title = fmt::format("{} → {}", before.called, after.called);
    add("<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'; "
        "script-src 'unsafe-inline'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{}</title>\n<style>\n{}</style>\n<header>\n<h1{}>{} <span>→ "
        "{}</span></h1>\n<p>{}.</p>\n",
        escape_for_html(title), page_style, title.size() > long_title ? " class=\"long\"" : "",
        escape_for_html(before.called), escape_for_html(after.called),
        escape_for_html(summary_text(comparison_)));
    html_ += path_line("Old", before) + path_line("New", after);
    for (const Caveat& caveat : comparison_.caveats)
      add("<p><strong>Caveat:</strong> {}.</p>\n", escape_for_html(sentence_of(caveat)));
    if (!view_.is_summary) render_links();
    html_ += bus_table_html(comparison_) + lost_drivers_html(comparison_) + "</header>\n";
  }

  void render_links() {
    if (categories_.empty()) return;
    html_ += "<nav aria-label=\"Sections\"><ul>\n";
    const auto link = [&](std::string_view tone, std::string_view id, std::string_view title,
                          std::size_t count, const std::string& more) {
      add("<li><a class=\"{}\" href=\"#{}\">{} <b>{}</b>{}</a></li>\n", tone, id, title,
          with_commas(count), more);
    };
    if (!comparison_.device_changes.empty())
      link("change", "devices", "Devices", device_rows(view_).size(), "");
    for (const auto& [category, total] : categories_)
      if (const Tally tally = tally_of_aliases(comparison_.changes, category); tally.drivers != 0)
        link(tone_of(category), name_of(category), title_of(category), comparison_.count(category),
             tally.aliases == 0 ? "" : " in " + counted(tally.drivers, "module"));
    html_ += "</ul></nav>\n";
  }

  void render_filter() {
    if (buses_.empty()) return;
    html_ +=
        "<div id=\"filter\" role=\"search\" hidden>\n"
        "<label><span>Search</span> <input id=\"search\" type=\"search\" autocomplete=\"off\" "
        "spellcheck=\"false\" "
        "placeholder=\"words of an alias, module, device or option\"></label>\n"
        "<label><span>Bus</span> <select id=\"bus\"><option value=\"\">all</option>";
    for (const auto& [bus, total] : buses_)
      add("<option value=\"{0}\">{0} ({1})</option>", escape_for_html(bus.second),
          with_commas(total));
    html_ +=
        "</select></label>\n<label><span>Category</span> <select id=\"category\"><option "
        "value=\"\">all</option>";
    for (const auto& [category, total] : categories_)
      add("<option value=\"{}\">{} ({})</option>", name_of(category), title_of(category),
          with_commas(total));
    html_ +=
        "</select></label>\n<button id=\"clear\" type=\"button\">Clear</button>\n"
        "<output id=\"shown\"></output>\n</div>\n";
  }

  const CompareView& view_;
  const Comparison& comparison_;
  // The choices of the filter, each with its number of rows. The bus "other" comes last.
  std::map<Category, std::size_t> categories_;
  std::map<std::pair<bool, std::string_view>, std::size_t> buses_;
  std::string html_;
};

}  // namespace

std::string render_compare_html(const CompareView& view) { return HtmlRenderer(view).render(); }

}  // namespace ko2alias
