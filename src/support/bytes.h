// A bounds-checked view of bytes in either byte order, and sizes that cannot wrap around.
//
//   const Bytes table = …;                          // from a file: anything may be in it
//   if (auto entry = table.slice(64, 32)) …         // nothing if the table is shorter
//   entry->number(0, 4)                             // an unsigned number of 4 bytes at offset 0
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "ko2alias/abi.h"

namespace ko2alias {

/// a × b, or nothing where that wraps around.
constexpr std::optional<std::uint64_t> checked_multiply(std::uint64_t a, std::uint64_t b) {
  if (a != 0 && b > UINT64_MAX / a) return std::nullopt;
  return a * b;
}

/// Whether [offset, offset + length) lies within `size` bytes.
constexpr bool is_within(std::uint64_t offset, std::uint64_t length, std::uint64_t size) {
  return offset <= size && length <= size - offset;
}

class Bytes {
 public:
  constexpr Bytes() = default;
  constexpr Bytes(std::string_view data, ByteOrder order) : data_(data), order_(order) {}

  [[nodiscard]] constexpr std::size_t size() const { return data_.size(); }
  [[nodiscard]] constexpr std::string_view text() const { return data_; }
  [[nodiscard]] constexpr ByteOrder order() const { return order_; }

  /// The `length` bytes at `offset`, or nothing where they reach beyond the end.
  [[nodiscard]] constexpr std::optional<Bytes> slice(std::uint64_t offset,
                                                     std::uint64_t length) const {
    if (!is_within(offset, length, size())) return std::nullopt;
    return Bytes(data_.substr(offset, length), order_);
  }

  /// The unsigned number in the `width` (1 to 8) bytes at `offset`. The caller has checked that
  /// they are there.
  [[nodiscard]] constexpr std::uint64_t number(std::size_t offset, std::size_t width) const {
    assert(is_within(offset, width, size()));
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i) {
      const std::size_t at = order_ == ByteOrder::big ? i : width - 1 - i;
      value = value << 8 | static_cast<unsigned char>(data_[offset + at]);
    }
    return value;
  }

  /// The bytes from `offset` to the first NUL, or to the end where there is none.
  [[nodiscard]] constexpr std::string_view c_string(std::size_t offset) const {
    const std::string_view rest = data_.substr(std::min(offset, size()));
    return rest.substr(0, rest.find('\0'));
  }

  [[nodiscard]] constexpr bool is_all_zero() const {
    return data_.find_first_not_of('\0') == std::string_view::npos;
  }

 private:
  std::string_view data_;
  ByteOrder order_ = ByteOrder::little;
};

}  // namespace ko2alias
