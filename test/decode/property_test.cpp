// Properties that hold for any bytes and any values, for every struct of every bus. The tests are
// random, seeded and bounded.
#include <random>

#include "bus/buses.h"
#include "decode/fit.h"
#include "describe/entry.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

using Random = std::mt19937;
constexpr std::uint32_t seed = 20250117;

struct Described {
  const Bus* bus;
  const Variant* variant;
};

std::vector<Described> every_variant() {
  std::vector<Described> all;
  for (const Bus* bus : all_buses())
    for (const Variant& variant : bus->variants) all.push_back({bus, &variant});
  return all;
}

std::string name_of(const Described& described) {
  return std::string(described.bus->type) + " " +
         std::to_string(described.variant - described.bus->variants.data()) + ", seed " +
         std::to_string(seed);
}

// A release that has this variant.
Release release_of(const Variant& variant) {
  return variant.since.mainline.major != stable_only.mainline.major ? variant.since.mainline
                                                                    : variant.since.stable[0];
}

// Bytes of one of a few tempers: any, text, mostly zero, mostly ones.
std::string random_bytes(Random& random, std::size_t size) {
  const unsigned temper = random() % 4;
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) {
    const unsigned any = random();
    const bool is_rare = any % 8 == 0;
    const unsigned byte = temper == 0   ? any >> 8
                          : temper == 1 ? ' ' + (any >> 8) % 95
                          : temper == 2 ? (is_rare ? any >> 8 : 0)
                                        : (is_rare ? any >> 8 : 0xff);
    bytes += static_cast<char>(byte & 0xff);
  }
  return bytes;
}

std::uint64_t random_number(Random& random, std::size_t width) {
  const std::uint64_t all_ones = width == 8 ? ~0ULL : (1ULL << (8 * width)) - 1;
  switch (random() % 5) {
    case 0: return 0;
    case 1: return all_ones;
    case 2: return random() % 10;
    default: return ((std::uint64_t{random()} << 32) | random()) & all_ones;
  }
}

// Ends in a NUL, so that nothing behind it matters.
std::string random_text(Random& random, std::size_t size) {
  const bool is_guid = size == 37 && random() % 2 == 0;
  if (is_guid) return "8D9DDCBC-A997-11da-b012-B622A1EF5492";
  std::string text = random_bytes(random, random() % size);
  return text.substr(0, text.find('\0'));
}

// One value for each member, the same for every ABI.
struct Value {
  std::uint64_t number = 0;
  std::string text{};
  std::vector<std::uint64_t> more{};
};

std::vector<Value> random_values(Random& random, const Variant& variant) {
  std::vector<Value> values;
  for (const Member& member : variant.members) {
    Value value;
    if (member.scalar == Scalar::chars)
      value.text =
          member.is_text ? random_text(random, member.count) : random_bytes(random, member.count);
    else if (member.scalar == Scalar::bitmap)
      for (unsigned bit = 0; bit <= member.last_bit; ++bit)
        value.more.push_back(random() % 4 == 0 ? 1 : 0);
    else
      // A word holds what fits 32 bits.
      for (unsigned i = 0; i < member.count; ++i)
        value.more.push_back(
            random_number(random, std::min<std::size_t>(4, scalar_size(member.scalar, lp64))));
    values.push_back(std::move(value));
  }
  return values;
}

void add_bitmap(EntryBytes& bytes, const Value& value) {
  const std::size_t width = bytes.abi().word_size * 8U;
  for (std::size_t start = 0; start < value.more.size(); start += width) {
    std::uint64_t word = 0;
    for (std::size_t i = start; i < std::min(start + width, value.more.size()); ++i)
      word |= value.more[i] << (i - start);
    bytes.word(word);
  }
}

void add_member(EntryBytes& bytes, const Member& member, const Value& value) {
  if (member.alignment != 0)
    bytes.align(member.alignment == to_word ? bytes.abi().word_size : member.alignment);
  if (member.scalar == Scalar::chars) bytes.chars(value.text, member.count);
  if (member.scalar == Scalar::bitmap) add_bitmap(bytes, value);
  if (member.scalar == Scalar::chars || member.scalar == Scalar::bitmap) return;
  for (const std::uint64_t number : value.more) switch (member.scalar) {
      case Scalar::u8: bytes.u8(number); break;
      case Scalar::u16: bytes.u16(number); break;
      case Scalar::u32: bytes.u32(number); break;
      default: bytes.word(number); break;
    }
}

// The aliases of the entries, and why others have none.
strings written(const Variant& variant, const Abi& abi,
                const std::vector<std::vector<Value>>& entries) {
  std::vector<EntryBytes> table;
  for (const auto& values : entries) {
    table.push_back(entry(abi));
    for (std::size_t i = 0; i < values.size(); ++i)
      add_member(table.back(), variant.members[i], values[i]);
  }
  const std::string bytes = table_of(table);
  const TableView view(variant, abi, abi.order, bytes);
  REQUIRE(bytes.size() == (entries.size() + 1) * view.layout.size);
  AliasSink out;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    write_aliases(Entry(view, i), variant, out);
    if (!out.aliases.empty()) out.previous = out.aliases.back();
  }
  strings all = out.aliases;
  for (const AliasSink::Refusal& refusal : out.refusals) all.push_back(refusal.reason);
  return all;
}

}  // namespace

TEST_CASE("property: random bytes in a table of any type never crash", "[property]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, i386, m68k);
  Random random(seed);
  std::size_t aliases = 0;
  for (const Described& described : every_variant()) {
    CAPTURE(abi, name_of(described));
    const std::size_t size = entry_size(*described.variant, abi);
    for (int round = 0; round < 8; ++round) {
      const std::size_t count = random() % 6;
      const bool has_terminator = random() % 8 != 0;
      const bool is_cut = random() % 8 == 0;
      std::string bytes =
          random_bytes(random, size * count) + (has_terminator ? std::string(size, '\0') : "");
      if (is_cut) bytes.resize(bytes.size() - std::min<std::size_t>(bytes.size(), random() % size));
      const Spelling spelling = static_cast<Spelling>(random() % 4);
      const std::string elf = module_of(
          abi, {{.symbol = symbol_of(spelling, described.bus->type), .bytes = std::move(bytes)}});
      // As the release that the struct is of, and as nobody says which.
      DecodeOptions options;
      if (round % 2 == 0) options.kernel = release_of(*described.variant);
      const Decoded decoded = decode(elf, options);
      for (const Alias& alias : decoded.module.aliases) {
        CHECK(alias.table == 0);
        CHECK(alias.entry < decoded.module.tables[0].entries);
        CHECK(alias.pattern.find_first_of("\r\n") == std::string::npos);
      }
      aliases += decoded.module.aliases.size();
    }
  }
  CHECK(aliases > 1000);
}

TEST_CASE("property: how well random bytes fit a variant never crashes", "[property]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  Random random(seed);
  for (const Described& described : every_variant())
    for (std::size_t size = 0; size < 3 * entry_size(*described.variant, abi); ++size) {
      const Fit fit = fit_of(*described.variant, abi, random_bytes(random, size));
      if (fit.implausible > fit.entries) FAIL(name_of(described) << ", " << size << " bytes");
    }
  SUCCEED();
}

TEST_CASE("property: the same values give the same aliases in every kind", "[property]") {
  Random random(seed);
  for (const Described& described : every_variant()) {
    CAPTURE(name_of(described));
    // The slot's bits stand elsewhere in the other byte order.
    if (described.bus->type == "dmi") continue;
    for (int round = 0; round < (has_time() ? 50 : 15); ++round) {
      std::vector<std::vector<Value>> entries;
      for (int i = 0; i < 3; ++i) entries.push_back(random_values(random, *described.variant));
      const strings wanted = written(*described.variant, lp64_le, entries);
      for (const Abi& abi : {lp64_be, ilp32_le, ilp32_be, i386, m68k}) {
        CAPTURE(abi);
        CHECK(written(*described.variant, abi, entries) == wanted);
      }
    }
  }
}

TEST_CASE("property: what a compiler lays down fits its own variant", "[property]") {
  Random random(seed);
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  for (const Described& described : every_variant()) {
    CAPTURE(abi, name_of(described));
    EntryBytes bytes = entry(abi);
    // Sane values: one in each number, a letter in each text.
    for (const Member& member : described.variant->members) {
      Value value{.text = member.is_text ? "a" : std::string(member.count, '\1')};
      if (member.scalar == Scalar::bitmap)
        value.more.assign(member.last_bit + 1U, 1);
      else
        value.more.assign(member.count, 1);
      add_member(bytes, member, value);
    }
    const Fit fit = fit_of(*described.variant, abi, table_of({bytes, bytes}));
    CHECK(fit.is_possible());
    CHECK(fit.entries == 2);
    CHECK(fit.implausible == 0);
  }
}

}  // namespace ko2alias::test
