#include "diff/formats.h"

namespace ko2alias {
namespace {

constexpr CompareFormat rows[] = {
    {.name = "text", .help = "to read, grouped by bus and module", .render = render_compare_text},
    {.name = "markdown",
     .help = "the same as tables, for issues and release notes",
     .render = render_compare_markdown,
     .syntax = Syntax::markdown},
    {.name = "json",
     .help = "one JSON document with every change",
     .render = render_compare_json,
     .syntax = Syntax::json},
    {.name = "html",
     .help = "one page to search and filter, without outside resources",
     .render = render_compare_html,
     .syntax = Syntax::markup},
};

}  // namespace

std::span<const CompareFormat> compare_formats() { return rows; }

}  // namespace ko2alias
