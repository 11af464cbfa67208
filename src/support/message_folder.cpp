#include "support/message_folder.h"

#include <utility>

#include <fmt/core.h>

#include "support/text.h"

namespace ko2alias {
namespace {

// A hostile tree has a message of its own in each file, or long ones: they are not compared then.
constexpr std::size_t most_kinds = 1000;
constexpr std::size_t longest = 4096;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The message with `N` for each number, which may have commas: `1,204`.
std::string without_numbers(std::string_view message) {
  std::string text;
  bool is_number = false;
  for (std::size_t i = 0; i < message.size(); ++i) {
    const char c = message[i];
    const bool is_comma = c == ',' && i + 1 < message.size() && is_digit(message[i + 1]);
    const bool goes_on = is_number && (is_digit(c) || is_comma);
    is_number = goes_on || is_digit(c);
    if (!goes_on) text += is_number ? 'N' : c;
  }
  return text;
}

}  // namespace

bool MessageFolder::show(const Problem& problem, std::string_view message) {
  if (problem.severity == Severity::error || message.size() > longest) return true;
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
