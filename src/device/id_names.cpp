// Reads the tree line by line into two sorted lists of paths, vendors and classes. Looking a name
// up is then a binary search.
#include "device/id_names.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace ko2alias {
namespace {

using Id = IdNames::Id;

// The whole text as a hex number of so many digits.
Id to_id(std::string_view text, std::size_t digits) {
  std::uint32_t id = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, id, 16);
  return text.size() == digits && error == std::errc() && stop == end ? Id{id} : IdNames::unknown;
}

constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }

// Takes the id at the front of a line, and the blanks behind it.
Id take_id(std::string_view& line, std::size_t digits) {
  const auto id_end = std::find_if(line.begin(), line.end(), is_blank);
  const auto next = std::find_if_not(id_end, line.end(), is_blank);
  const auto id_size = static_cast<std::size_t>(id_end - line.begin());
  const Id id = to_id(line.substr(0, id_size), digits);
  line.remove_prefix(static_cast<std::size_t>(next - line.begin()));
  return id;
}

// Goes down and up the tree with the lines of a text.
class TreeReader {
 public:
  // Whether the line gives a name; `line` is then the name.
  bool read(std::string_view& line) {
    const std::size_t depth = std::min(line.find_first_not_of('\t'), line.size());
    line.remove_prefix(depth);
    // Empty lines and comments do not end anything in the tree.
    if (line.empty() || line.front() == '#') return false;
    if (depth == 0) is_class_ = line.starts_with("C ");
    if (depth == 0 && is_class_) line.remove_prefix(2);
    return depth <= 2 && read_ids(line, depth);
  }

  [[nodiscard]] bool is_class() const { return is_class_; }
  [[nodiscard]] const IdNames::Path& path() const { return path_; }

 private:
  // The ids of a wrong line stay in the path as unknown, so that the lines below it are not given
  // to another device.
  bool read_ids(std::string_view& line, std::size_t depth) {
    const std::size_t end = depth == 2 && !is_class_ ? 4 : depth + 1;
    std::fill(path_.begin() + depth, path_.end(), IdNames::none);
    for (std::size_t i = depth; i < end; ++i) path_[i] = take_id(line, is_class_ ? 2 : 4);
    return std::all_of(path_.begin(), path_.begin() + end, [](Id id) { return id >= 0; });
  }

  IdNames::Path path_{IdNames::none, IdNames::none, IdNames::none, IdNames::none};
  bool is_class_ = false;
};

bool is_control(unsigned char c) { return c < 0x20 || c == 0x7f; }

// U+0080 to U+009F are control characters too, which some terminals obey like those of ASCII.
bool is_control_pair(unsigned char first, unsigned char second) {
  return first == 0xc2 && second >= 0x80 && second <= 0x9f;
}

std::string without_controls(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (is_control(out[i]))
      out[i] = ' ';
    else if (i + 1 < out.size() && is_control_pair(out[i], out[i + 1]))
      out[i] = out[i + 1] = ' ';
  out.erase(out.find_last_not_of(' ') + 1);
  return out;
}

}  // namespace

IdNames::IdNames(std::string text) : text_(std::move(text)) {
  // Most lines have some 30 bytes.
  vendors_.reserve(text_.size() / 24);
  TreeReader reader;
  const std::string_view all = text_;
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = std::min(all.find('\n', begin), all.size());
    std::string_view line = all.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (reader.read(line)) {
      const auto name_begin = static_cast<std::size_t>(line.data() - all.data());
      (reader.is_class() ? classes_ : vendors_).push_back({reader.path(), name_begin, line.size()});
    }
    begin = end + 1;
  }
  sort(vendors_);
  sort(classes_);
}

// The real texts are sorted, or nearly so: looking is cheaper than sorting.
void IdNames::sort(std::vector<Name>& names) {
  const auto by_path = [](const Name& a, const Name& b) { return a.path < b.path; };
  if (!std::is_sorted(names.begin(), names.end(), by_path))
    std::stable_sort(names.begin(), names.end(), by_path);
}

std::string IdNames::find(const std::vector<Name>& names, const Path& path) const {
  const auto found =
      std::lower_bound(names.begin(), names.end(), path,
                       [](const Name& name, const Path& wanted) { return name.path < wanted; });
  if (found == names.end() || found->path != path) return {};
  return without_controls(std::string_view(text_).substr(found->begin, found->size));
}

}  // namespace ko2alias
