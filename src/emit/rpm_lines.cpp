#include "emit/rpm_lines.h"

#include <algorithm>

#include <fmt/core.h>

#include "metadata/rpm_modalias.h"
#include "support/text.h"

namespace ko2alias {

std::optional<Problem> add_rpm_lines(const RecordModule& module, std::vector<std::string> texts,
                                     bool is_raw,
                                     const std::function<void(const std::string&)>& add) {
  if (is_raw) {
    const auto is_lost = [](char c) { return !is_printable(c) || c == '\\'; };
    for (const std::string& alias : module.aliases)
      if (std::any_of(alias.begin(), alias.end(), is_lost))
        return error(
            fmt::format("{}: the alias '{}' has a character that the script breaks; "
                        "without --raw it is written so that it can be read",
                        escape_for_terminal(module.path), escape_for_terminal(alias)));
  }
  for (const MergedTexts& one : merged(std::move(texts), !is_raw)) {
    if (one.is_broken())
      return error(
          fmt::format("{}: the script merges aliases to '{}', within an escape or a "
                      "bracket, which nobody can read; without --raw they stay apart",
                      escape_for_terminal(module.path), one.text()));
    add(one.text());
  }
  return std::nullopt;
}

}  // namespace ko2alias
