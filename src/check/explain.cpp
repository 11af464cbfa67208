// A section of docs/rules.md is a title, the severity, paragraphs and an example:
//
//   ## catch-all
//
//   Severity: note
//
//   An alias … matches every device of its bus.
//
//   Why: the module is loaded for all of them, …
//
//   ```text
//   hid-generic.ko: note[catch-all]: hid_table[0]: matches every device of the bus: hid:b*g*v*p*
//   ```
#include "check/explain.h"

#include <algorithm>
#include <vector>

#include <fmt/core.h>

#include "check/formats.h"
#include "support/color.h"
#include "support/text.h"
#include "support/wrap.h"

namespace ko2alias {
namespace {

constexpr std::string_view fence = "```";
constexpr std::string_view severity_line = "Severity: ";

// A paragraph, whose lines are joined, or an example with its lines.
struct Block {
  bool is_example = false;
  std::string text{};
};

// What stands behind a title, up to the next one of its rank or of a higher one.
std::string_view behind_title(std::string_view page, std::string_view title) {
  const auto start = page.find(title);
  if (start == std::string_view::npos) return {};
  page.remove_prefix(start + title.size());
  return page.substr(0, std::min(page.find("\n# "), page.find("\n## ")));
}

// What the chapter of a section says before its first section.
std::string_view chapter_head(std::string_view page, std::size_t section) {
  const auto chapter = page.rfind("\n# ", section);
  if (chapter == std::string_view::npos) return {};
  page.remove_prefix(page.find('\n', chapter + 1));
  return page.substr(0, page.find("\n## "));
}

// Cuts the next block off; it has no text where there is none.
Block take_block(std::string_view& text) {
  Block block;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (block.is_example) {
      if (line == fence) break;
      block.text.append(line).append("\n");
    } else if (line.starts_with(fence)) {
      block.is_example = true;
    } else if (!line.empty()) {
      block.text.append(block.text.empty() ? "" : " ").append(line);
    } else if (!block.text.empty()) {
      break;
    }
  }
  return block;
}

std::vector<Block> blocks_of(std::string_view text) {
  std::vector<Block> blocks;
  for (Block block = take_block(text); !block.text.empty(); block = take_block(text))
    if (!block.text.starts_with(severity_line)) blocks.push_back(std::move(block));
  return blocks;
}

// The blocks of a rule. Of its chapter's head it is the first paragraph that is about all rules.
std::vector<Block> blocks_of(const Rule& rule) {
  const std::string title = fmt::format("\n## {}\n", rule.id);
  std::vector<Block> blocks = blocks_of(behind_title(rules_page, title));
  std::string_view head = chapter_head(rules_page, rules_page.find(title));
  if (Block first = take_block(head); !first.text.empty()) blocks.push_back(std::move(first));
  return blocks;
}

// Appends a link's text, `[text](place)`, and cuts the link off.
bool take_link(std::string_view& text, std::string& out) {
  const auto middle = text.find("](");
  const auto end = text.find(')', middle);
  if (middle == std::string_view::npos || end == std::string_view::npos) return false;
  out += text.substr(1, middle - 1);
  text.remove_prefix(end + 1);
  return true;
}

// A paragraph without marks. Code is bold where there are colours, and else in quotes if it has
// none itself.
std::string without_marks(std::string_view text, bool has_color) {
  std::string out;
  while (!text.empty()) {
    if (text[0] == '[' && take_link(text, out)) continue;
    const auto end = text[0] == '`' ? text.find('`', 1) : std::string_view::npos;
    if (end == std::string_view::npos) {
      out += text[0];
      text.remove_prefix(1);
      continue;
    }
    const std::string_view code = text.substr(1, end - 1);
    const std::string_view quote =
        has_color || code.find('\'') != std::string_view::npos ? "" : "'";
    out.append(quote).append(styled(has_color, fmt::emphasis::bold, code)).append(quote);
    text.remove_prefix(end + 1);
  }
  return out;
}

// Whether a paragraph begins with a word that says what it is.
bool is_reason(std::string_view text) {
  return text.starts_with("Why: ") || text.starts_with("Fix: ");
}

}  // namespace

std::string rule_markdown(const Rule& rule) {
  std::string text;
  for (const Block& block : blocks_of(rule)) {
    text += text.empty() ? "" : "\n";
    text += block.is_example ? fmt::format("{}text\n{}{}\n", fence, block.text, fence)
                             : block.text + "\n";
  }
  return text;
}

std::string explain(const Rule& rule, const Screen& screen) {
  constexpr std::size_t widest = 80;
  const std::size_t columns = screen.is_terminal ? std::min(screen.columns, widest) : widest;
  const std::string title = title_of(rule) + ":";
  std::string text = styled(screen.has_color, style_of(rule.severity), title);
  append_words(text, rule.summary, {.indent = 4, .columns = columns}, title.size());
  text += "\n";
  for (const Block& block : blocks_of(rule)) {
    text += "\n";
    std::string_view lines = block.text;
    while (block.is_example && !lines.empty()) {
      text += "    ";
      append_words(text, take_line(lines), {.indent = 8, .columns = columns}, 4);
      text += "\n";
    }
    if (block.is_example) continue;
    const std::string_view paragraph = block.text;
    const std::size_t lead = is_reason(paragraph) ? paragraph.find(' ') : 0;
    text += styled(screen.has_color, fmt::emphasis::bold, paragraph.substr(0, lead));
    append_words(text, without_marks(paragraph.substr(lead), screen.has_color),
                 {.columns = columns}, lead);
    text += "\n";
  }
  return text;
}

}  // namespace ko2alias
