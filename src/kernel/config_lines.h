// Lines of kmod's configuration, depmod.d and modprobe.d alike.
//
//   blacklist acme_old_\      one line, whose number is that of its first part:
//   nic                       `blacklist acme_old_nic`
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ko2alias {

struct ConfigLine {
  std::string text{};
  /// Counted from 1, in lines of the file.
  std::size_t number = 0;
};

/// Takes a text apart. A backslash at the end of a line joins the next one to it, any other is
/// dropped.
class ConfigLines {
 public:
  explicit ConfigLines(std::string_view text) : rest_(text) {}

  /// False at the end.
  bool next(ConfigLine& line);

 private:
  std::string_view rest_;
  std::size_t number_ = 1;
};

}  // namespace ko2alias
