#include "support/message_buffer.h"

#include <optional>

#include <fmt/core.h>

#include "ko2alias/problem.h"
#include "support/color.h"
#include "support/safe_output.h"
#include "support/text.h"
#include "support/wrap.h"

namespace ko2alias {
namespace {

constexpr std::string_view message_head = "ko2alias: ";

// The severity with which a message begins: `ko2alias: warning: …`.
std::optional<Severity> severity_of(std::string_view text) {
  if (!text.starts_with(message_head)) return std::nullopt;
  text.remove_prefix(message_head.size());
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
    if (text.starts_with(std::string(name_of(severity)) + ": ")) return severity;
  return std::nullopt;
}

}  // namespace

MessageBuffer::~MessageBuffer() {
  if (!line_.empty()) write_line("");
}

MessageBuffer::int_type MessageBuffer::overflow(int_type c) {
  if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
  const char character = traits_type::to_char_type(c);
  add({&character, 1});
  return c;
}

std::streamsize MessageBuffer::xsputn(const char* text, std::streamsize size) {
  add({text, static_cast<std::size_t>(size)});
  return size;
}

void MessageBuffer::add(std::string_view text) {
  while (!text.empty()) {
    const auto end = text.find('\n');
    line_ += text.substr(0, end);
    if (end == std::string_view::npos) return;
    write_line("\n");
    text.remove_prefix(end + 1);
  }
}

// In one piece, so that no other program's message gets between.
void MessageBuffer::write_line(std::string_view end) {
  const std::string text = without_log_commands(escape_for_terminal(line_), Syntax::text);
  line_.clear();
  const std::optional<Severity> severity = severity_of(text);
  // What counts them stands behind the warnings, and says no more.
  if (is_quiet_ && text.starts_with(message_head) && severity != Severity::error) return;
  const std::string lines = columns_ != 0 ? folded(text, columns_) : text;
  if (!severity || !has_color_) {
    out_ << std::string(lines).append(end);
    return;
  }
  const std::string_view name = name_of(*severity);
  out_ << fmt::format("{}{}{}{}", message_head, styled(true, style_of(*severity), name),
                      lines.substr(message_head.size() + name.size()), end);
}

}  // namespace ko2alias
