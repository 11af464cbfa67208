// The hash takes the name four bytes at a time, then the rest, and stirs the bits at the end.
#include "kernel/name_hash.h"

namespace ko2alias {
namespace {

std::uint32_t byte_at(std::string_view name, std::size_t i) {
  return static_cast<unsigned char>(name[i]);
}

std::uint32_t pair_at(std::string_view name, std::size_t i) {
  return byte_at(name, i) | byte_at(name, i + 1) << 8;
}

// Bytes above 127 count as negative numbers, as a signed `char` has them.
std::uint32_t signed_byte_at(std::string_view name, std::size_t i) {
  return static_cast<std::uint32_t>(std::int32_t{static_cast<signed char>(name[i])});
}

// Mixes in the one to three bytes behind the last whole group of four.
std::uint32_t mix_rest(std::uint32_t hash, std::string_view rest) {
  switch (rest.size()) {
    case 3:
      hash += pair_at(rest, 0);
      hash ^= hash << 16;
      hash ^= signed_byte_at(rest, 2) << 18;
      return hash + (hash >> 11);
    case 2:
      hash += pair_at(rest, 0);
      hash ^= hash << 11;
      return hash + (hash >> 17);
    case 1:
      hash += signed_byte_at(rest, 0);
      hash ^= hash << 10;
      return hash + (hash >> 1);
    default: return hash;
  }
}

}  // namespace

std::uint32_t name_hash(std::string_view name) {
  auto hash = static_cast<std::uint32_t>(name.size());
  for (; name.size() >= 4; name.remove_prefix(4)) {
    hash += pair_at(name, 0);
    hash = (hash << 16) ^ ((pair_at(name, 2) << 11) ^ hash);
    hash += hash >> 11;
  }
  hash = mix_rest(hash, name);
  hash ^= hash << 3;
  hash += hash >> 5;
  hash ^= hash << 4;
  hash += hash >> 17;
  hash ^= hash << 25;
  hash += hash >> 6;
  return hash & 511;
}

}  // namespace ko2alias
