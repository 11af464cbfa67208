#include "cli/message_folder.h"

#include <utility>

#include <fmt/core.h>

#include "support/text.h"

namespace ko2alias {
namespace {

// A hostile tree has a message of its own in each file: they are no longer compared then.
constexpr std::size_t most_kinds = 1000;

// The message with `N` for each number.
std::string without_numbers(std::string_view message) {
  std::string text;
  for (const char c : message) {
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_digit)
      text += c;
    else if (text.empty() || text.back() != 'N')
      text += 'N';
  }
  return text;
}

}  // namespace

bool MessageFolder::show(const Problem& problem, std::string_view message) {
  if (problem.severity == Severity::error) return true;
  const std::string text = without_numbers(message);
  const auto known = indexes_.find(text);
  if (known != indexes_.end()) return ++kinds_[known->second].count <= shown;
  if (kinds_.size() == most_kinds) return true;
  indexes_.emplace(text, kinds_.size());
  kinds_.push_back({problem.severity, text, 1});
  return true;
}

std::vector<std::pair<Severity, std::string>> MessageFolder::counts() const {
  std::vector<std::pair<Severity, std::string>> counts;
  for (const Equal& kind : kinds_)
    if (kind.count > shown)
      counts.emplace_back(kind.severity,
                          fmt::format("{} more: {}", with_commas(kind.count - shown), kind.text));
  return counts;
}

}  // namespace ko2alias
