// Writes what stands in every document, and calls LLVM's yaml2obj for one.
#include "kit/yaml.h"

#include <stdexcept>

#include <llvm/ObjectYAML/yaml2obj.h>
#include <llvm/Support/YAMLTraits.h>
#include <llvm/Support/raw_ostream.h>

#include "support/text.h"

namespace ko2alias::test {

std::string hex_of(std::string_view bytes) {
  std::string hex;
  for (const char c : bytes) append_hex(hex, static_cast<unsigned char>(c), 2);
  return hex;
}

std::string header_yaml(const Abi& abi, std::string_view type, std::string_view machine) {
  std::string yaml = "--- !ELF\nFileHeader:\n  Class: ELFCLASS";
  yaml += abi.word_size == 8 ? "64" : "32";
  yaml += "\n  Data: ELFDATA2";
  yaml += abi.order == ByteOrder::big ? "MSB" : "LSB";
  yaml.append("\n  Type: ").append(type).append("\n  Machine: ").append(machine);
  return yaml + "\n";
}

std::string elf_of(std::string_view yaml) {
  std::string bytes;
  std::string mistakes;
  llvm::raw_string_ostream out(bytes);
  llvm::yaml::Input input(llvm::StringRef(yaml.data(), yaml.size()));
  const auto note = [&](const llvm::Twine& message) { mistakes += message.str() + '\n'; };
  if (!llvm::yaml::convertYAML(input, out, note)) throw std::runtime_error("bad YAML: " + mistakes);
  out.flush();
  return bytes;
}

}  // namespace ko2alias::test
