#include "cli/message_buffer.h"

#include "support/safe_output.h"
#include "support/text.h"

namespace ko2alias {

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
  out_ << without_log_commands(escape_for_terminal(line_), Syntax::text).append(end);
  line_.clear();
}

}  // namespace ko2alias
