// Calls LLVM's yaml2obj for one document.
#include "kit/yaml.h"

#include <stdexcept>

#include <llvm/ObjectYAML/yaml2obj.h>
#include <llvm/Support/YAMLTraits.h>
#include <llvm/Support/raw_ostream.h>

namespace ko2alias::test {

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
