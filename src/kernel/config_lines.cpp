#include "kernel/config_lines.h"

#include <algorithm>

namespace ko2alias {

bool ConfigLines::next(ConfigLine& line) {
  if (rest_.empty()) return false;
  line = {.number = number_};
  std::size_t at = 0;
  for (; at < rest_.size() && rest_[at] != '\n'; ++at) {
    if (rest_[at] == '\\' && ++at == rest_.size()) break;
    const bool is_joint = rest_[at] == '\n';
    number_ += is_joint ? 1 : 0;
    if (!is_joint) line.text += rest_[at];
  }
  ++number_;
  rest_.remove_prefix(std::min(at + 1, rest_.size()));
  return true;
}

}  // namespace ko2alias
