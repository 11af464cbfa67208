// Opens ELF files with LLVM's libObject. The only file that sees LLVM: class and byte order are settled here, once.
#include "ko2alias/image.h"

#include <llvm/Object/ELF.h>
#include <llvm/Object/ELFTypes.h>

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

// No module has megabytes of device table, and a section without bytes in the file can claim any size.
constexpr std::size_t longest_nobits_table = 1 << 20;
const char zeros[longest_nobits_table] = {};

std::uint8_t alignment_cap(std::uint16_t machine, std::uint8_t word_size) {
  if (machine == llvm::ELF::EM_68K) return 2;
  return machine == llvm::ELF::EM_386 ? 4 : word_size;
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
    if (auto problem = source_.load(header.e_shoff, one)) return problem;
    std::uint64_t count = header.e_shnum;
    if (count == 0) {
      if (header.e_shoff % alignof(typename Elf::Shdr) != 0) return error("the section headers are not aligned");
      count = reinterpret_cast<const typename Elf::Shdr*>(source_.data().data() + header.e_shoff)->sh_size;
    }
    const auto size = checked_multiply(count, one);
    if (!size) return error("the number of sections is out of range");
    return source_.load(header.e_shoff, *size);
  }

  std::optional<Problem> load(const typename Elf::Shdr& section) {
    if (section.sh_type == llvm::ELF::SHT_NOBITS) return std::nullopt;
    return source_.load(section.sh_offset, section.sh_size);
  }

  std::optional<Problem> read_sections(const ELFFile<Elf>& file) {
    auto sections = file.sections();
    if (!sections) return problem_of(sections.takeError());
    if (sections->empty()) return error("no section headers: stripped of all that a module needs");
    std::uint32_t names_at = file.getHeader().e_shstrndx;
    if (names_at == llvm::ELF::SHN_XINDEX) names_at = sections->front().sh_link;
    if (names_at >= sections->size()) return error("the section names are missing");
    if (auto problem = load((*sections)[names_at])) return problem;
    auto names = file.getSectionStringTable(*sections);
    if (!names) return problem_of(names.takeError());
    image_.sections.reserve(sections->size());
    for (const auto& section : *sections) {
      auto name = file.getSectionName(section, *names);
      if (!name) return problem_of(name.takeError());
      image_.sections.push_back({view(*name), section.sh_type, section.sh_addr, section.sh_offset, section.sh_size});
    }
    for (const Section& section : image_.sections)
      if (section.name == ".modinfo" && section.type == llvm::ELF::SHT_NOBITS)
        return error("a debug file: it has the module's symbols but not its tables");
    return std::nullopt;
  }

  std::optional<Problem> read_symbols(const ELFFile<Elf>& file) {
    const auto sections = llvm::cantFail(file.sections());
    for (const auto& table : sections) {
      if (table.sh_type != llvm::ELF::SHT_SYMTAB) continue;
      if (auto problem = load(table)) return problem;
      if (table.sh_link < sections.size())
        if (auto problem = load(sections[table.sh_link])) return problem;
      return read_symbol_table(file, table, sections);
    }
    return std::nullopt;
  }

  std::optional<Problem> read_symbol_table(const ELFFile<Elf>& file, const typename Elf::Shdr& table,
                                           typename Elf::ShdrRange sections) {
    auto symbols = file.symbols(&table);
    if (!symbols) return problem_of(symbols.takeError());
    auto names = file.getStringTableForSymtab(table, sections);
    if (!names) return problem_of(names.takeError());
    llvm::object::DataRegion<typename Elf::Word> extended{llvm::ArrayRef<typename Elf::Word>()};
    for (const auto& section : sections)
      if (section.sh_type == llvm::ELF::SHT_SYMTAB_SHNDX && section.sh_link < sections.size() &&
          &sections[section.sh_link] == &table) {
        if (auto problem = load(section)) return problem;
        auto indices = file.getSHNDXTable(section, sections);
        if (!indices) return problem_of(indices.takeError());
        extended = llvm::object::DataRegion<typename Elf::Word>(*indices);
      }
    find_markers(view(*names));
    for (const auto& symbol : *symbols)
      if (auto problem = add_symbol(symbol, *names, static_cast<unsigned>(&symbol - symbols->begin()), extended))
        return problem;
    return std::nullopt;
  }

  // Few names hold the marker: where they are is found once, and most symbols need not be looked at.
  void find_markers(std::string_view names) {
    for (std::size_t at = 0; at < names.size();) {
      const void* const found = ::memmem(names.data() + at, names.size() - at, marker.data(), marker.size());
      if (found == nullptr) return;
      markers_.push_back(static_cast<std::size_t>(static_cast<const char*>(found) - names.data()));
      at = markers_.back() + 1;
    }
  }

  [[nodiscard]] bool may_have_marker(std::size_t name) const {
    const auto next = std::lower_bound(markers_.begin(), markers_.end(), name);
    return next != markers_.end() && *next - name <= longest_name;
  }

  std::optional<Problem> add_symbol(const typename Elf::Sym& symbol, StringRef names, unsigned index,
                                    llvm::object::DataRegion<typename Elf::Word> extended) {
    if (symbol.getBinding() == llvm::ELF::STB_LOCAL && symbol.getType() == llvm::ELF::STT_OBJECT)
      image_.has_local_objects = true;
    if (symbol.st_shndx == llvm::ELF::SHN_UNDEF || symbol.st_name >= names.size()) return std::nullopt;
    if (!may_have_marker(symbol.st_name)) return std::nullopt;
    const std::string_view rest = view(names.substr(symbol.st_name, longest_name + 1));
    const std::string_view name = rest.substr(0, rest.find('\0'));
    if (name.size() > longest_name || name.find(marker) == std::string_view::npos) return std::nullopt;
    std::uint32_t section = symbol.st_shndx;
    if (section == llvm::ELF::SHN_XINDEX) {
      auto resolved = llvm::object::getExtendedSymbolTableIndex<Elf>(symbol, index, extended);
      if (!resolved) return problem_of(resolved.takeError());
      section = *resolved;
    } else if (section >= llvm::ELF::SHN_LORESERVE) {
      return std::nullopt;
    }
    image_.mod_symbols.push_back({name, symbol.st_value, symbol.st_size, section,
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
  if (!is_64 && ident[llvm::ELF::EI_CLASS] != llvm::ELF::ELFCLASS32) return error("unknown ELF class");
  switch (ident[llvm::ELF::EI_DATA]) {
    case llvm::ELF::ELFDATA2LSB:
      return is_64 ? Reader<llvm::object::ELF64LE>(source).read() : Reader<llvm::object::ELF32LE>(source).read();
    case llvm::ELF::ELFDATA2MSB:
      return is_64 ? Reader<llvm::object::ELF64BE>(source).read() : Reader<llvm::object::ELF32BE>(source).read();
    default: return error("unknown ELF byte order");
  }
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
  // modpost tests this bit, not the type: tables in its neighbours (INIT_ARRAY, REL, …) read as zero too.
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
