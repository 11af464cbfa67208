// A stream buffer for messages. It passes them on line by line, and escapes in each what would act
// on a terminal or on a CI's log: an input, an argument or an option may be called like a command.
#pragma once

#include <cstddef>
#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>

namespace ko2alias {

class MessageBuffer : public std::streambuf {
 public:
  /// Writes to a stream that lives longer.
  explicit MessageBuffer(std::ostream& out) : out_(out) {}
  MessageBuffer(const MessageBuffer&) = delete;
  MessageBuffer& operator=(const MessageBuffer&) = delete;
  /// Writes a line that has no end too.
  ~MessageBuffer() override;

  /// Whether `error` and `warning` are coloured.
  void set_color(bool has_color) { has_color_ = has_color; }
  /// The columns of the terminal that shows the messages, which are folded for it.
  void set_columns(std::size_t columns) { columns_ = columns; }
  /// Whether errors alone are passed on.
  void set_quiet(bool is_quiet) { is_quiet_ = is_quiet; }

 protected:
  int_type overflow(int_type c) override;
  std::streamsize xsputn(const char* text, std::streamsize size) override;

 private:
  void add(std::string_view text);
  void write_line(std::string_view end);

  std::ostream& out_;
  std::string line_;
  /// 0 where no terminal shows them.
  std::size_t columns_ = 0;
  bool has_color_ = false;
  bool is_quiet_ = false;
};

}  // namespace ko2alias
