// Reads the symbol table.
//
// A module has thousands of symbols and a handful of device tables, and opening it should read
// little. So the names are searched for `__mod_` first, all at once, and only symbols whose names
// reach such a place are looked at.
//
//   names     \0e1000_probe\0__mod_pci__ids_device_table\0my__mod_x\0
//   markers                  13                              43
//
// No name is longer than 512 bytes. Most names have no marker that near behind them, and are never
// read. Here all three names are: the one at 1 ends before the marker at 13, those at 13 and 41
// hold one.
#include "elf/symbols.h"

#include <algorithm>
#include <cstring>

#include "elf/llvm_elf.h"
#include "support/bytes.h"

namespace ko2alias {
namespace {

// The kernel itself takes no longer symbol names.
constexpr std::size_t longest_name = 512;

// The symbols, and the tables that their entries refer to.
template <class Elf>
struct SymbolTable {
  typename Elf::SymRange symbols{};
  llvm::StringRef names{};
  llvm::object::DataRegion<typename Elf::Word> extended{llvm::ArrayRef<typename Elf::Word>()};

  // The name, up to one byte more than the kernel takes: names may overlap, and all be as long as
  // the file.
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
    if (!resolved) return problem_of(resolved.takeError(), "the sections of symbols");
    return std::uint32_t{*resolved};
  }
};

// Loads two sections, by one call where the second follows the first, as names follow symbols.
template <class Shdr>
std::optional<Problem> load_both(Source& source, const Shdr& first, const Shdr& second) {
  const auto is_there = [&](const Shdr& section) {
    return section.sh_type != llvm::ELF::SHT_NOBITS &&
           is_within(section.sh_offset, section.sh_size, source.data().size());
  };
  if (is_there(first) && is_there(second) && first.sh_offset + first.sh_size == second.sh_offset)
    return source.load(first.sh_offset, first.sh_size + second.sh_size);
  if (auto problem = load(source, first)) return problem;
  return load(source, second);
}

// Empty in a file without symbols.
template <class Elf>
Result<SymbolTable<Elf>> load_symbol_table(Source& source, const ELFFile<Elf>& file) {
  const auto sections = llvm::cantFail(file.sections());
  const std::size_t index = find_symbol_table(sections);
  if (index == sections.size()) return SymbolTable<Elf>();
  const auto& table = sections[index];
  // A link that leads nowhere is told by LLVM, below.
  const auto& of_names = table.sh_link < sections.size() ? sections[table.sh_link] : table;
  if (auto problem = load_both(source, table, of_names)) return *problem;
  auto symbols = file.symbols(&table);
  if (!symbols) return problem_of(symbols.takeError(), "the symbols");
  auto names = file.getStringTableForSymtab(table, sections);
  if (!names) return problem_of(names.takeError(), "the names of symbols");
  SymbolTable<Elf> loaded{*symbols, *names};
  for (const auto& section : sections) {
    if (section.sh_type != llvm::ELF::SHT_SYMTAB_SHNDX || section.sh_link != index) continue;
    if (auto problem = load(source, section)) return *problem;
    auto indices = file.getSHNDXTable(section, sections);
    if (!indices) return problem_of(indices.takeError(), "the sections of symbols");
    loaded.extended = llvm::object::DataRegion<typename Elf::Word>(*indices);
  }
  return loaded;
}

template <class Elf>
class ModSymbolReader {
 public:
  explicit ModSymbolReader(ModuleImage& image) : image_(image) {}

  std::optional<Problem> read() {
    const auto table = load_symbol_table(*image_.source, reopen<Elf>(image_));
    if (!table) return table.problem();
    find_markers(view(table->names));
    for (const auto& symbol : table->symbols)
      if (auto problem = add_symbol(symbol, *table)) return problem;
    return std::nullopt;
  }

 private:
  void find_markers(std::string_view names) {
    for (std::size_t at = 0; at < names.size();) {
      const void* const found =
          ::memmem(names.data() + at, names.size() - at, table_marker.data(), table_marker.size());
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
    if (name.size() > longest_name || name.find(table_marker) == std::string_view::npos)
      return std::nullopt;
    const auto section = table.section_of(symbol);
    if (!section) return section.problem();
    if (*section == llvm::ELF::SHN_UNDEF) return std::nullopt;
    image_.mod_symbols.push_back({name, symbol.st_value, symbol.st_size, *section,
                                  symbol.getType() == llvm::ELF::STT_OBJECT,
                                  symbol.getBinding() == llvm::ELF::STB_LOCAL});
    return std::nullopt;
  }

  ModuleImage& image_;
  /// The offsets of `__mod_` in the string table, ascending.
  std::vector<std::size_t> markers_;
};

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

}  // namespace

std::optional<Problem> add_mod_symbols(ModuleImage& image) {
  return for_kind_of(image,
                     [&](auto kind) { return ModSymbolReader<decltype(kind)>(image).read(); });
}

Result<std::vector<Symbol>> load_symbols(const ModuleImage& image) {
  return for_kind_of(image, [&](auto kind) { return read_all_symbols<decltype(kind)>(image); });
}

}  // namespace ko2alias
