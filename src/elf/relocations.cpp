// Reads relocations: the places where the loader writes addresses into a module.
//
// They come with their addends (SHT_RELA: x86-64, arm64) or find them in the words that they apply
// to (SHT_REL: i386, arm); both become the same plain values.
#include "elf/llvm_elf.h"
#include "support/bytes.h"

namespace ko2alias {
namespace {

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
    if (!relocations) return problem_of(relocations.takeError(), "the relocations");
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
    if (!relocations) return problem_of(relocations.takeError(), "the relocations");
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
  // On this machine alone, symbol and type stand the other way round in their word, and LLVM has to
  // be told.
  bool is_mips64el_;
  // Sections do not overlap: relocations and what they apply to are together no larger than the
  // file, or twice as large where a section has relocations of both kinds.
  std::uint64_t room_ = 2 * source_.data().size();
  std::vector<Relocation> found_;
};

}  // namespace

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

}  // namespace ko2alias
