// Finds the fields of ELF headers by the offsets that the ELF specification gives them.
#include "kit/elf_patch.h"

#include "kit/kit.h"
#include "support/bytes.h"

namespace ko2alias::test {

ElfPatch::ElfPatch(std::string elf)
    : elf_(std::move(elf)),
      is_64_(elf_.at(4) == 2),
      order_(elf_.at(5) == 2 ? ByteOrder::big : ByteOrder::little) {}

ElfPatch::Place ElfPatch::place_of(HeaderField field) const {
  const std::size_t word = is_64_ ? 8 : 4;
  switch (field) {
    case HeaderField::type: return {16, 2};
    case HeaderField::machine: return {18, 2};
    case HeaderField::shoff: return {24 + 2 * word, word};
    case HeaderField::shentsize: return {34 + 3 * word, 2};
    case HeaderField::shnum: return {36 + 3 * word, 2};
    case HeaderField::shstrndx: break;
  }
  return {38 + 3 * word, 2};
}

ElfPatch::Place ElfPatch::place_of(std::size_t section, SectionField field) const {
  const std::size_t word = is_64_ ? 8 : 4;
  const std::size_t start = header(HeaderField::shoff) + section * (is_64_ ? 64 : 40);
  switch (field) {
    case SectionField::name: return {start, 4};
    case SectionField::type: return {start + 4, 4};
    case SectionField::flags: return {start + 8, word};
    case SectionField::address: return {start + 8 + word, word};
    case SectionField::offset: return {start + 8 + 2 * word, word};
    case SectionField::size: return {start + 8 + 3 * word, word};
    case SectionField::link: return {start + 8 + 4 * word, 4};
    case SectionField::info: return {start + 12 + 4 * word, 4};
    case SectionField::align: return {start + 16 + 4 * word, word};
    case SectionField::entsize: break;
  }
  return {start + 16 + 5 * word, word};
}

ElfPatch::Place ElfPatch::place_of_symbol(std::size_t index, SymbolField field) const {
  const std::size_t table = section(find_section_of_type(2), SectionField::offset);
  const std::size_t start = table + index * (is_64_ ? 24 : 16);
  switch (field) {
    case SymbolField::name: return {start, 4};
    case SymbolField::info: return {start + (is_64_ ? 4 : 12), 1};
    case SymbolField::shndx: return {start + (is_64_ ? 6 : 14), 2};
    case SymbolField::value: return is_64_ ? Place{start + 8, 8} : Place{start + 4, 4};
    case SymbolField::size: break;
  }
  return is_64_ ? Place{start + 16, 8} : Place{start + 8, 4};
}

std::uint64_t ElfPatch::get(Place place) const {
  return Bytes(elf_, order_).number(place.offset, place.width);
}

ElfPatch& ElfPatch::put(Place place, std::uint64_t value) {
  elf_.replace(place.offset, place.width, number_bytes(value, place.width, order_));
  return *this;
}

ElfPatch& ElfPatch::set(HeaderField field, std::uint64_t value) {
  return put(place_of(field), value);
}
ElfPatch& ElfPatch::set(std::size_t section, SectionField field, std::uint64_t value) {
  return put(place_of(section, field), value);
}
ElfPatch& ElfPatch::set_symbol(std::size_t index, SymbolField field, std::uint64_t value) {
  return put(place_of_symbol(index, field), value);
}

std::uint64_t ElfPatch::header(HeaderField field) const { return get(place_of(field)); }
std::uint64_t ElfPatch::section(std::size_t index, SectionField field) const {
  return get(place_of(index, field));
}

std::uint64_t ElfPatch::symbol(std::size_t index, SymbolField field) const {
  return get(place_of_symbol(index, field));
}

std::size_t ElfPatch::find_section_of_type(std::uint32_t type) const {
  std::size_t index = 0;
  while (section(index, SectionField::type) != type) ++index;
  return index;
}

namespace {

// Writes sections one behind the other, and their headers behind them all.
class SectionWriter {
 public:
  explicit SectionWriter(const Abi& abi) : abi_(abi) {}

  [[nodiscard]] bool is_64() const { return abi_.word_size == 8; }
  [[nodiscard]] std::string number(std::uint64_t value, std::size_t width) const {
    return number_bytes(value, width, abi_.order);
  }
  [[nodiscard]] std::string word(std::uint64_t value) const {
    return number(value, abi_.word_size);
  }

  void add_header(std::uint32_t type, std::uint64_t offset, std::uint64_t size, std::uint32_t link,
                  std::uint64_t entsize) {
    headers_ += number(0, 4) + number(type, 4) + word(0) + word(0) + word(offset) + word(size) +
                number(link, 4) + number(0, 4) + word(1) + word(entsize);
  }
  void add_section(std::uint32_t type, std::string_view content, std::uint32_t link,
                   std::uint64_t entsize) {
    add_header(type, body_at() + body_.size(), content.size(), link, entsize);
    body_ += content;
    body_.append((8 - body_.size() % 8) % 8, '\0');
  }

  // A relocatable file whose first section header says how many there are and where their names
  // stand.
  [[nodiscard]] std::string file() const {
    std::string header = std::string("\x7f") + "ELF" + (is_64() ? '\2' : '\1') +
                         (abi_.order == ByteOrder::big ? '\2' : '\1') + '\1' + std::string(9, '\0');
    header += number(1, 2) + number(is_64() ? 62 : 20, 2) + number(1, 4) + word(0) + word(0);
    header += word(body_at() + body_.size()) + number(0, 4) + number(body_at(), 2) + number(0, 2) +
              number(0, 2);
    header += number(is_64() ? 64 : 40, 2) + number(0, 2) + number(0xffff, 2);
    return header + body_ + headers_;
  }

 private:
  [[nodiscard]] std::size_t body_at() const { return is_64() ? 64 : 52; }

  Abi abi_;
  std::string body_;
  std::string headers_;
};

}  // namespace

std::string many_sections_module(const Abi& abi, std::uint32_t sections, std::string_view symbol,
                                 std::string_view table) {
  [[maybe_unused]] constexpr std::uint32_t first_reserved = 0xff00;
  assert(sections >= first_reserved);
  SectionWriter elf(abi);
  // Names: NUL, the symbol's.
  const std::string names = '\0' + std::string(symbol) + '\0';
  const std::size_t symbol_size = elf.is_64() ? 24 : 16;
  const std::string value = elf.word(0) + elf.word(table.size());
  const std::string info = elf.number(0x11, 1) + elf.number(0, 1) + elf.number(0xffff, 2);
  const std::string symbols = std::string(symbol_size, '\0') + elf.number(1, 4) +
                              (elf.is_64() ? info + value : value + info);
  const std::string indices = elf.number(0, 4) + elf.number(sections - 1, 4);

  elf.add_header(0, 0, sections, 2, 0);         // the number of sections, and where their names are
  elf.add_section(2, symbols, 2, symbol_size);  // SHT_SYMTAB
  elf.add_section(3, names, 0, 0);              // SHT_STRTAB
  elf.add_section(18, indices, 1, 4);           // SHT_SYMTAB_SHNDX
  for (std::uint32_t i = 4; i < sections - 1; ++i) elf.add_header(1, 0, 0, 0, 0);
  elf.add_section(1, table, 0, 0);  // SHT_PROGBITS
  return elf.file();
}

}  // namespace ko2alias::test
