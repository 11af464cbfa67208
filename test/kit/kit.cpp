// Writes modules as YAML for LLVM's writer, and decodes them with the library.
#include "kit/kit.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace ko2alias::test {
namespace {

// A machine that has such an ABI.
std::string_view machine_of(const Abi& abi) {
  const bool is_big = abi.order == ByteOrder::big;
  if (abi.word_size == 8) return is_big ? "EM_S390" : "EM_X86_64";
  if (abi.alignment_cap == 2) return "EM_68K";
  if (abi.alignment_cap == 4) return "EM_386";
  return is_big ? "EM_PPC" : "EM_ARM";
}

std::string section_yaml(std::string_view name, std::string_view type, std::string_view bytes) {
  std::string yaml = "  - Name: '" + std::string(name) + "'\n    Type: " + std::string(type) +
                     "\n    AddressAlign: 8\n";
  if (type == "SHT_NOBITS") return yaml + "    Size: " + std::to_string(bytes.size()) + "\n";
  return bytes.empty() ? yaml : yaml + "    Content: '" + hex_of(bytes) + "'\n";
}

std::string symbol_yaml(const TestTable& table, std::string_view section) {
  return "  - Name: '" + table.symbol + "'\n    Section: '" + std::string(section) +
         "'\n    Type: " + (table.is_object ? "STT_OBJECT" : "STT_NOTYPE") +
         "\n    Binding: " + (table.is_local ? "STB_LOCAL" : "STB_GLOBAL") +
         "\n    Size: " + std::to_string(table.bytes.size()) + "\n";
}

}  // namespace

std::string number_bytes(std::uint64_t value, std::size_t width, ByteOrder order) {
  std::string bytes;
  for (std::size_t i = 0; i < width; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
  if (order == ByteOrder::big) std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

EntryBytes& EntryBytes::align(std::size_t alignment) {
  strictest_ = std::max(strictest_, alignment);
  while (bytes_.size() % alignment != 0) bytes_ += '\0';
  return *this;
}

EntryBytes& EntryBytes::scalar(std::uint64_t value, std::size_t width) {
  align(std::min<std::size_t>(width, abi_.alignment_cap));
  bytes_ += number_bytes(value, width, abi_.order);
  return *this;
}

EntryBytes& EntryBytes::chars(std::string_view text, std::size_t size) {
  assert(text.size() <= size);
  bytes_ += text;
  bytes_.append(size - text.size(), '\0');
  return *this;
}

EntryBytes& EntryBytes::zero_words(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) word(0);
  return *this;
}

std::string EntryBytes::bytes() const {
  EntryBytes padded = *this;
  return padded.align(strictest_).bytes_;
}

std::string table_of(const std::vector<EntryBytes>& entries) {
  std::string bytes;
  for (const EntryBytes& one : entries) bytes += one.bytes();
  assert(bytes.size() % entries.size() == 0);
  return bytes.append(bytes.size() / entries.size(), '\0');
}

std::string symbol_of(Spelling spelling, std::string_view type, std::string_view table,
                      std::string_view module) {
  const std::string t(type);
  const std::string name(table);
  switch (spelling) {
    case Spelling::type_only: return "__mod_" + t + "_device_table";
    case Spelling::type_table: return "__mod_" + t + "__" + name + "_device_table";
    case Spelling::prefix: return "__mod_device_table__" + t + "__" + name;
    case Spelling::prefix_module: break;
  }
  return "__mod_device_table__kmod_" + std::string(module) + "__" + t + "__" + name;
}

std::string module_of(const Abi& abi, const std::vector<TestTable>& tables,
                      const strings& modinfo) {
  std::string yaml = header_yaml(abi, "ET_REL", machine_of(abi)) + "Sections:\n";
  std::string symbols;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const std::string section = ".rodata." + std::to_string(i);
    yaml += section_yaml(section, tables[i].section_type, tables[i].bytes);
    symbols += symbol_yaml(tables[i], section);
  }
  std::string records;
  for (const std::string& record : modinfo) records += record + '\0';
  if (!records.empty()) yaml += section_yaml(".modinfo", "SHT_PROGBITS", records);
  return elf_of(yaml + "Symbols:" + (symbols.empty() ? " []\n" : "\n" + symbols));
}

strings Decoded::patterns() const {
  strings all;
  for (const Alias& alias : module.aliases) all.push_back(alias.pattern);
  return all;
}

strings Decoded::problems() const {
  strings all;
  for (const Problem& problem : module.problems) all.push_back(to_text(problem));
  return all;
}

Decoded decode(std::string elf, const DecodeOptions& options, std::string name) {
  Decoded decoded;
  decoded.source = make_memory_source(std::move(name), std::move(elf));
  auto image = open_image(*decoded.source);
  if (!image) throw std::runtime_error("not an image: " + image.problem().message);
  decoded.image = std::move(*image);
  decoded.module = decode_module(decoded.image, options);
  return decoded;
}

DecodeOptions as_kernel(std::string_view release) {
  DecodeOptions options;
  options.kernel = parse_release(release);
  assert(options.kernel);
  return options;
}

Decoded decode_table(std::string_view type, std::string_view release,
                     const std::vector<EntryBytes>& entries) {
  const TestTable table{.symbol = symbol_of(Spelling::type_table, type),
                        .bytes = table_of(entries)};
  DecodeOptions options = as_kernel(release);
  // The kernel was built on a machine of its own kind: the mistakes of cross builds have tests of
  // their own.
  options.build_host = entries.front().abi().order;
  return decode(module_of(entries.front().abi(), {table}), options);
}

strings aliases_of(std::string_view type, std::string_view release,
                   const std::vector<EntryBytes>& entries) {
  return decode_table(type, release, entries).patterns();
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string source_path(std::string_view relative) {
  return KO2ALIAS_SOURCE_DIR "/" + std::string(relative);
}

bool has_time() {
  const char* const all = std::getenv("KO2ALIAS_TEST_ALL");
  return all != nullptr && *all != '\0';
}

std::string to_text(const Problem& problem) {
  constexpr const char* names[] = {"note: ", "warning: ", "error: "};
  std::string text = names[static_cast<int>(problem.severity)];
  if (!problem.place.empty()) text += problem.place + ": ";
  return text + problem.message;
}

bool contains(std::string_view text, std::string_view part) {
  if (text.find(part) != std::string_view::npos) return true;
  UNSCOPED_INFO("in: " << text);
  return false;
}

bool any_contains(const strings& texts, std::string_view part) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const std::string& text) { return text.find(part) != std::string::npos; });
}

}  // namespace ko2alias::test

namespace ko2alias {

std::ostream& operator<<(std::ostream& out, const Abi& abi) {
  return out << (abi.word_size * 8) << "-bit " << (abi.order == ByteOrder::big ? "big" : "little")
             << " endian, alignment up to " << int{abi.alignment_cap};
}

std::ostream& operator<<(std::ostream& out, const Release& release) {
  return out << to_string(release) << (release.el != 0 ? " el" + std::to_string(release.el) : "");
}

std::ostream& operator<<(std::ostream& out, const Problem& problem) {
  return out << test::to_text(problem);
}

}  // namespace ko2alias
