// The offsets at which C puts the members of a struct: a constexpr function of the ABI.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "describe/member.h"
#include "ko2alias/abi.h"

namespace ko2alias {

constexpr std::size_t most_members = 20;

struct Layout {
  std::array<std::uint16_t, most_members> offset{};
  std::uint16_t size = 0;
  std::uint16_t alignment = 1;
};

constexpr std::size_t scalar_size(Scalar scalar, const Abi& abi) {
  switch (scalar) {
    case Scalar::u8:
    case Scalar::chars: return 1;
    case Scalar::u16: return 2;
    case Scalar::u32: return 4;
    default: return abi.word_size;
  }
}

constexpr std::size_t element_count(const Member& member, const Abi& abi) {
  return member.scalar == Scalar::bitmap ? member.last_bit / (abi.word_size * 8U) + 1
                                         : member.count;
}

constexpr std::size_t member_size(const Member& member, const Abi& abi) {
  return scalar_size(member.scalar, abi) * element_count(member, abi);
}

constexpr std::size_t member_alignment(const Member& member, const Abi& abi) {
  if (member.alignment == to_word) return abi.word_size;
  if (member.alignment != 0) return member.alignment;
  return std::min<std::size_t>(scalar_size(member.scalar, abi), abi.alignment_cap);
}

constexpr std::size_t round_up(std::size_t size, std::size_t alignment) {
  return (size + alignment - 1) / alignment * alignment;
}

constexpr Layout layout_of(std::span<const Member> members, const Abi& abi) {
  Layout layout;
  std::size_t end = 0;
  std::size_t strictest = 1;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const std::size_t alignment = member_alignment(members[i], abi);
    const std::size_t start = round_up(end, alignment);
    layout.offset[i] = static_cast<std::uint16_t>(start);
    end = start + member_size(members[i], abi);
    strictest = std::max(strictest, alignment);
  }
  layout.size = static_cast<std::uint16_t>(round_up(end, strictest));
  layout.alignment = static_cast<std::uint16_t>(strictest);
  return layout;
}

}  // namespace ko2alias
