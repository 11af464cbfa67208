// The rules by which an object file's target machine lays out structs.
#pragma once

#include <cstdint>

namespace ko2alias {

enum class ByteOrder : std::uint8_t { little, big };

/// Word size, byte order and alignment cap of a target. The word is the kernel's `kernel_ulong_t`:
/// 4 or 8 bytes, pointers alike. No scalar is aligned to more than `alignment_cap` bytes: 8 in
/// general, 4 on i386, 2 on m68k.
struct Abi {
  std::uint8_t word_size = 8;
  ByteOrder order = ByteOrder::little;
  std::uint8_t alignment_cap = 8;

  friend constexpr bool operator==(const Abi&, const Abi&) = default;
};

constexpr Abi lp64{.word_size = 8};
constexpr Abi ilp32{.word_size = 4};
constexpr Abi i386{.word_size = 4, .alignment_cap = 4};
constexpr Abi m68k{.word_size = 4, .order = ByteOrder::big, .alignment_cap = 2};

}  // namespace ko2alias
