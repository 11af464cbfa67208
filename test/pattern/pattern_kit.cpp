#include "pattern/pattern_kit.h"

namespace ko2alias::test {

Ids ids_where(const strings& patterns, const std::function<bool(const std::string&)>& is_wanted) {
  Ids ids;
  for (std::uint32_t id = 0; id < patterns.size(); ++id)
    if (is_wanted(patterns[id])) ids.push_back(id);
  return ids;
}

std::string random_text(std::mt19937& random, std::string_view letters, std::size_t max_size) {
  std::string text(random() % (max_size + 1), ' ');
  for (char& c : text) c = letters[random() % letters.size()];
  return text;
}

}  // namespace ko2alias::test
