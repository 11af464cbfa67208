// Tells names that were seen before from new ones.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <unordered_set>

namespace ko2alias {

/// A few names, as nearly all devices have, are compared, and take no memory of their own; of
/// thousands each further one is looked up. The names stay the caller's.
class SeenNames {
 public:
  /// Whether the name is new.
  bool add(std::string_view name) {
    const auto end = few_.begin() + static_cast<std::ptrdiff_t>(count_);
    if (std::find(few_.begin(), end, name) != end) return false;
    if (count_ == few_.size()) return many_.insert(name).second;
    few_[count_++] = name;
    return true;
  }

 private:
  std::array<std::string_view, 8> few_{};
  std::size_t count_ = 0;
  std::unordered_set<std::string_view> many_;
};

}  // namespace ko2alias
