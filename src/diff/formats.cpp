#include "diff/formats.h"

namespace ko2alias {
namespace {

constexpr CompareFormat rows[] = {
    {"text", "to read, grouped by bus and module", render_compare_text},
    {"markdown", "the same as tables, for issues and release notes", render_compare_markdown},
    {"json", "one document with every change (docs/json-schema/diff.schema.json)",
     render_compare_json},
    {"html", "one page to search and filter, without outside resources", render_compare_html},
};

}  // namespace

std::span<const CompareFormat> compare_formats() { return rows; }

}  // namespace ko2alias
