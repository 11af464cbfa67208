// Modules made in the test: the bytes of entries, tables, and whole ELF files of any kind.
//
//   const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
//   CHECK(aliases_of("sdio", entry(abi).u8(0xff).u16(0x02d0).u16(0xffff).word(0)) ==
//         strings{"sdio:c*v02D0d*"});
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "kit/catch.h"
#include "kit/yaml.h"
#include "ko2alias/decode.h"

namespace ko2alias::test {

constexpr Abi lp64_le = lp64;
constexpr Abi lp64_be{.word_size = 8, .order = ByteOrder::big};
constexpr Abi ilp32_le = ilp32;
constexpr Abi ilp32_be{.word_size = 4, .order = ByteOrder::big};
constexpr Abi all_kinds[] = {lp64_le, lp64_be, ilp32_le, ilp32_be};

using strings = std::vector<std::string>;

/// A number as an object file of that byte order holds it.
std::string number_bytes(std::uint64_t value, std::size_t width, ByteOrder order);

/// The bytes of one struct, its members aligned as C does on the ABI and padded at its end.
class EntryBytes {
 public:
  explicit EntryBytes(const Abi& abi) : abi_(abi) {}

  EntryBytes& u8(std::uint64_t value) { return scalar(value, 1); }
  EntryBytes& u16(std::uint64_t value) { return scalar(value, 2); }
  EntryBytes& u32(std::uint64_t value) { return scalar(value, 4); }
  /// A `kernel_ulong_t` or a pointer.
  EntryBytes& word(std::uint64_t value) { return scalar(value, abi_.word_size); }
  /// `text` in an array of `size` bytes, zeros behind it.
  EntryBytes& chars(std::string_view text, std::size_t size);
  /// `count` words of zero.
  EntryBytes& zero_words(std::size_t count);
  /// The next member has an explicit alignment.
  EntryBytes& align(std::size_t alignment);

  [[nodiscard]] const Abi& abi() const { return abi_; }
  /// The whole struct.
  [[nodiscard]] std::string bytes() const;

 private:
  EntryBytes& scalar(std::uint64_t value, std::size_t width);

  Abi abi_;
  std::string bytes_;
  std::size_t strictest_ = 1;
};

inline EntryBytes entry(const Abi& abi) { return EntryBytes(abi); }

/// The entries and the terminator.
std::string table_of(const std::vector<EntryBytes>& entries);

/// A table symbol and the bytes that it marks.
struct TestTable {
  std::string symbol{};
  std::string bytes{};
  bool is_object = true;
  bool is_local = false;
  /// The section's type; `SHT_NOBITS` has no bytes in the file, only their number counts.
  std::string section_type = "SHT_PROGBITS";
};

/// A symbol's name in one of the four spellings.
std::string symbol_of(Spelling spelling, std::string_view type, std::string_view table = "ids",
                      std::string_view module = "test");

/// A relocatable ELF file with these tables, each in a section of its own, and these `.modinfo`
/// records.
std::string module_of(const Abi& abi, const std::vector<TestTable>& tables,
                      const strings& modinfo = {"license=GPL", "name=test"});

/// A decoded module, with all that its views look into.
struct Decoded {
  std::unique_ptr<Source> source;
  ModuleImage image;
  DecodedModule module;

  [[nodiscard]] strings patterns() const;
  /// Each problem as `warning: place: message`.
  [[nodiscard]] strings problems() const;
};

/// Opens and decodes a module. A text that is no ELF file fails the test.
Decoded decode(std::string elf, const DecodeOptions& options = {}, std::string name = "test.ko");

/// The options for a kernel of that release, as `--kernel` sets them.
DecodeOptions as_kernel(std::string_view release);

/// One table of that type in a module, decoded as a kernel of that release does.
Decoded decode_table(std::string_view type, std::string_view release,
                     const std::vector<EntryBytes>& entries);

/// The newest release that ko2alias knows.
constexpr std::string_view newest = "7.3";

/// The aliases of a table of that type.
strings aliases_of(std::string_view type, std::string_view release,
                   const std::vector<EntryBytes>& entries);
template <std::same_as<EntryBytes>... Entries>
strings aliases_of(std::string_view type, std::string_view release, const Entries&... entries) {
  return aliases_of(type, release, std::vector<EntryBytes>{entries...});
}
template <std::same_as<EntryBytes>... Entries>
strings aliases_of(std::string_view type, const Entries&... entries) {
  return aliases_of(type, newest, std::vector<EntryBytes>{entries...});
}

/// The bytes of a file.
std::string read_file(const std::string& path);

/// A file in the source tree.
std::string source_path(std::string_view relative);

/// Whether the tests may take their time, as in `./run test --all`: more seeds, larger inputs.
bool has_time();

/// The problem's text as a command prints it, without the file.
std::string to_text(const Problem& problem);

/// Whether the text holds `part`. A check that fails for want of it shows the text.
bool contains(std::string_view text, std::string_view part);

/// Whether any of the texts holds `part`.
bool any_contains(const strings& texts, std::string_view part);

}  // namespace ko2alias::test

namespace ko2alias {

// These are for Catch's messages.
std::ostream& operator<<(std::ostream& out, const Abi& abi);
std::ostream& operator<<(std::ostream& out, const Release& release);
std::ostream& operator<<(std::ostream& out, const Problem& problem);

}  // namespace ko2alias
