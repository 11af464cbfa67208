#include "pattern/star_filler.h"

#include <algorithm>

#include "pattern/alias_bus.h"
#include "pattern/text_bytes.h"

namespace ko2alias {
namespace {

// Bytes that a reader sees to be no part of an id come first.
constexpr std::string_view candidates = "~^`{}|\"%$&;=<>!@#+'()/., ";

std::optional<std::uint8_t> unnamed_byte(const AliasIndex& index, std::size_t size) {
  ByteSet named;
  for (AliasIndex::Id id = 0; id < size; ++id) named |= named_bytes(index.glob(id));
  for (const char c : candidates)
    if (!named.test(as_byte(c))) return as_byte(c);
  for (unsigned c = 1; c < 128; ++c)
    if (!named.test(c) &&
        std::string_view("*?[]\\-").find(static_cast<char>(c)) == std::string_view::npos)
      return static_cast<std::uint8_t>(c);
  return std::nullopt;
}

}  // namespace

StarFiller::StarFiller(const AliasIndex& index, const std::vector<std::string>& patterns)
    : byte_(unnamed_byte(index, patterns.size())) {
  if (!byte_) return;
  for (AliasIndex::Id id = 0; id < patterns.size(); ++id) {
    const Glob& glob = index.glob(id);
    const auto takers = std::count_if(
        glob.tokens().begin(), glob.tokens().end(),
        [&](const Glob::Token& token) { return !is_star(token) && glob.takes(token, *byte_); });
    if (takers == 0) continue;
    std::size_t& most = most_takers_[std::string(bus_of(patterns[id]))];
    most = std::max(most, static_cast<std::size_t>(takers));
  }
}

std::optional<std::string> StarFiller::text_of(const Glob& glob, std::string_view bus) const {
  if (!byte_ || glob.matches_nothing()) return std::nullopt;
  const auto known = most_takers_.find(bus);
  const std::size_t run = known == most_takers_.end() ? 1 : known->second + 1;
  std::string text;
  for (const Glob::Token& token : glob.tokens()) {
    if (text.size() > longest_modalias) return std::nullopt;
    if (is_star(token))
      text.append(run, static_cast<char>(*byte_));
    else
      text += static_cast<char>(glob.takes(token, *byte_) ? *byte_ : glob.commonest(token));
  }
  return text.size() <= longest_modalias ? std::optional(text) : std::nullopt;
}

}  // namespace ko2alias
