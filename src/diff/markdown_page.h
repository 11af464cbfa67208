// A page of Markdown that stays within a number of bytes: what does not fit is left out, and said.
//
//   # 6.1 → 6.12                              the head, which is always there
//   **Left out** of this page …               where something is
//   <details><summary>Lost: …</summary>       the parts, the most important first
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace ko2alias {

/// Text for a cell or a line: what a module calls itself must neither end the cell nor become
/// markup.
std::string markdown_text(std::string_view text);
/// A pattern as code.
std::string markdown_code(std::string_view text);

/// A table below a line that unfolds it.
struct MarkdownPart {
  struct Row {
    std::string text{};
    /// How many aliases or devices it tells of.
    std::size_t count = 1;
  };
  /// `Lost: 399 aliases of 74 drivers`.
  std::string title{};
  /// What is counted: `alias` and `aliases`.
  std::string_view noun{};
  std::string_view plural{};
  /// Lines above the table, and the lines with its columns; markup.
  std::string head{};
  std::vector<Row> rows{};
};

/// The most that GitHub takes, in characters; in bytes that is no more.
constexpr std::size_t most_markdown_bytes = 65'536;

/// The page. Rows that are left out are the last of their part, and the first parts have room
/// first; `remedy` says where they are to be found: `--full writes all of them`.
std::string markdown_page(const std::string& head, const std::vector<MarkdownPart>& parts,
                          std::size_t most_bytes, std::string_view remedy);

}  // namespace ko2alias
