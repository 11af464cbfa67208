#include "tiny_elf.h"

#include <algorithm>

namespace ko2alias::judge {
namespace {

// Values of the ELF specification.
constexpr unsigned et_rel = 1;
constexpr unsigned sht_progbits = 1;
constexpr unsigned sht_symtab = 2;
constexpr unsigned sht_strtab = 3;
constexpr unsigned shf_alloc = 2;
constexpr unsigned stb_local = 0;
constexpr unsigned stb_global = 1;
constexpr unsigned stt_notype = 0;
constexpr unsigned stt_object = 1;

// The sections, in the order of their headers; the first header is empty.
constexpr unsigned rodata_index = 1;
constexpr unsigned symtab_index = 3;
constexpr unsigned strtab_index = 4;
constexpr unsigned section_count = 6;

class Writer {
 public:
  explicit Writer(const Abi& abi) : abi_(abi) {}

  void number(std::uint64_t value, unsigned size) {
    for (unsigned i = 0; i < size; ++i) {
      const unsigned byte = abi_.order == ByteOrder::little ? i : size - 1 - i;
      bytes += static_cast<char>(value >> (8 * byte) & 0xff);
    }
  }
  void half(std::uint64_t value) { number(value, 2); }
  void int32(std::uint64_t value) { number(value, 4); }
  /// As wide as an address of the target.
  void word(std::uint64_t value) { number(value, abi_.word_size); }
  void align(std::size_t alignment) {
    bytes.resize((bytes.size() + alignment - 1) / alignment * alignment);
  }

  std::string bytes;

 private:
  Abi abi_;
};

struct SectionPlace {
  std::size_t name = 0;
  unsigned type = 0;
  unsigned flags = 0;
  std::size_t offset = 0;
  std::size_t size = 0;
  unsigned link = 0;
  std::size_t info = 0;
  std::size_t entry_size = 0;
};

class ObjectWriter {
 public:
  ObjectWriter(const ElfKind& kind, std::vector<TableObject> tables, std::string_view modinfo)
      : kind_(kind), out_(kind.abi), tables_(std::move(tables)), modinfo_(modinfo) {
    // A symbol table has its local symbols first.
    std::stable_partition(tables_.begin(), tables_.end(),
                          [](const TableObject& t) { return t.is_local; });
  }

  std::string write() {
    out_.bytes.resize(is_64() ? 64 : 52);
    write_tables();
    add_section(".modinfo", sht_progbits, modinfo_);
    sections_.back().flags = shf_alloc;
    add_symbols();
    add_section(".strtab", sht_strtab, strings_);
    const std::string names = names_ + ".shstrtab" + '\0';
    add_section(".shstrtab", sht_strtab, names);
    write_section_headers();
    write_header();
    return std::move(out_.bytes);
  }

 private:
  [[nodiscard]] bool is_64() const { return kind_.abi.word_size == 8; }

  void add_section(std::string_view name, unsigned type, std::string_view bytes) {
    out_.align(8);
    sections_.push_back(
        {.name = names_.size(), .type = type, .offset = out_.bytes.size(), .size = bytes.size()});
    names_.append(name).push_back('\0');
    out_.bytes += bytes;
  }

  void write_tables() {
    std::string rodata;
    for (const TableObject& table : tables_) {
      offsets_.push_back(rodata.size());
      rodata += table.bytes;
      rodata.resize((rodata.size() + 15) / 16 * 16);
    }
    add_section(".rodata", sht_progbits, rodata);
    sections_.back().flags = shf_alloc;
  }

  void add_symbols() {
    Writer symbols(kind_.abi);
    symbols.bytes.resize(symbol_size());
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      add_symbol(symbols, strings_.size(), tables_[i], offsets_[i]);
      strings_.append(tables_[i].symbol).push_back('\0');
    }
    add_section(".symtab", sht_symtab, symbols.bytes);
    sections_.back().link = strtab_index;
    sections_.back().entry_size = symbol_size();
    const auto locals = std::count_if(tables_.begin(), tables_.end(),
                                      [](const TableObject& t) { return t.is_local; });
    sections_.back().info = static_cast<std::size_t>(locals) + 1;
  }

  [[nodiscard]] std::size_t symbol_size() const { return is_64() ? 24 : 16; }

  void add_symbol(Writer& symbols, std::size_t name, const TableObject& table,
                  std::size_t offset) const {
    const unsigned info = (table.is_local ? stb_local : stb_global) << 4 |
                          (table.is_object ? stt_object : stt_notype);
    symbols.int32(name);
    if (is_64()) {
      symbols.number(info, 1);
      symbols.number(0, 1);
      symbols.half(rodata_index);
    }
    symbols.word(offset);
    symbols.word(table.bytes.size());
    if (is_64()) return;
    symbols.number(info, 1);
    symbols.number(0, 1);
    symbols.half(rodata_index);
  }

  void write_section_headers() {
    out_.align(8);
    headers_at_ = out_.bytes.size();
    write_section_header({});
    for (const SectionPlace& section : sections_) write_section_header(section);
  }

  void write_section_header(const SectionPlace& section) {
    out_.int32(section.name);
    out_.int32(section.type);
    out_.word(section.flags);
    out_.word(0);
    out_.word(section.offset);
    out_.word(section.size);
    out_.int32(section.link);
    out_.int32(section.info);
    out_.word(section.type == 0 ? 0 : 1);
    out_.word(section.entry_size);
  }

  void write_header() {
    Writer header(kind_.abi);
    header.bytes =
        "\x7f"
        "ELF";
    header.number(is_64() ? 2 : 1, 1);
    header.number(kind_.abi.order == ByteOrder::little ? 1 : 2, 1);
    header.number(1, 1);
    header.bytes.resize(16);
    header.half(et_rel);
    header.half(kind_.machine);
    header.int32(1);
    header.word(0);
    header.word(0);
    header.word(headers_at_);
    header.int32(0);
    header.half(is_64() ? 64 : 52);
    header.half(0);
    header.half(0);
    header.half(is_64() ? 64 : 40);
    header.half(section_count);
    header.half(section_count - 1);
    out_.bytes.replace(0, header.bytes.size(), header.bytes);
  }

  const ElfKind& kind_;
  Writer out_;
  std::vector<TableObject> tables_;
  std::string_view modinfo_;
  std::vector<std::size_t> offsets_;
  std::vector<SectionPlace> sections_;
  std::size_t headers_at_ = 0;
  // Both string tables begin with the empty name.
  std::string names_ = std::string(1, '\0');
  std::string strings_ = std::string(1, '\0');
};

static_assert(symtab_index + 1 == strtab_index);

}  // namespace

const std::vector<ElfKind>& elf_kinds() {
  static const std::vector<ElfKind> kinds = {
      {"lsb-64", {.word_size = 8}, 62},
      {"msb-64", {.word_size = 8, .order = ByteOrder::big}, 22},
      {"lsb-32", {.word_size = 4, .alignment_cap = 4}, 3},
      {"msb-32", {.word_size = 4, .order = ByteOrder::big}, 20},
  };
  return kinds;
}

std::string write_object(const ElfKind& kind, const std::vector<TableObject>& tables,
                         std::string_view modinfo) {
  return ObjectWriter(kind, tables, modinfo).write();
}

}  // namespace ko2alias::judge
