#include "device/hosts.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include <fmt/core.h>

#include "support/text.h"

namespace ko2alias {
namespace {

constexpr bool is_decimal(char c) { return c >= '0' && c <= '9'; }

// Cuts the digits, or what is no digit, off the front.
std::string_view take_run(std::string_view& text) {
  const bool is_number = is_decimal(text.front());
  const auto end =
      std::find_if(text.begin(), text.end(), [&](char c) { return is_decimal(c) != is_number; });
  const std::string_view run = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(run.size());
  return run;
}

std::string_view without_zeros(std::string_view digits) {
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

// Less than, equal to or greater than 0. Numbers may be of any length.
int compare_runs(std::string_view a, std::string_view b) {
  if (!is_decimal(a.front()) || !is_decimal(b.front())) return a.compare(b);
  const std::string_view x = without_zeros(a);
  const std::string_view y = without_zeros(b);
  if (x.size() != y.size()) return x.size() < y.size() ? -1 : 1;
  return x.compare(y);
}

std::optional<std::uint64_t> host_number(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (failure != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

// The place of the number by which `next` follows `host`: 3 for web08 and web09. Nothing where it
// does not, or where the number has another count of digits without need.
std::optional<std::size_t> place_of_step(std::string_view host, std::string_view next) {
  const auto differ = std::mismatch(host.begin(), host.end(), next.begin(), next.end());
  auto at = static_cast<std::size_t>(differ.first - host.begin());
  while (at > 0 && is_decimal(host[at - 1])) --at;
  std::string_view rest = host.substr(at);
  std::string_view next_rest = next.substr(at);
  if (rest.empty() || next_rest.empty() || !is_decimal(rest[0]) || !is_decimal(next_rest[0]))
    return std::nullopt;
  const std::string_view digits = take_run(rest);
  const std::string_view next_digits = take_run(next_rest);
  const auto number = host_number(digits);
  const auto next_number = host_number(next_digits);
  const bool are_alike =
      digits.size() == next_digits.size() || (digits[0] != '0' && next_digits[0] != '0');
  if (!number || !next_number || *next_number - *number != 1 || !are_alike || rest != next_rest)
    return std::nullopt;
  return at;
}

}  // namespace

bool is_host_before(std::string_view a, std::string_view b) {
  const std::string_view whole_a = a;
  const std::string_view whole_b = b;
  while (!a.empty() && !b.empty())
    if (const int order = compare_runs(take_run(a), take_run(b)); order != 0) return order < 0;
  if (a.empty() != b.empty()) return a.empty();
  return whole_a < whole_b;
}

std::string host_list(const std::vector<std::string_view>& hosts, std::size_t most) {
  constexpr std::size_t few = 2;
  std::string list;
  std::size_t pieces = 0;
  for (std::size_t begin = 0; begin < hosts.size(); ++pieces) {
    if (pieces == most)
      return list + fmt::format(" and {} more", with_commas(hosts.size() - begin));
    std::size_t end = begin + 1;
    if (end < hosts.size())
      if (const auto place = place_of_step(hosts[begin], hosts[end]))
        while (end < hosts.size() && place_of_step(hosts[end - 1], hosts[end]) == place) ++end;
    if (end - begin <= few) end = begin + 1;
    list.append(list.empty() ? "" : ", ").append(hosts[begin]);
    if (end - begin > 1) list.append(" … ").append(hosts[end - 1]);
    begin = end;
  }
  return list;
}

}  // namespace ko2alias
