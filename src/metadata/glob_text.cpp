#include "metadata/glob_text.h"

#include "support/text.h"

namespace ko2alias {
namespace {

// The bytes of a set as the inside of a bracket: `0-9A-Fx`.
std::string inside_of_bracket(const ByteSet& bytes) {
  std::string text;
  for (unsigned first = 1; first < 256; ++first) {
    if (!bytes[first]) continue;
    unsigned last = first;
    while (last + 1 < 256 && bytes[last + 1]) ++last;
    text += static_cast<char>(first);
    if (last >= first + 2) text += '-';
    if (last > first) text += static_cast<char>(last);
    first = last;
  }
  return text;
}

// A bracket is read in two ways if one of these stands in it.
bool is_odd_in_bracket(char c) { return std::string_view("[]^!\\-").find(c) != std::string::npos; }

// The place of the `]` that ends a bracket for Python; behind `[`, or `[!`, it is itself.
std::size_t python_end(std::string_view pattern, std::size_t open) {
  std::size_t from = open + 1;
  if (from < pattern.size() && pattern[from] == '!') ++from;
  if (from < pattern.size() && pattern[from] == ']') ++from;
  return pattern.find(']', from);
}

}  // namespace

bool is_carried(const Consumer& consumer, char c) {
  return is_printable(c) && consumer.not_carried.find(c) == std::string_view::npos;
}

std::string GlobText::of(const Glob& glob) {
  std::string text;
  for (const Glob::Token& token : glob.tokens()) {
    switch (token.kind) {
      case Glob::Kind::byte: add_byte(text, static_cast<char>(token.byte)); break;
      case Glob::Kind::any: text += '?'; break;
      case Glob::Kind::set: add_set(text, glob.sets()[token.set]); break;
      case Glob::Kind::star: text += '*'; break;
      case Glob::Kind::never: break;
    }
  }
  return text;
}

void GlobText::add_byte(std::string& text, char c) {
  const bool is_wildcard = c == '*' || c == '?' || c == '[';
  if (!is_carried(consumer_, c) || (c == '\\' && !is_carried(consumer_, '\\'))) {
    text += '?';
    is_wider_ = true;
  } else if (consumer_.dialect == GlobDialect::python) {
    text += is_wildcard ? std::string{'[', c, ']'} : std::string(1, c);
  } else if ((is_wildcard || c == '\\') && is_carried(consumer_, '\\')) {
    text += {'\\', c};
  } else {
    is_wider_ |= is_wildcard;
    text += is_wildcard ? '?' : c;
  }
}

void GlobText::add_set(std::string& text, const ByteSet& set) {
  const bool is_inverse = set.count() > 128;
  const ByteSet shown = is_inverse ? ~set : set;
  bool is_odd = false;
  for (unsigned i = 1; i < 256; ++i)
    is_odd |= shown[i] && (is_odd_in_bracket(static_cast<char>(i)) ||
                           !is_carried(consumer_, static_cast<char>(i)));
  is_odd |= is_inverse && !is_carried(consumer_, '!');
  const std::string inside = inside_of_bracket(shown);
  if (is_odd || inside.empty()) {
    text += '?';
    is_wider_ = true;
  } else {
    text += (is_inverse ? "[!" : "[") + inside + "]";
  }
}

std::string fnmatch_of_python(std::string_view pattern) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const std::size_t end = c == '[' ? python_end(pattern, i) : std::string_view::npos;
    if (c == '\\' || (c == '[' && end == std::string_view::npos)) {
      text += {'\\', c};
      continue;
    }
    text += c;
    if (c != '[') continue;
    for (++i; i < end; ++i) {
      const bool is_special = pattern[i] == '\\' || pattern[i] == '[' || pattern[i] == '^';
      if (is_special) text += '\\';
      text += pattern[i];
    }
    text += ']';
  }
  return text;
}

}  // namespace ko2alias
