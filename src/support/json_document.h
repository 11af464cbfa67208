// JSON as all formats write it: indented by one blank, and bytes that are no UTF-8 replaced.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace ko2alias {

/// A value with its lines behind the first one indented by `depth`, without a line end.
inline std::string json_text(const nlohmann::ordered_json& value, std::size_t depth = 0) {
  using Json = nlohmann::ordered_json;
  std::string text = value.dump(1, ' ', false, Json::error_handler_t::replace);
  if (depth == 0) return text;
  std::string indented;
  indented.reserve(text.size() + text.size() / 4);
  // A line end within a text is written `\n`, so each of these ends a line.
  for (std::size_t at = 0, end = 0; end != std::string::npos; at = end + 1) {
    end = text.find('\n', at);
    indented.append(text, at, end - at);
    if (end != std::string::npos) indented.append(1, '\n').append(depth, ' ');
  }
  return indented;
}

/// An object that is written member by member, so that its long arrays are never whole as values.
class JsonDocument {
 public:
  void add(std::string_view key, const nlohmann::ordered_json& value) {
    begin(key);
    text_ += json_text(value, 1);
  }

  /// Adds an array of what `value_of` makes of each item.
  template <class Items, class ValueOf>
  void add_array(std::string_view key, const Items& items, ValueOf value_of) {
    begin(key);
    text_ += '[';
    bool is_first = true;
    for (const auto& item : items) {
      text_.append(is_first ? "\n  " : ",\n  ").append(json_text(value_of(item), 2));
      is_first = false;
    }
    text_ += is_first ? "]" : "\n ]";
  }

  /// The whole document.
  [[nodiscard]] std::string text() && { return std::move(text_) + "\n}\n"; }

 private:
  void begin(std::string_view key) {
    text_.append(text_.empty() ? "{" : ",").append("\n \"").append(key).append("\": ");
  }

  std::string text_;
};

}  // namespace ko2alias
