// Opens ELF files: class and byte order are settled here, once, and headers and sections become
// plain values.
//
// Little of a module is read for that: the ELF header, which says where the section headers are;
// these, at the end of the file; and the sections' names, right before them. Symbols are next
// (symbols.cpp). The bytes of sections and objects are loaded when somebody asks for them.
#include "ko2alias/image.h"

#include "elf/llvm_elf.h"
#include "elf/symbols.h"
#include "support/bytes.h"

namespace ko2alias {
namespace {

// No module has megabytes of device table, and a section without bytes in the file can claim any
// size.
constexpr std::size_t longest_nobits_table = 1 << 20;
const char zeros[longest_nobits_table] = {};

std::uint8_t alignment_cap(std::uint16_t machine, std::uint8_t word_size) {
  if (machine == llvm::ELF::EM_68K) return 2;
  return machine == llvm::ELF::EM_386 ? 4 : word_size;
}

template <class Elf>
class SectionReader {
 public:
  explicit SectionReader(Source& source) : source_(source) { image_.source = &source; }

  Result<ModuleImage> read() {
    if (auto problem = source_.load(0, sizeof(typename Elf::Ehdr))) return *problem;
    auto file = ELFFile<Elf>::create(llvm::StringRef(source_.data().data(), source_.data().size()));
    if (!file) return problem_of(file.takeError(), "the headers");
    read_header(file->getHeader());
    if (auto problem = load_section_headers(file->getHeader())) return *problem;
    if (auto problem = read_sections(*file)) return *problem;
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

  // ELF: a file with 65,280 sections or more has their number in the first section's header.
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
    if (!sections) return problem_of(sections.takeError(), "the section headers");
    if (sections->empty()) return error("no section headers: stripped of all that a module needs");
    std::uint32_t names_at = file.getHeader().e_shstrndx;
    if (names_at == llvm::ELF::SHN_XINDEX) names_at = sections->front().sh_link;
    if (names_at >= sections->size()) return error("the section names are missing");
    if (auto problem = load(source_, (*sections)[names_at])) return problem;
    auto names = file.getSectionStringTable(*sections);
    if (!names) return problem_of(names.takeError(), "the names of sections");
    image_.sections.reserve(sections->size());
    for (const auto& section : *sections) {
      auto name = file.getSectionName(section, *names);
      if (!name) return problem_of(name.takeError(), "the names of sections");
      image_.sections.push_back({view(*name), section.sh_type, section.sh_addr, section.sh_offset,
                                 section.sh_size,
                                 (section.sh_flags & llvm::ELF::SHF_STRINGS) != 0});
    }
    if (is_debug_file())
      return error("a debug file: it has the module's symbols but not its tables");
    return std::nullopt;
  }

  // `objcopy --only-keep-debug` leaves the sections' headers, and takes the bytes out of the file.
  [[nodiscard]] bool is_debug_file() const {
    return std::any_of(image_.sections.begin(), image_.sections.end(), [](const Section& section) {
      return section.name == ".modinfo" && section.type == llvm::ELF::SHT_NOBITS;
    });
  }

  // Elf has a constant for this, but LLVM 18 renamed it.
  static constexpr bool is_little =
      std::is_same_v<Elf, llvm::object::ELF64LE> || std::is_same_v<Elf, llvm::object::ELF32LE>;
  Source& source_;
  ModuleImage image_;
};

struct Kind {
  bool is_64 = false;
  ByteOrder order = ByteOrder::little;
};

std::string number_at(std::string_view ident, std::size_t at) {
  return std::to_string(static_cast<unsigned char>(ident[at]));
}

Result<Kind> kind_of(std::string_view ident) {
  if (!is_elf(ident)) return error("not an ELF file");
  const bool is_64 = ident[llvm::ELF::EI_CLASS] == llvm::ELF::ELFCLASS64;
  if (!is_64 && ident[llvm::ELF::EI_CLASS] != llvm::ELF::ELFCLASS32)
    return error("unknown ELF class " + number_at(ident, llvm::ELF::EI_CLASS) +
                 ": expected 1 (32-bit) or 2 (64-bit)");
  const bool is_big = ident[llvm::ELF::EI_DATA] == llvm::ELF::ELFDATA2MSB;
  if (!is_big && ident[llvm::ELF::EI_DATA] != llvm::ELF::ELFDATA2LSB)
    return error("unknown ELF byte order " + number_at(ident, llvm::ELF::EI_DATA) +
                 ": expected 1 (little-endian) or 2 (big-endian)");
  return Kind{is_64, is_big ? ByteOrder::big : ByteOrder::little};
}

}  // namespace

bool is_elf(std::string_view head) { return head.starts_with(llvm::ELF::ElfMagic); }

Result<ModuleImage> open_image(Source& source) {
  if (source.data().empty()) return error("the file is empty");
  if (source.data().size() < llvm::ELF::EI_NIDENT) return error("too short for an ELF file");
  if (auto problem = source.load(0, llvm::ELF::EI_NIDENT)) return *problem;
  const std::string_view ident = source.data().substr(0, llvm::ELF::EI_NIDENT);
  const auto kind = kind_of(ident);
  if (!kind) return kind.problem();
  auto image = for_kind(kind->is_64, kind->order,
                        [&](auto elf) { return SectionReader<decltype(elf)>(source).read(); });
  if (!image) return image;
  if (auto problem = add_mod_symbols(*image)) return *problem;
  return image;
}

Result<std::string_view> load_section(const ModuleImage& image, std::string_view name) {
  for (const Section& section : image.sections) {
    if (section.name != name || section.type == llvm::ELF::SHT_NOBITS) continue;
    if (auto problem = image.source->load(section.offset, section.size)) return *problem;
    return image.source->data().substr(section.offset, section.size);
  }
  return std::string_view();
}

std::uint64_t offset_in_section(const ModuleImage& image, const Symbol& symbol) {
  const bool is_offset = image.is_relocatable || symbol.section >= image.sections.size();
  return symbol.value - (is_offset ? 0 : image.sections[symbol.section].address);
}

bool has_bytes(const ModuleImage& image, const Symbol& symbol) {
  return symbol.section < image.sections.size() &&
         (image.sections[symbol.section].type & llvm::ELF::SHT_NOBITS) == 0;
}

Result<std::string_view> load_object(const ModuleImage& image, const Symbol& symbol) {
  if (symbol.section >= image.sections.size()) return error("its section does not exist");
  const Section& section = image.sections[symbol.section];
  const std::uint64_t offset = offset_in_section(image, symbol);
  if (!is_within(offset, symbol.size, section.size))
    return error("it reaches beyond the end of section " + std::string(section.name));
  // modpost tests this bit, not the type: tables in its neighbours (INIT_ARRAY, REL, …) read as
  // zero too.
  if (!has_bytes(image, symbol)) {
    if (symbol.size > longest_nobits_table) return error("its size is out of all proportion");
    return std::string_view(zeros, symbol.size);
  }
  if (!is_within(section.offset, section.size, image.source->data().size()))
    return error("section " + std::string(section.name) + " reaches beyond the end of the file");
  if (auto problem = image.source->load(section.offset + offset, symbol.size)) return *problem;
  return image.source->data().substr(section.offset + offset, symbol.size);
}

}  // namespace ko2alias
