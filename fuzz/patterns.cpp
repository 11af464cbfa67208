// Lines, each taken for a pattern and for a device's modalias: what our matchers and proofs say of
// them against fnmatch(3), and against each other. Up to eight lines meet each other in every pair,
// and three of them in judge_relations, so that a second is enough for a thousand inputs.
#include <fmt/core.h>
#include <fnmatch.h>

#include <algorithm>

#include "diff/diff.h"
#include "harness.h"
#include "kit/kmod_reference.h"
#include "pattern/alias_index.h"
#include "pattern/alias_trie.h"
#include "pattern/generic.h"
#include "pattern/glob_relations.h"
#include "pattern/kmod_text.h"

namespace ko2alias::fuzz {
namespace {

using strings = std::vector<std::string>;

// fnmatch(3) takes exponential time for many stars.
constexpr std::size_t most_lines = 8, most_bytes = 40, most_stars = 6;

strings lines_of(std::string_view bytes) {
  strings lines;
  while (!bytes.empty() && lines.size() < most_lines) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view line = bytes.substr(0, std::min(end, most_bytes));
    if (line.find('\0') == std::string_view::npos &&
        std::count(line.begin(), line.end(), '*') <= static_cast<std::ptrdiff_t>(most_stars))
      lines.emplace_back(line);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return lines;
}

template <class... Texts>
void expect(bool is_so, fmt::format_string<Texts...> what, Texts&&... texts) {
  if (!is_so) throw Disagreement(fmt::format(what, std::forward<Texts>(texts)...));
}

void judge_globs(const strings& lines) {
  for (const std::string& line : lines) {
    // fnmatch(3) has no rule for a range that the pattern's end cuts off. kmod asks it no such:
    // where its own count of brackets ends, as in `a[]b-`, it writes _ for -.
    const std::string pattern = normalized(line);
    if (!has_paired_brackets(pattern)) continue;
    // For fnmatch(3) such a bracket ends in one place or another, as the text has it.
    const auto has = [&](const char* text) { return pattern.find(text) != std::string::npos; };
    if (has("-[=") || has("-[:")) continue;
    const Glob glob(pattern);
    const auto sample = glob.sample();
    expect(!sample || glob.matches(*sample), "'{}' does not match its sample '{}'", pattern,
           sample.value_or(""));
    for (const std::string& text : lines)
      expect(glob.matches(text) == (::fnmatch(pattern.c_str(), text.c_str(), 0) == 0),
             "'{}' and '{}': not as fnmatch(3)", pattern, text);
  }
}

void judge_relations(const strings& lines) {
  for (const std::string& a : lines) {
    for (const std::string& b : lines) {
      const Glob one(a);
      const Glob other(b);
      const bool is_covered = covers_token_by_token(one, other);
      const bool may_meet = overlap(one, other);
      for (const std::string& text : lines) {
        expect(!is_covered || !other.matches(text) || one.matches(text),
               "'{}' does not cover '{}': '{}'", a, b, text);
        expect(may_meet || !one.matches(text) || !other.matches(text),
               "'{}' and '{}' have '{}' in common", a, b, text);
      }
    }
  }
}

strings all_normalized(const strings& lines) {
  strings texts;
  for (const std::string& line : lines) texts.push_back(normalized(line));
  return texts;
}

// Trie and index against kmod's own rules.
void judge_aliases(const strings& lines) {
  const strings patterns = all_normalized(lines);
  const AliasTrie trie(patterns);
  std::vector<Glob> globs;
  for (const std::string& pattern : patterns) globs.push_back(Glob::of_alias(pattern));
  for (const std::string& text : patterns) {
    std::vector<AliasTrie::Id> found;
    trie.find(text, found);
    for (AliasTrie::Id id = 0; id < patterns.size(); ++id) {
      const bool is_match = test::kmod_matches(patterns[id], text);
      expect(std::binary_search(found.begin(), found.end(), id) == is_match,
             "the trie of '{}' and '{}': not as kmod", patterns[id], text);
      expect(!has_paired_brackets(text) || globs[id].matches(text) == is_match,
             "the alias '{}' and '{}': not as kmod", patterns[id], text);
    }
  }
}

Kernel kernel_of(const strings& patterns) {
  Kernel kernel{.builtin = ""};
  for (const std::string& pattern : patterns)
    kernel.modules.push_back(
        {.name = fmt::format("m{}", kernel.modules.size()), .claims = {{.pattern = pattern}}});
  return kernel;
}

// What supports a device: aliases that match every device of their bus do not.
strings without_generic(const strings& patterns) {
  GenericAliases generic;
  strings others;
  for (const std::string& pattern : patterns)
    if (!generic.has(normalized(pattern))) others.push_back(pattern);
  return others;
}

bool is_matched(const strings& patterns, const std::string& text) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return test::kmod_matches(pattern, text); });
}

// The first half of the lines is an old kernel, the second half a new one: a device that is said to
// be lost is, and none is of what is said to be covered.
void judge_comparison(const strings& lines) {
  const auto middle = lines.begin() + static_cast<std::ptrdiff_t>(lines.size() / 2);
  const strings old_patterns(lines.begin(), middle);
  const strings new_patterns(middle, lines.end());
  const Kernel before = kernel_of(old_patterns);
  const Kernel after = kernel_of(new_patterns);
  const CompareOptions options{.most_work = 1'000'000};
  for (const Change& change : compare(before, after, options).changes) {
    if (!change.before) continue;
    const std::string pattern(change.before->pattern());
    if (change.category == Category::lost && !change.device.empty())
      expect(test::kmod_matches(pattern, change.device) &&
                 !is_matched(without_generic(new_patterns), change.device),
             "'{}' is not lost for '{}'", pattern, change.device);
    if (change.category == Category::still_covered)
      for (const std::string& text : lines)
        expect(!test::kmod_matches(pattern, text) || is_matched(new_patterns, text),
               "'{}' is not covered: '{}'", pattern, text);
  }
}

}  // namespace

void run_patterns(std::string_view bytes) {
  const strings lines = lines_of(bytes);
  judge_globs(lines);
  judge_relations(lines);
  judge_aliases(lines);
  judge_comparison(lines);
}

}  // namespace ko2alias::fuzz
