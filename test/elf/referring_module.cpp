#include "elf/referring_module.h"

#include "kit/kit.h"
#include "kit/yaml.h"

namespace ko2alias::test {
namespace {

std::string relocations_yaml(const Abi& abi, bool has_addends, const std::string& section,
                             const std::vector<RelocatedWord>& rows) {
  std::string yaml =
      "  - Name: .rel" + section + "\n    Type: " + (has_addends ? "SHT_RELA" : "SHT_REL") +
      "\n    Link: .symtab\n    Info: " + section + "\n    AddressAlign: 8\n    Relocations:\n";
  for (const RelocatedWord& row : rows)
    yaml += "      - { Offset: " + std::to_string(row.word * abi.word_size) +
            ", Symbol: " + std::to_string(row.symbol) + ", Type: " + std::to_string(row.type) +
            (has_addends ? ", Addend: " + std::to_string(row.addend) : "") + " }\n";
  return yaml;
}

}  // namespace

const std::vector<RelocatedWord> data_rows = {
    {1, in_rodata, 0}, {2, probe, 0}, {3, other, 0}, {5, in_text, 24}};

std::string section_yaml(const std::string& name, const std::string& type,
                         const std::string& flags) {
  return "  - Name: " + name + "\n    Type: " + type + "\n    Flags: [ " + flags +
         " ]\n    AddressAlign: 8\n";
}

std::string words_yaml(const Abi& abi, std::size_t count, const std::vector<RelocatedWord>& rows) {
  std::vector<std::uint64_t> words(count);
  for (const RelocatedWord& row : rows) words[row.word] = static_cast<std::uint64_t>(row.addend);
  std::string bytes;
  for (const std::uint64_t word : words) bytes += number_bytes(word, abi.word_size, abi.order);
  return "    Content: '" + hex_of(bytes) + "'\n";
}

std::string symbol_yaml(const std::string& name, const std::string& section,
                        const std::string& type, std::uint64_t value, std::uint64_t size,
                        const std::string& more) {
  return "  - Name: " + name + "\n    Section: " + section + "\n    Type: STT_" + type +
         "\n    Value: " + std::to_string(value) + "\n    Size: " + std::to_string(size) + "\n" +
         more;
}

std::string referring_module(const Abi& abi, bool has_addends,
                             const std::vector<RelocatedWord>& rows, const std::string& machine) {
  const std::uint64_t w = abi.word_size;
  const std::string global = "    Binding: STB_GLOBAL\n";
  std::string yaml = header_yaml(abi, "ET_REL", machine) + "Sections:\n";
  yaml += section_yaml(".text", "SHT_PROGBITS", "SHF_ALLOC, SHF_EXECINSTR") + "    Size: 64\n";
  yaml += section_yaml(".rodata", "SHT_PROGBITS", "SHF_ALLOC") + words_yaml(abi, 16, rows);
  yaml += section_yaml(".rodata.str1.1", "SHT_PROGBITS", "SHF_ALLOC, SHF_MERGE, SHF_STRINGS") +
          "    Size: 32\n";
  yaml += section_yaml(".bss", "SHT_NOBITS", "SHF_ALLOC, SHF_WRITE") + "    Size: 64\n";
  yaml +=
      section_yaml(".data", "SHT_PROGBITS", "SHF_ALLOC, SHF_WRITE") + words_yaml(abi, 8, data_rows);
  yaml += relocations_yaml(abi, has_addends, ".data", data_rows) +
          relocations_yaml(abi, has_addends, ".rodata", rows);
  yaml += "Symbols:\n";
  for (const char* section : {".rodata", ".rodata.str1.1", ".text", ".bss"})
    yaml += "  - Type: STT_SECTION\n    Section: " + std::string(section) + "\n";
  yaml += symbol_yaml("ids", ".rodata", "OBJECT", 0, 8 * w);
  yaml += symbol_yaml(".LANCHOR0", ".rodata", "NOTYPE", 8 * w, 0);
  yaml += symbol_yaml("probe", ".text", "FUNC", 16, 32);
  yaml += symbol_yaml("board_info", ".rodata", "OBJECT", 8 * w, 6 * w, global);
  yaml += symbol_yaml("the_driver", ".data", "OBJECT", 0, 8 * w, global);
  yaml += "  - Name: other_module\n" + global +
          "  - Name: fixed\n    Index: SHN_ABS\n    Value: 4096\n" + global;
  yaml += symbol_yaml("__mod_pci__ids_device_table", ".rodata", "OBJECT", 0, 8 * w, global);
  return elf_of(yaml + symbol_yaml("key", ".rodata", "OBJECT", 8 * w, 0, global));
}

}  // namespace ko2alias::test
