// Opens ELF files with LLVM's libObject. The only file that sees LLVM: class and byte order are
// settled here, once.
#include "ko2alias/image.h"

#include <llvm/Object/ELF.h>
#include <llvm/Object/ELFTypes.h>

#include <algorithm>
#include <cstring>

#include "support/bytes.h"

namespace ko2alias {
namespace {

using llvm::StringRef;
using llvm::object::ELFFile;

std::string_view view(StringRef text) { return {text.data(), text.size()}; }

Problem problem_of(llvm::Error failure) {
  return error("not a readable ELF file: " + llvm::toString(std::move(failure)));
}

// The kernel itself takes no longer symbol names.
constexpr std::size_t longest_name = 512;
constexpr std::string_view marker = "__mod_";

// No module has megabytes of device table, and a section without bytes in the file can claim any
// size.
constexpr std::size_t longest_nobits_table = 1 << 20;
const char zeros[longest_nobits_table] = {};

std::uint8_t alignment_cap(std::uint16_t machine, std::uint8_t word_size) {
  if (machine == llvm::ELF::EM_68K) return 2;
  return machine == llvm::ELF::EM_386 ? 4 : word_size;
}

template <class Shdr>
std::optional<Problem> load(Source& source, const Shdr& section) {
  if (section.sh_type == llvm::ELF::SHT_NOBITS) return std::nullopt;
  return source.load(section.sh_offset, section.sh_size);
}

// The first symbol table's index; the number of sections where there is none. A module has one at
// most.
template <class Shdrs>
std::size_t find_symbol_table(const Shdrs& sections) {
  const auto is_symtab = [](const auto& section) {
    return section.sh_type == llvm::ELF::SHT_SYMTAB;
  };
  return static_cast<std::size_t>(std::find_if(sections.begin(), sections.end(), is_symtab) -
                                  sections.begin());
}

// The symbols with what their entries refer to.
template <class Elf>
struct SymbolTable {
  typename Elf::SymRange symbols{};
  StringRef names{};
  llvm::object::DataRegion<typename Elf::Word> extended{llvm::ArrayRef<typename Elf::Word>()};

  // Up to one byte more than the kernel takes: names may overlap, and all be as long as the file.
  [[nodiscard]] std::string_view name_of(const typename Elf::Sym& symbol) const {
    const std::string_view rest = view(names.substr(symbol.st_name, longest_name + 1));
    return rest.substr(0, rest.find('\0'));
  }

  // ELF: SHN_XINDEX says that the number is in a table of its own; the other reserved numbers are
  // no sections.
  [[nodiscard]] Result<std::uint32_t> section_of(const typename Elf::Sym& symbol) const {
    const std::uint32_t section = symbol.st_shndx;
    if (section < llvm::ELF::SHN_LORESERVE) return section;
    if (section != llvm::ELF::SHN_XINDEX) return std::uint32_t{llvm::ELF::SHN_UNDEF};
    const auto index = static_cast<unsigned>(&symbol - symbols.begin());
    auto resolved = llvm::object::getExtendedSymbolTableIndex<Elf>(symbol, index, extended);
    if (!resolved) return problem_of(resolved.takeError());
    return std::uint32_t{*resolved};
  }
};

// Empty in a file without symbols.
template <class Elf>
Result<SymbolTable<Elf>> load_symbol_table(Source& source, const ELFFile<Elf>& file) {
  const auto sections = llvm::cantFail(file.sections());
  const std::size_t index = find_symbol_table(sections);
  if (index == sections.size()) return SymbolTable<Elf>();
  const auto& table = sections[index];
  if (auto problem = load(source, table)) return *problem;
  if (table.sh_link < sections.size())
    if (auto problem = load(source, sections[table.sh_link])) return *problem;
  auto symbols = file.symbols(&table);
  if (!symbols) return problem_of(symbols.takeError());
  auto names = file.getStringTableForSymtab(table, sections);
  if (!names) return problem_of(names.takeError());
  SymbolTable<Elf> loaded{*symbols, *names};
  for (const auto& section : sections) {
    if (section.sh_type != llvm::ELF::SHT_SYMTAB_SHNDX || section.sh_link != index) continue;
    if (auto problem = load(source, section)) return *problem;
    auto indices = file.getSHNDXTable(section, sections);
    if (!indices) return problem_of(indices.takeError());
    loaded.extended = llvm::object::DataRegion<typename Elf::Word>(*indices);
  }
  return loaded;
}

template <class Elf>
class Reader {
 public:
  explicit Reader(Source& source) : source_(source) { image_.source = &source; }

  Result<ModuleImage> read() {
    if (auto problem = source_.load(0, sizeof(typename Elf::Ehdr))) return *problem;
    auto file = ELFFile<Elf>::create(StringRef(source_.data().data(), source_.data().size()));
    if (!file) return problem_of(file.takeError());
    read_header(file->getHeader());
    if (auto problem = load_section_headers(file->getHeader())) return *problem;
    if (auto problem = read_sections(*file)) return *problem;
    if (auto problem = read_symbols(*file)) return *problem;
    return std::move(image_);
  }

 private:
  void read_header(const typename Elf::Ehdr& header) {
    image_.machine = header.e_machine;
    image_.is_relocatable = header.e_type == llvm::ELF::ET_REL;
    image_.abi.word_size = Elf::Is64Bits ? 8 : 4;
    image_.abi.order = is_little ? ByteOrder::little : ByteOrder::big;
    image_.abi.alignment_cap = alignment_cap(image_.machine, image_.abi.word_size);
  }

  // From 65,280 sections on their number stands in the first section's header.
  std::optional<Problem> load_section_headers(const typename Elf::Ehdr& header) {
    if (header.e_shoff == 0) return std::nullopt;
    constexpr std::uint64_t one = sizeof(typename Elf::Shdr);
    std::uint64_t count = header.e_shnum;
    if (count == 0) {
      if (auto problem = source_.load(header.e_shoff, one)) return problem;
      if (header.e_shoff % alignof(typename Elf::Shdr) != 0)
        return error("the section headers are not aligned");
      count = reinterpret_cast<const typename Elf::Shdr*>(source_.data().data() + header.e_shoff)
                  ->sh_size;
    }
    const auto size = checked_multiply(count, one);
    if (!size) return error("the number of sections is out of range");
    return source_.load(header.e_shoff, *size);
  }

  std::optional<Problem> read_sections(const ELFFile<Elf>& file) {
    auto sections = file.sections();
    if (!sections) return problem_of(sections.takeError());
    if (sections->empty()) return error("no section headers: stripped of all that a module needs");
    std::uint32_t names_at = file.getHeader().e_shstrndx;
    if (names_at == llvm::ELF::SHN_XINDEX) names_at = sections->front().sh_link;
    if (names_at >= sections->size()) return error("the section names are missing");
    if (auto problem = load(source_, (*sections)[names_at])) return problem;
    auto names = file.getSectionStringTable(*sections);
    if (!names) return problem_of(names.takeError());
    image_.sections.reserve(sections->size());
    for (const auto& section : *sections) {
      auto name = file.getSectionName(section, *names);
      if (!name) return problem_of(name.takeError());
      image_.sections.push_back(
          {view(*name), section.sh_type, section.sh_addr, section.sh_offset, section.sh_size});
    }
    for (const Section& section : image_.sections)
      if (section.name == ".modinfo" && section.type == llvm::ELF::SHT_NOBITS)
        return error("a debug file: it has the module's symbols but not its tables");
    return std::nullopt;
  }

  std::optional<Problem> read_symbols(const ELFFile<Elf>& file) {
    const auto table = load_symbol_table(source_, file);
    if (!table) return table.problem();
    find_markers(view(table->names));
    for (const auto& symbol : table->symbols)
      if (auto problem = add_symbol(symbol, *table)) return problem;
    return std::nullopt;
  }

  // Few names hold the marker: where they are is found once, and most symbols need not be looked
  // at.
  void find_markers(std::string_view names) {
    for (std::size_t at = 0; at < names.size();) {
      const void* const found =
          ::memmem(names.data() + at, names.size() - at, marker.data(), marker.size());
      if (found == nullptr) return;
      markers_.push_back(static_cast<std::size_t>(static_cast<const char*>(found) - names.data()));
      at = markers_.back() + 1;
    }
  }

  [[nodiscard]] bool may_have_marker(std::size_t name) const {
    const auto next = std::lower_bound(markers_.begin(), markers_.end(), name);
    return next != markers_.end() && *next - name <= longest_name;
  }

  std::optional<Problem> add_symbol(const typename Elf::Sym& symbol,
                                    const SymbolTable<Elf>& table) {
    if (symbol.getBinding() == llvm::ELF::STB_LOCAL && symbol.getType() == llvm::ELF::STT_OBJECT)
      image_.has_local_objects = true;
    if (symbol.st_shndx == llvm::ELF::SHN_UNDEF || symbol.st_name >= table.names.size())
      return std::nullopt;
    if (!may_have_marker(symbol.st_name)) return std::nullopt;
    const std::string_view name = table.name_of(symbol);
    if (name.size() > longest_name || name.find(marker) == std::string_view::npos)
      return std::nullopt;
    const auto section = table.section_of(symbol);
    if (!section) return section.problem();
    if (*section == llvm::ELF::SHN_UNDEF) return std::nullopt;
    image_.mod_symbols.push_back({name, symbol.st_value, symbol.st_size, *section,
                                  symbol.getType() == llvm::ELF::STT_OBJECT,
                                  symbol.getBinding() == llvm::ELF::STB_LOCAL});
    return std::nullopt;
  }

  // LLVM 18 renamed its own word for it.
  static constexpr bool is_little =
      std::is_same_v<Elf, llvm::object::ELF64LE> || std::is_same_v<Elf, llvm::object::ELF32LE>;
  Source& source_;
  ModuleImage image_;
  /// Offsets in the string table.
  std::vector<std::size_t> markers_;
};

template <class Elf>
ELFFile<Elf> reopen(const ModuleImage& image) {
  const std::string_view data = image.source->data();
  return llvm::cantFail(ELFFile<Elf>::create(StringRef(data.data(), data.size())));
}

template <class Elf>
Result<std::vector<Symbol>> read_all_symbols(const ModuleImage& image) {
  const auto table = load_symbol_table(*image.source, reopen<Elf>(image));
  if (!table) return table.problem();
  std::vector<Symbol> symbols;
  symbols.reserve(table->symbols.size());
  for (const auto& symbol : table->symbols) {
    const auto section = table->section_of(symbol);
    if (!section) return section.problem();
    const unsigned type = symbol.getType();
    const bool is_section = type == llvm::ELF::STT_SECTION && *section < image.sections.size();
    symbols.push_back({.name = is_section ? image.sections[*section].name
                                          : table->name_of(symbol).substr(0, longest_name),
                       .value = symbol.st_value,
                       .size = symbol.st_size,
                       .section = *section,
                       .is_object = type == llvm::ELF::STT_OBJECT,
                       .is_local = symbol.getBinding() == llvm::ELF::STB_LOCAL,
                       .is_function = type == llvm::ELF::STT_FUNC,
                       .is_section = is_section,
                       .is_undefined = symbol.st_shndx == llvm::ELF::SHN_UNDEF});
  }
  return symbols;
}

// ELF: in a relocatable file sh_info of a relocation section is the section that it applies to, and
// sh_link its symbol table.
template <class Elf>
class RelocationReader {
 public:
  explicit RelocationReader(const ModuleImage& image)
      : source_(*image.source),
        order_(image.abi.order),
        file_(reopen<Elf>(image)),
        sections_(llvm::cantFail(file_.sections())),
        symbols_at_(find_symbol_table(sections_)),
        is_mips64el_(file_.isMips64EL()) {}

  // `is_wanted` is asked about the section that relocations apply to, by header and index.
  template <class IsWanted>
  Result<std::vector<Relocation>> read(IsWanted is_wanted) {
    for (const auto& section : sections_) {
      const bool has_addends = section.sh_type == llvm::ELF::SHT_RELA;
      if (!has_addends && section.sh_type != llvm::ELF::SHT_REL) continue;
      if (section.sh_info >= sections_.size() ||
          !is_wanted(sections_[section.sh_info], section.sh_info))
        continue;
      if (section.sh_link != symbols_at_)
        return error("relocations have their symbols in section " +
                     std::to_string(section.sh_link) + ", but the symbol table is section " +
                     std::to_string(symbols_at_));
      if (auto problem = has_addends ? add_relas(section) : add_rels(section)) return *problem;
    }
    return std::move(found_);
  }

 private:
  std::optional<Problem> load_once(const typename Elf::Shdr& section) {
    if (section.sh_size > room_) return error("the relocations are larger than the file");
    room_ -= section.sh_size;
    return load(source_, section);
  }

  std::optional<Problem> add_relas(const typename Elf::Shdr& section) {
    if (auto problem = load_once(section)) return problem;
    auto relocations = file_.relas(section);
    if (!relocations) return problem_of(relocations.takeError());
    for (const auto& relocation : *relocations)
      add(section.sh_info, relocation, relocation.r_addend);
    return std::nullopt;
  }

  std::optional<Problem> add_rels(const typename Elf::Shdr& section) {
    const auto& target = sections_[section.sh_info];
    const bool has_bytes = target.sh_type != llvm::ELF::SHT_NOBITS;
    if (auto problem = load_once(section)) return problem;
    if (auto problem = has_bytes ? load_once(target) : std::nullopt) return problem;
    auto relocations = file_.rels(section);
    if (!relocations) return problem_of(relocations.takeError());
    Bytes bytes;
    if (has_bytes) bytes = Bytes(source_.data().substr(target.sh_offset, target.sh_size), order_);
    for (const auto& relocation : *relocations)
      add(section.sh_info, relocation, word_at(bytes, relocation.r_offset));
    return std::nullopt;
  }

  template <class Rel>
  void add(std::uint32_t section, const Rel& relocation, std::int64_t addend) {
    found_.push_back({.section = section,
                      .offset = relocation.r_offset,
                      .symbol = relocation.getSymbol(is_mips64el_),
                      .type = relocation.getType(is_mips64el_),
                      .addend = addend});
  }

  static std::int64_t word_at(const Bytes& bytes, std::uint64_t offset) {
    constexpr std::size_t width = Elf::Is64Bits ? 8 : 4;
    if (!is_within(offset, width, bytes.size())) return 0;
    const std::uint64_t word = bytes.number(offset, width);
    return Elf::Is64Bits ? static_cast<std::int64_t>(word) : static_cast<std::int32_t>(word);
  }

  Source& source_;
  ByteOrder order_;
  ELFFile<Elf> file_;
  typename Elf::ShdrRange sections_;
  std::size_t symbols_at_;
  // LLVM has to be told of the one machine whose symbol and type stand in the word the other way
  // round.
  bool is_mips64el_;
  // Sections do not overlap: what is read is no larger than the file, twice that where one has
  // several kinds.
  std::uint64_t room_ = 2 * source_.data().size();
  std::vector<Relocation> found_;
};

// Calls a function with a value of LLVM's type for that class and byte order.
template <class Function>
auto for_kind(bool is_64, ByteOrder order, Function function) {
  const bool is_big = order == ByteOrder::big;
  if (is_64) return is_big ? function(llvm::object::ELF64BE()) : function(llvm::object::ELF64LE());
  return is_big ? function(llvm::object::ELF32BE()) : function(llvm::object::ELF32LE());
}

template <class Function>
auto for_kind_of(const ModuleImage& image, Function function) {
  return for_kind(image.abi.word_size == 8, image.abi.order, function);
}

}  // namespace

Result<ModuleImage> open_image(Source& source) {
  if (source.data().empty()) return error("the file is empty");
  if (source.data().size() < llvm::ELF::EI_NIDENT) return error("too short for an ELF file");
  if (auto problem = source.load(0, llvm::ELF::EI_NIDENT)) return *problem;
  const std::string_view ident = source.data().substr(0, llvm::ELF::EI_NIDENT);
  if (ident.substr(0, 4) !=
      "\x7f"
      "ELF")
    return error("not an ELF file");
  const bool is_64 = ident[llvm::ELF::EI_CLASS] == llvm::ELF::ELFCLASS64;
  if (!is_64 && ident[llvm::ELF::EI_CLASS] != llvm::ELF::ELFCLASS32)
    return error("unknown ELF class");
  const bool is_big = ident[llvm::ELF::EI_DATA] == llvm::ELF::ELFDATA2MSB;
  if (!is_big && ident[llvm::ELF::EI_DATA] != llvm::ELF::ELFDATA2LSB)
    return error("unknown ELF byte order");
  return for_kind(is_64, is_big ? ByteOrder::big : ByteOrder::little,
                  [&](auto kind) { return Reader<decltype(kind)>(source).read(); });
}

Result<std::vector<Symbol>> load_symbols(const ModuleImage& image) {
  return for_kind_of(image, [&](auto kind) { return read_all_symbols<decltype(kind)>(image); });
}

Result<std::vector<Relocation>> load_relocations(const ModuleImage& image, std::uint32_t section) {
  if (!image.is_relocatable) return std::vector<Relocation>();
  const auto is_wanted = [&](const auto&, std::uint32_t index) { return index == section; };
  return for_kind_of(
      image, [&](auto kind) { return RelocationReader<decltype(kind)>(image).read(is_wanted); });
}

Result<std::vector<Relocation>> load_data_relocations(const ModuleImage& image) {
  if (!image.is_relocatable) return std::vector<Relocation>();
  const auto is_wanted = [](const auto& header, std::uint32_t) {
    return (header.sh_flags & llvm::ELF::SHF_ALLOC) != 0 &&
           (header.sh_flags & llvm::ELF::SHF_EXECINSTR) == 0;
  };
  return for_kind_of(
      image, [&](auto kind) { return RelocationReader<decltype(kind)>(image).read(is_wanted); });
}

Result<std::string_view> load_section(const ModuleImage& image, std::string_view name) {
  for (const Section& section : image.sections) {
    if (section.name != name || section.type == llvm::ELF::SHT_NOBITS) continue;
    if (auto problem = image.source->load(section.offset, section.size)) return *problem;
    return image.source->data().substr(section.offset, section.size);
  }
  return std::string_view();
}

Result<std::string_view> load_object(const ModuleImage& image, const Symbol& symbol) {
  if (symbol.section >= image.sections.size()) return error("its section does not exist");
  const Section& section = image.sections[symbol.section];
  const std::uint64_t offset = symbol.value - (image.is_relocatable ? 0 : section.address);
  if (!is_within(offset, symbol.size, section.size))
    return error("it reaches beyond the end of section " + std::string(section.name));
  // modpost tests this bit, not the type: tables in its neighbours (INIT_ARRAY, REL, …) read as
  // zero too.
  if ((section.type & llvm::ELF::SHT_NOBITS) != 0) {
    if (symbol.size > longest_nobits_table) return error("its size is out of all proportion");
    return std::string_view(zeros, symbol.size);
  }
  if (!is_within(section.offset, section.size, image.source->data().size()))
    return error("section " + std::string(section.name) + " reaches beyond the end of the file");
  if (auto problem = image.source->load(section.offset + offset, symbol.size)) return *problem;
  return image.source->data().substr(section.offset + offset, symbol.size);
}

}  // namespace ko2alias
