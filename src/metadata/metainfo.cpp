// Reads as much of XML as it takes to find elements: comments, CDATA and processing instructions
// are passed over, and the five entities of XML and numbers are known.
#include "metadata/metainfo.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include "support/text.h"

namespace ko2alias {
namespace {

constexpr auto no_place = std::string_view::npos;

// The character that `&name;` stands for; nothing for one that is not known, or no single byte.
std::optional<char> entity_of(std::string_view name) {
  constexpr std::pair<std::string_view, char> known[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [word, c] : known)
    if (word == name) return c;
  if (!name.starts_with('#')) return std::nullopt;
  const bool is_hex = name.starts_with("#x");
  name.remove_prefix(is_hex ? 2 : 1);
  unsigned number = 0;
  const auto [stop, fault] =
      std::from_chars(name.data(), name.data() + name.size(), number, is_hex ? 16 : 10);
  const bool is_number = fault == std::errc() && stop == name.data() + name.size();
  return is_number && number > 0 && number < 128 ? std::optional(static_cast<char>(number))
                                                 : std::nullopt;
}

std::string unescaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = text.front() == '&' ? text.find(';') : no_place;
    const auto c = end == no_place ? std::nullopt : entity_of(text.substr(1, end - 1));
    out += c.value_or(text.front());
    text.remove_prefix(c ? end + 1 : 1);
  }
  return out;
}

// The value of `name="…"` in a tag.
std::string attribute(std::string_view tag, std::string_view name) {
  for (const char quote : {'"', '\''}) {
    const auto at = tag.find(fmt::format(" {}={}", name, quote));
    if (at == no_place) continue;
    const std::string_view rest = tag.substr(at + name.size() + 3);
    return unescaped(rest.substr(0, rest.find(quote)));
  }
  return {};
}

class MetainfoReader {
 public:
  explicit MetainfoReader(std::string_view text) : text_(text) {}

  Result<std::vector<MetainfoComponent>> read() {
    for (at_ = text_.find('<'); at_ != no_place; at_ = text_.find('<', at_)) {
      const std::string_view rest = text_.substr(at_);
      const std::size_t end = end_of_markup(rest);
      if (end == no_place) return fault("a '<' without its '>'");
      if (!is_passed_over(rest) && !take_tag(rest.substr(0, end)))
        return fault(fmt::format("'{}' ends no element that is open",
                                 escape_for_terminal(rest.substr(0, end))));
      at_ += end;
    }
    if (!open_.empty()) return fault(fmt::format("<{}> is not closed", open_.back().name));
    if (components_.empty()) return error("no <component> in it");
    return std::move(components_);
  }

 private:
  struct Element {
    std::string name;
    std::size_t begin;
    std::size_t inside;
    std::size_t line;
  };

  static bool is_passed_over(std::string_view markup) {
    return markup.starts_with("<!") || markup.starts_with("<?");
  }

  // Behind the `>` that ends it.
  static std::size_t end_of_markup(std::string_view markup) {
    constexpr std::pair<std::string_view, std::string_view> kinds[] = {
        {"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<", ">"}};
    for (const auto& [begin, end] : kinds) {
      if (!markup.starts_with(begin)) continue;
      const auto found = markup.find(end, begin.size());
      return found == no_place ? no_place : found + end.size();
    }
    return no_place;
  }

  // The line of the present place, which never goes back.
  std::size_t line() {
    const std::string_view passed = text_.substr(counted_, std::min(at_, text_.size()) - counted_);
    line_ += static_cast<std::size_t>(std::count(passed.begin(), passed.end(), '\n'));
    counted_ += passed.size();
    return line_;
  }

  Problem fault(std::string message) {
    return {Severity::error, fmt::format("line {}", line()), std::move(message)};
  }

  // False for the end of what is not open.
  bool take_tag(std::string_view tag) {
    std::string_view inside = tag.substr(1, tag.size() - 2);
    if (inside.starts_with('/')) {
      inside.remove_prefix(1);
      return close(trim(inside));
    }
    const bool is_empty = inside.ends_with('/');
    if (is_empty) inside.remove_suffix(1);
    std::string_view rest = inside;
    const std::string_view name = take_word(rest);
    if (name == "component") components_.push_back({.type = attribute(inside, "type")});
    open_.push_back({std::string(name), at_, at_ + tag.size(), line()});
    return !is_empty || close(name);
  }

  bool close(std::string_view name) {
    if (open_.empty() || open_.back().name != name) return false;
    const Element element = open_.back();
    open_.pop_back();
    if (components_.empty()) return true;
    MetainfoComponent& component = components_.back();
    const std::string_view parent = open_.empty() ? std::string_view() : open_.back().name;
    const TextRange whole{element.begin, at_ + text_.substr(at_).find('>') + 1};
    const auto inside = [&] {
      const std::size_t end = std::max(at_, element.inside);
      return unescaped(trim(text_.substr(element.inside, end - element.inside)));
    };
    if (name == "component") component.end = at_;
    if (name == "id" && parent == "component") component.id = inside();
    if (name == "pkgname" && parent == "component") component.packages.push_back(inside());
    if (name == "provides" && component.provides.end == 0) component.provides = whole;
    if (name == "modalias" && parent == "provides")
      component.modaliases.push_back({inside(), element.line, whole});
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t counted_ = 0;
  std::size_t line_ = 1;
  std::vector<Element> open_{};
  std::vector<MetainfoComponent> components_{};
};

// The blanks before a place in its line.
std::string_view indentation_at(std::string_view text, std::size_t place) {
  const auto line = text.rfind('\n', place == 0 ? 0 : place - 1);
  const std::size_t begin = line == no_place ? 0 : line + 1;
  const std::string_view before = text.substr(begin, place - std::min(place, begin));
  return trim(before).empty() ? before : std::string_view();
}

// The text without these elements, and without the lines that they leave empty.
std::string without(std::string_view text, const std::vector<MetainfoModalias>& elements,
                    std::size_t& place) {
  std::string out;
  std::size_t from = 0;
  std::size_t removed = 0;
  for (const MetainfoModalias& one : elements) {
    const std::size_t blanks = indentation_at(text, one.element.begin).size();
    std::size_t begin = one.element.begin - blanks;
    std::size_t end = one.element.end;
    // It is within another one that is gone already.
    if (begin < from) continue;
    if (end < text.size() && text[end] == '\n' && (begin == 0 || text[begin - 1] == '\n')) ++end;
    out += text.substr(from, begin - from);
    if (one.element.begin < place) removed += end - begin;
    from = end;
  }
  out += text.substr(from);
  place -= removed;
  return out;
}

}  // namespace

Result<std::vector<MetainfoComponent>> parse_metainfo(std::string_view text) {
  return MetainfoReader(text).read();
}

std::string modalias_elements(const std::vector<std::string>& patterns,
                              std::string_view indentation) {
  std::string text;
  for (const std::string& pattern : patterns)
    text += fmt::format("{}<modalias>{}</modalias>\n", indentation, escape_for_xml(pattern));
  return text;
}

std::string with_modaliases(std::string_view text, const MetainfoComponent& component,
                            const std::vector<std::string>& patterns) {
  const std::string_view provides =
      text.substr(component.provides.begin, component.provides.end - component.provides.begin);
  const bool is_empty = provides.ends_with("/>");
  const bool has_end = !provides.empty() && !is_empty;
  std::size_t place = component.end;
  if (has_end) place = component.provides.begin + provides.rfind("</");
  if (is_empty) place = component.provides.begin;
  const std::string_view indent = indentation_at(text, place);
  std::string out = without(text, component.modaliases, place);
  if (is_empty) out.erase(place, provides.size());
  const std::size_t line = place - indent.size();
  if (has_end) {
    const bool is_own_line = line == 0 || out[line - 1] == '\n';
    const std::string inner = std::string(indent) + "  ";
    return out.insert(is_own_line ? line : place,
                      (is_own_line ? "" : "\n") + modalias_elements(patterns, inner));
  }
  // In `<provides/>` the place is already one level deeper than in `</component>`, and indented.
  const std::string outer = std::string(indent) + (is_empty ? "" : "  ");
  return out.insert(
      is_empty ? place : line,
      fmt::format("{}<provides>\n{}{}</provides>{}", is_empty ? "" : outer,
                  modalias_elements(patterns, outer + "  "), outer, is_empty ? "" : "\n"));
}

}  // namespace ko2alias
