// The least that any reader of modules has to do: opens each file named on standard input, and
// reads its ELF header, section headers, symbol table and string table. What ko2alias takes more
// than this is its own work.
#include <elf.h>
#include <fcntl.h>
#include <unistd.h>

#include <iostream>
#include <string>
#include <vector>

namespace {

std::vector<char> buffer(std::size_t{64} << 20);

bool read_at(int file, std::size_t place, std::size_t size, std::size_t offset) {
  return place + size <= buffer.size() &&
         ::pread(file, buffer.data() + place, size, static_cast<off_t>(offset)) ==
             static_cast<ssize_t>(size);
}

void read_module(int file) {
  if (!read_at(file, 0, sizeof(Elf64_Ehdr), 0)) return;
  const Elf64_Ehdr header = *reinterpret_cast<const Elf64_Ehdr*>(buffer.data());
  const std::size_t size = header.e_shnum * sizeof(Elf64_Shdr);
  if (!read_at(file, 0, size, header.e_shoff)) return;
  const auto* const sections = reinterpret_cast<const Elf64_Shdr*>(buffer.data());
  for (unsigned i = 0; i < header.e_shnum; ++i)
    if (sections[i].sh_type == SHT_SYMTAB || sections[i].sh_type == SHT_STRTAB)
      read_at(file, size, sections[i].sh_size, sections[i].sh_offset);
}

}  // namespace

int main() {
  for (std::string path; std::getline(std::cin, path);) {
    const int file = ::open(path.c_str(), O_RDONLY);
    if (file < 0) continue;
    read_module(file);
    ::close(file);
  }
}
