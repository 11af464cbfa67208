#include "support/bytes.h"

#include "kit/kit.h"

namespace ko2alias::test {
namespace {

constexpr std::string_view eight("\x01\x02\x03\x04\x05\x06\x07\xf8", 8);

}  // namespace

TEST_CASE("bytes: a number has the order of its file", "[bytes]") {
  struct Row {
    std::size_t offset, width;
    std::uint64_t little, big;
  };
  const Row row = GENERATE(values<Row>({{0, 1, 0x01, 0x01},
                                        {7, 1, 0xf8, 0xf8},
                                        {0, 2, 0x0201, 0x0102},
                                        {1, 2, 0x0302, 0x0203},
                                        {0, 4, 0x04030201, 0x01020304},
                                        {4, 4, 0xf8070605, 0x050607f8},
                                        {0, 8, 0xf807060504030201, 0x01020304050607f8}}));
  CHECK(Bytes(eight, ByteOrder::little).number(row.offset, row.width) == row.little);
  CHECK(Bytes(eight, ByteOrder::big).number(row.offset, row.width) == row.big);
}

TEST_CASE("bytes: a slice lies within or is nothing", "[bytes]") {
  const Bytes bytes(eight, ByteOrder::big);
  CHECK(bytes.slice(0, 8)->text() == eight);
  CHECK(bytes.slice(2, 3)->text() == eight.substr(2, 3));
  CHECK(bytes.slice(2, 3)->order() == ByteOrder::big);
  CHECK(bytes.slice(8, 0)->size() == 0);
  CHECK_FALSE(bytes.slice(8, 1));
  CHECK_FALSE(bytes.slice(9, 0));
  CHECK_FALSE(bytes.slice(1, 8));
  CHECK_FALSE(bytes.slice(1, UINT64_MAX));
  CHECK_FALSE(bytes.slice(UINT64_MAX, 1));
}

TEST_CASE("bytes: a text ends at its NUL or with the bytes", "[bytes]") {
  const Bytes bytes(std::string_view("ab\0cd", 5), ByteOrder::little);
  CHECK(bytes.c_string(0) == "ab");
  CHECK(bytes.c_string(1) == "b");
  CHECK(bytes.c_string(2).empty());
  CHECK(bytes.c_string(3) == "cd");
  CHECK(bytes.c_string(5).empty());
  CHECK(bytes.c_string(1000).empty());
}

TEST_CASE("bytes: all zero", "[bytes]") {
  CHECK(Bytes().is_all_zero());
  CHECK(Bytes(std::string_view("\0\0\0", 3), ByteOrder::big).is_all_zero());
  CHECK_FALSE(Bytes(std::string_view("\0\0\x80", 3), ByteOrder::big).is_all_zero());
}

TEST_CASE("bytes: a range is within a size without wrapping around", "[bytes]") {
  STATIC_REQUIRE(is_within(0, 0, 0));
  STATIC_REQUIRE(is_within(3, 5, 8));
  STATIC_REQUIRE_FALSE(is_within(3, 6, 8));
  STATIC_REQUIRE_FALSE(is_within(9, 0, 8));
  STATIC_REQUIRE_FALSE(is_within(UINT64_MAX, UINT64_MAX, 8));
  STATIC_REQUIRE_FALSE(is_within(2, UINT64_MAX - 1, UINT64_MAX));
  STATIC_REQUIRE(is_within(UINT64_MAX, 0, UINT64_MAX));
}

TEST_CASE("bytes: a product that wraps around is nothing", "[bytes]") {
  STATIC_REQUIRE(checked_multiply(6, 7) == 42);
  STATIC_REQUIRE(checked_multiply(0, UINT64_MAX) == 0);
  STATIC_REQUIRE(checked_multiply(UINT64_MAX, 0) == 0);
  STATIC_REQUIRE(checked_multiply(UINT64_MAX, 1) == UINT64_MAX);
  STATIC_REQUIRE(checked_multiply(1ULL << 32, (1ULL << 32) - 1) == 0xffffffff00000000);
  STATIC_REQUIRE_FALSE(checked_multiply(1ULL << 32, 1ULL << 32));
  STATIC_REQUIRE_FALSE(checked_multiply(2, UINT64_MAX / 2 + 1));
}

}  // namespace ko2alias::test
