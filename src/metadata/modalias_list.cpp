#include "metadata/modalias_list.h"

#include <algorithm>

#include "support/text.h"

namespace ko2alias {

std::string modalias_list(const std::vector<ListedModule>& modules) {
  std::string text;
  for (const ListedModule& module : modules) {
    text += (text.empty() ? "" : ", ") + module.name + "(";
    for (const std::string& pattern : module.patterns)
      text += (&pattern == &module.patterns.front() ? "" : ", ") + pattern;
    text += ")";
  }
  return text;
}

namespace {

std::string_view without_commas(std::string_view text) {
  const auto is_between = [](char c) { return c == ',' || c == ' '; };
  while (!text.empty() && is_between(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_between(text.back())) text.remove_suffix(1);
  return text;
}

ListedModule module_of(std::string_view part, std::size_t open) {
  ListedModule module{.name = std::string(trim(part.substr(0, open)))};
  std::string_view list = part.substr(open + 1);
  while (!list.empty()) {
    const std::string_view pattern = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), pattern.size() + 1));
    if (const auto text = trim(pattern); !text.empty()) module.patterns.emplace_back(text);
  }
  return module;
}

}  // namespace

ModaliasList parse_modalias_list(std::string_view text) {
  ModaliasList list;
  text = trim(text);
  while (!text.empty()) {
    const auto end = text.find(')');
    const std::string_view part = without_commas(trim(text.substr(0, end)));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (part.empty()) continue;
    const auto open = part.find('(');
    if (open == std::string_view::npos || part.find('(', open + 1) != std::string_view::npos) {
      list.broken_part = part;
      break;
    }
    list.modules.push_back(module_of(part, open));
  }
  return list;
}

}  // namespace ko2alias
