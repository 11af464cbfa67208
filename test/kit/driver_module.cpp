// Writes the module as YAML: a driver, the table, `board_info`, and the relocations between them.
#include "kit/driver_module.h"

#include "kit/yaml.h"

namespace ko2alias::test {
namespace {

// The indexes of symbols, in their order in the file.
enum : int { in_rodata = 1, board_info = 3 };
// The word of the driver that is its `id_table`.
constexpr std::uint64_t name_word = 1;
constexpr std::uint64_t id_table_word = 2;
constexpr std::uint64_t board_info_size = 64;

struct Reference {
  std::uint64_t offset = 0;
  int symbol = 0;
  std::uint64_t addend = 0;
};

std::string section_yaml(const std::string& name, const std::string& bytes) {
  return "  - Name: " + name +
         "\n    Type: SHT_PROGBITS\n    Flags: [ SHF_ALLOC ]\n    AddressAlign: 8\n    Content: '" +
         hex_of(bytes) + "'\n";
}

std::string relocations_yaml(const DriverModule& module, const std::string& section,
                             const std::vector<Reference>& references) {
  std::string yaml =
      "  - Name: .rel" + section + "\n    Type: " + (module.has_addends ? "SHT_RELA" : "SHT_REL") +
      "\n    Link: .symtab\n    Info: " + section + "\n    AddressAlign: 8\n    Relocations:\n";
  for (const Reference& one : references)
    yaml += "      - { Offset: " + std::to_string(one.offset) +
            ", Symbol: " + std::to_string(one.symbol) + ", Type: 1" +
            (module.has_addends ? ", Addend: " + std::to_string(one.addend) : "") + " }\n";
  return yaml;
}

std::string symbol_yaml(const std::string& name, const std::string& section, std::uint64_t value,
                        std::uint64_t size) {
  return "  - Name: " + name + "\n    Section: " + section +
         "\n    Type: STT_OBJECT\n    Value: " + std::to_string(value) +
         "\n    Size: " + std::to_string(size) + "\n";
}

std::string symbols_yaml(const DriverModule& module) {
  const std::uint64_t size = module.ids.size();
  std::string yaml = "Symbols:\n  - Type: STT_SECTION\n    Section: .rodata\n";
  if (!module.is_stripped) {
    yaml += symbol_yaml(module.table, ".rodata", 0, size);
    yaml += symbol_yaml("board_info", ".rodata", size, board_info_size);
    yaml += symbol_yaml("the_driver", ".data", 0, 8 * std::uint64_t{module.abi.word_size});
  }
  if (!module.registration.empty())
    yaml += "  - Name: " + module.registration + "\n    Binding: STB_GLOBAL\n";
  if (!module.mark.empty())
    yaml += symbol_yaml(module.mark, ".rodata", 0, size) + "    Binding: STB_GLOBAL\n";
  return yaml;
}

}  // namespace

std::string elf_of(DriverModule module) {
  const Abi& abi = module.abi;
  std::vector<Reference> references;
  const std::uint64_t start = module.is_stripped ? module.ids.size() : 0;
  for (const DataPointer& pointer : module.pointers) {
    const std::uint64_t addend = start + pointer.addend;
    references.push_back({pointer.offset, module.is_stripped ? in_rodata : board_info, addend});
    // A relocation without an addend finds it in the word.
    if (!module.has_addends)
      module.ids.replace(pointer.offset, abi.word_size,
                         number_bytes(addend, abi.word_size, abi.order));
  }
  std::string records;
  for (const std::string& record : module.modinfo) records += record + '\0';
  std::string yaml = header_yaml(abi) + "Sections:\n";
  const std::uint64_t name_at = module.ids.size() + board_info_size;
  std::vector<Reference> driver{{id_table_word * abi.word_size, in_rodata, 0}};
  std::string data(8 * std::size_t{abi.word_size}, '\0');
  if (!module.driver_name.empty()) {
    driver.insert(driver.begin(), {name_word * abi.word_size, in_rodata, name_at});
    if (!module.has_addends)
      data.replace(name_word * abi.word_size, abi.word_size,
                   number_bytes(name_at, abi.word_size, abi.order));
  }
  yaml += section_yaml(".rodata",
                       module.ids + std::string(board_info_size, '\0') + module.driver_name + '\0');
  yaml += section_yaml(".data", data);
  if (!records.empty()) yaml += section_yaml(".modinfo", records);
  if (!references.empty()) yaml += relocations_yaml(module, ".rodata", references);
  yaml += relocations_yaml(module, ".data", driver);
  return elf_of(yaml + symbols_yaml(module));
}

}  // namespace ko2alias::test
