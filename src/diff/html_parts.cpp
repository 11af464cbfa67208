// What the tables of a comparison's page are made of.
#include "diff/html_parts.h"

#include <fmt/core.h>

#include "diff/wording.h"
#include "support/text.h"

namespace ko2alias {

std::string html_element(std::string_view css_class, std::string_view text) {
  return text.empty()
             ? ""
             : fmt::format("<span class=\"{}\">{}</span> ", css_class, escape_for_html(text));
}

std::string html_code(std::string_view text) {
  return fmt::format("<code>{}</code>", escape_for_html(text));
}

std::string path_line(std::string_view side, const KernelName& name) {
  return name.called == name.path
             ? ""
             : fmt::format("<p class=\"path\">{}: {}</p>\n", side, html_code(name.path));
}

std::string section_start(std::string_view tone, std::string_view id, std::string_view title,
                          std::string_view count_html, std::string_view meaning) {
  return fmt::format(
      "<section id=\"{0}\" class=\"{1}\" aria-labelledby=\"{0}-title\">\n"
      "<h2 id=\"{0}-title\">{2} <span class=\"counts\">{3}</span></h2>\n<p>{4}</p>\n",
      id, tone, title, count_html, escape_for_html(meaning));
}

std::string column_titles(std::span<const std::string_view> titles) {
  std::string html = fmt::format("<table class=\"of-{}\">\n<thead><tr>", titles.size());
  for (const std::string_view title : titles)
    html += fmt::format("<th scope=\"col\">{}</th>", title);
  return html + "</tr></thead>\n";
}

std::string group_start(const GroupHead& head) {
  return fmt::format(
      "<tbody data-bus=\"{0}\" data-category=\"{1}\"{6} style=\"--rows:{2}\">\n<tr class=\"group\">"
      "<th scope=\"rowgroup\" colspan=\"{3}\"><span class=\"bus\">{0}</span> {4}{5}</th></tr>\n",
      escape_for_html(head.bus), name_of(head.category), head.count, head.width, head.what,
      head.count > 1 ? html_element("count", with_commas(head.count)) : "",
      head.module.empty() ? "" : fmt::format(" data-module=\"{}\"", escape_for_html(head.module)));
}

}  // namespace ko2alias
