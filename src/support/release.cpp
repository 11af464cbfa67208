#include "ko2alias/release.h"

#include <charconv>
#include <climits>

namespace ko2alias {
namespace {

// Takes a decimal number off the front of `text`.
bool take_number(std::string_view& text, unsigned& number) {
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool take_dot(std::string_view& text) {
  if (text.size() < 2 || text[0] != '.' || text[1] < '0' || text[1] > '9') return false;
  text.remove_prefix(1);
  return true;
}

// `.el7` or `.el8_10` somewhere in the suffix.
unsigned el_version(std::string_view suffix) {
  unsigned version = 0;
  if (const auto at = suffix.find(".el"); at != std::string_view::npos) {
    suffix.remove_prefix(at + 3);
    take_number(suffix, version);
  }
  return version;
}

// The rest behind a build number: `-amd64` of `-28-amd64`, `.fc41.s390x` of `-200.fc41.s390x`.
std::optional<std::string_view> behind_build_number(std::string_view suffix) {
  unsigned build = 0;
  if (suffix.empty() || suffix[0] != '-') return std::nullopt;
  suffix.remove_prefix(1);
  if (!take_number(suffix, build) || suffix.empty()) return std::nullopt;
  return suffix;
}

}  // namespace

std::optional<Release> parse_release(std::string_view text) {
  Release release;
  if (!take_number(text, release.major) || !take_dot(text) || !take_number(text, release.minor))
    return std::nullopt;
  if (take_dot(text) && !take_number(text, release.patch)) return std::nullopt;
  const std::string_view suffix = text.substr(0, text.find(' '));
  release.el = el_version(suffix);
  const auto flavour = behind_build_number(suffix);
  release.is_distribution = flavour || suffix.starts_with("+deb");
  if (release.patch == 0 && flavour && flavour->starts_with('-')) release.patch = UINT_MAX;
  return release;
}

std::string to_string(const Release& release) {
  std::string text = std::to_string(release.major) + '.' + std::to_string(release.minor);
  if (release.patch != 0 && release.patch != UINT_MAX) text += '.' + std::to_string(release.patch);
  return text;
}

}  // namespace ko2alias
