#include "diff/markdown_page.h"

#include <algorithm>

#include <fmt/core.h>

#include "diff/wording.h"
#include "support/text.h"

namespace ko2alias {
namespace {

std::string details(const MarkdownPart& part, std::string_view rows, std::string_view left_out) {
  return fmt::format("\n<details><summary>{}</summary>\n\n{}{}{}\n</details>\n", part.title,
                     part.head, rows, left_out);
}

std::size_t count_from(const MarkdownPart& part, std::size_t begin) {
  std::size_t count = 0;
  for (std::size_t i = begin; i < part.rows.size(); ++i) count += part.rows[i].count;
  return count;
}

std::string counted_in(const MarkdownPart& part, std::size_t count) {
  return counted(count, part.noun, part.plural);
}

// A part without any of its rows. Its title is HTML.
std::string without_rows(const MarkdownPart& part) {
  return fmt::format("\n<p>{} (left out)</p>\n", part.title);
}

std::string more_text(const MarkdownPart& part, std::size_t count) {
  return count == 0 ? ""
                    : fmt::format("\n… and {} more, left out here.\n", counted_in(part, count));
}

// Fills a page of a size part by part.
class PageFiller {
 public:
  PageFiller(std::size_t most_bytes, const std::vector<MarkdownPart>& parts) : most_(most_bytes) {
    // Each part can be named at least, unless there are thousands.
    for (const MarkdownPart& part : parts) reserved_ += without_rows(part).size();
    reserved_ = std::min(reserved_, most_ / 4);
  }

  void add(const MarkdownPart& part) {
    const std::string bare = without_rows(part);
    reserved_ -= std::min(reserved_, bare.size());
    const std::size_t room = room_for(reserved_);
    const std::size_t fixed = details(part, "", more_text(part, count_from(part, 0))).size();
    std::string rows;
    std::size_t taken = 0;
    while (taken < part.rows.size() && fixed + rows.size() + part.rows[taken].text.size() <= room)
      rows += part.rows[taken++].text;
    if (const std::size_t left = count_from(part, taken); taken != 0)
      page_ += details(part, rows, more_text(part, left));
    else if (bare.size() <= room_for(0))
      page_ += bare;
    note(part, count_from(part, taken));
  }

  [[nodiscard]] const std::string& page() const { return page_; }

  // `1,103 aliases (Gained), 104 modules (Module new)`, or their sum where that would be long.
  [[nodiscard]] std::string left_out() const {
    constexpr std::size_t long_list = 1'000;
    return list_.size() < long_list ? list_ : counted(sum_, "line");
  }

 private:
  [[nodiscard]] std::size_t room_for(std::size_t reserved) const {
    const std::size_t used = page_.size() + reserved;
    return most_ > used ? most_ - used : 0;
  }

  void note(const MarkdownPart& part, std::size_t left) {
    if (left == 0) return;
    sum_ += left;
    list_ += fmt::format("{}{} ({})", list_.empty() ? "" : ", ", counted_in(part, left),
                         part.title.substr(0, part.title.find(": ")));
  }

  std::size_t most_;
  std::size_t reserved_ = 0;
  std::string page_;
  std::string list_;
  std::size_t sum_ = 0;
};

// Longer than the note on what is left out of any page.
constexpr std::size_t note_bytes = 1'500;

}  // namespace

std::string markdown_text(std::string_view text) {
  std::string escaped;
  for (const char c : escape_for_terminal(text)) {
    if (std::string_view("\\`*_{}[]<>()#+!|~&").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

// A backtick would end code, and a bar ends the cell even inside of code.
std::string markdown_code(std::string_view text) {
  if (text.empty()) return {};
  const std::string shown = escape_for_terminal(text);
  if (shown.find_first_of("`|") != std::string::npos) return markdown_text(text);
  return "`" + shown + "`";
}

std::string markdown_page(const std::string& head, const std::vector<MarkdownPart>& parts,
                          std::size_t most_bytes, std::string_view remedy) {
  const std::size_t fixed = head.size() + note_bytes;
  PageFiller filler(most_bytes > fixed ? most_bytes - fixed : 0, parts);
  for (const MarkdownPart& part : parts) filler.add(part);
  std::string note;
  if (const std::string left_out = filler.left_out(); !left_out.empty())
    note = fmt::format("\n**Left out** to stay within {} characters: {}. {}.\n",
                       with_commas(most_bytes), left_out, remedy);
  return head + note + filler.page();
}

}  // namespace ko2alias
