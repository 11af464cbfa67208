#include "metadata/rpm_modalias.h"

#include <algorithm>

#include "support/text.h"

namespace ko2alias {
namespace {

int digit_value(char c) {
  const char upper = to_upper(c);
  return upper >= 'A' ? upper - 'A' + 10 : upper - '0';
}

// Whether a bracket that began before the place ends behind it, be it escaped or not.
bool is_in_bracket(std::string_view text, std::size_t place) {
  const std::string_view before = text.substr(0, place);
  const auto last = [&](std::string_view plain, std::string_view escaped) {
    const auto a = before.rfind(plain);
    const auto b = before.rfind(escaped);
    return std::max(a == std::string_view::npos ? 0 : a + 1,
                    b == std::string_view::npos ? 0 : b + 1);
  };
  return last("[", "%5B") > last("]", "%5D");
}

// The one place in which two texts differ, if the scripts merge them: `*` is merged with nothing.
std::optional<std::size_t> difference(std::string_view first, std::string_view text) {
  if (first.size() != text.size()) return std::nullopt;
  const auto at = std::mismatch(first.begin(), first.end(), text.begin());
  if (at.first == first.end() || *at.first == '*' || *at.second == '*') return std::nullopt;
  if (!std::equal(at.first + 1, first.end(), at.second + 1)) return std::nullopt;
  return static_cast<std::size_t>(at.first - first.begin());
}

bool joins(MergedTexts& run, std::string_view text, bool is_careful) {
  const auto place = difference(run.first, text);
  if (!place || (!run.characters.empty() && *place != run.place)) return false;
  const MergedTexts both{run.first, *place, std::string{run.first[*place], text[*place]}};
  // A `]` or `-` in a bracket, and a `%` that begins an escape, mean something else.
  const bool is_odd = std::any_of(both.characters.begin(), both.characters.end(), [](char c) {
    return std::string_view("%[]^!-?\\").find(c) != std::string_view::npos;
  });
  if (is_careful && (is_odd || both.is_broken())) return false;
  if (run.characters.empty()) run.characters = run.first[*place];
  run.place = *place;
  run.characters += text[*place];
  return true;
}

}  // namespace

std::string_view flavour_of(std::string_view vermagic) {
  const std::string_view release = vermagic.substr(0, vermagic.find(' '));
  const auto dash = release.rfind('-');
  return dash == std::string_view::npos ? std::string_view() : release.substr(dash + 1);
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_plain = (c >= '0' && c <= '9') || (to_upper(c) >= 'A' && to_upper(c) <= 'Z');
    if (is_plain || c == '*' || c == ':') {
      out += c;
    } else {
      out += '%';
      append_hex(out, static_cast<unsigned char>(c), 2);
    }
  }
  return out;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_escape = text[i] == '%' && i + 2 < text.size() && is_hex_digit(text[i + 1]) &&
                           is_hex_digit(text[i + 2]);
    out += is_escape ? static_cast<char>(digit_value(text[i + 1]) * 16 + digit_value(text[i + 2]))
                     : text[i];
    if (is_escape) i += 2;
  }
  return out;
}

std::string MergedTexts::text() const {
  if (characters.empty()) return first;
  return first.substr(0, place) + "[" + characters + "]" + first.substr(place + 1);
}

bool MergedTexts::is_broken() const {
  if (characters.empty()) return false;
  const bool is_in_escape =
      (place >= 1 && first[place - 1] == '%') || (place >= 2 && first[place - 2] == '%');
  return is_in_escape || is_in_bracket(first, place);
}

std::vector<MergedTexts> merged(std::vector<std::string> texts, bool is_careful) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  std::vector<MergedTexts> runs;
  for (std::string& text : texts)
    if (runs.empty() || !joins(runs.back(), text, is_careful))
      runs.push_back({.first = std::move(text)});
  return runs;
}

}  // namespace ko2alias
