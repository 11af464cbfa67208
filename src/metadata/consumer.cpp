#include "metadata/consumer.h"

#include <algorithm>

#include "metadata/glob_text.h"
#include "pattern/glob.h"
#include "pattern/kmod_text.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view wildcards = "*?[";
constexpr std::string_view no_device = "brackets are not paired, so that no device matches";
constexpr std::string_view open_bus =
    "before the first ':' stands a pattern, and devices are looked up by the text there";
constexpr std::string_view cut =
    "a comma, a bracket or a blank ends an alias in its list, so that no device matches it";
constexpr std::string_view no_colon = "there is no ':' between two characters";

std::string_view bus_text(std::string_view pattern) { return pattern.substr(0, pattern.find(':')); }

bool has_inner_colon(std::string_view pattern) {
  return pattern.size() > 2 &&
         pattern.substr(1, pattern.size() - 2).find(':') != std::string_view::npos;
}

// Whether the consumer reads the alias as kmod does, letter by letter.
bool is_carried_as_it_is(const Consumer& consumer, std::string_view alias) {
  const auto carries = [&](char c) { return is_carried(consumer, c) && c != '\\'; };
  constexpr std::string_view odd[] = {"[^", "[]", "[!]", "[[", "[:", "[.", "[="};
  return std::all_of(alias.begin(), alias.end(), carries) &&
         std::none_of(std::begin(odd), std::end(odd), [&](std::string_view text) {
           return alias.find(text) != std::string_view::npos;
         });
}

// `acpi*:X:*` matches acpi:X: and acpi:Y:X: alike.
void make_bus_exact(Carried& carried) {
  const std::string pattern = carried.patterns.front();
  const std::string_view bus = bus_text(pattern);
  const auto wildcard = bus.find_first_of(wildcards);
  if (wildcard == std::string_view::npos) return;
  const bool can_be_said = wildcard != 0 && wildcard + 1 == bus.size() && bus.back() == '*' &&
                           bus.size() < pattern.size();
  if (!can_be_said) {
    carried = {.left_out = open_bus};
    return;
  }
  const std::string exact = pattern.substr(0, wildcard);
  const std::string rest = pattern.substr(bus.size());
  carried.patterns = {exact + rest, exact + ":*" + rest};
  carried.has_exact_bus = true;
}

}  // namespace

Carried carry(const Consumer& consumer, std::string_view alias) {
  if (consumer.wants_colon && !has_inner_colon(alias)) return {.left_out = no_colon};
  Carried carried;
  const auto text = fnmatch_alias(alias);
  if (!text) return {.left_out = no_device};
  if (is_carried_as_it_is(consumer, alias)) {
    carried.patterns.emplace_back(alias);
  } else {
    GlobText glob_text(consumer);
    carried.patterns.push_back(glob_text.of(Glob(*text)));
    carried.is_replaced = glob_text.is_wider();
  }
  if (consumer.wants_exact_bus) make_bus_exact(carried);
  return carried;
}

std::optional<std::string> fnmatch_alias(std::string_view alias) {
  if (!has_paired_brackets(alias)) return std::nullopt;
  // Before the first wildcard a backslash is itself to kmod.
  const std::string_view before = alias.substr(0, alias.find_first_of(wildcards));
  std::string text;
  for (const char c : before) text.append(c == '\\' ? 2 : 1, c);
  text += alias.substr(before.size());
  return text;
}

Glob read_pattern(const Consumer& consumer, std::string_view pattern) {
  const std::string text = folded(consumer, pattern);
  return Glob(consumer.dialect == GlobDialect::python ? fnmatch_of_python(text) : text);
}

std::string folded(const Consumer& consumer, std::string_view text) {
  std::string lower(text);
  if (consumer.is_case_blind)
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

std::string_view why_never(const Consumer& consumer, std::string_view pattern) {
  const bool is_of_list = consumer.dialect == GlobDialect::python;
  if (is_of_list && pattern.find_first_of(consumer.not_carried) != std::string_view::npos)
    return cut;
  if (consumer.wants_exact_bus &&
      bus_text(pattern).find_first_of(wildcards) != std::string_view::npos)
    return open_bus;
  if (consumer.wants_colon && !has_inner_colon(pattern)) return no_colon;
  return {};
}

}  // namespace ko2alias
