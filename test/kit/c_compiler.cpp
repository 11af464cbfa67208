#include "kit/c_compiler.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "kit/kit.h"
#include "kit/temporary_folder.h"

namespace ko2alias::test {
namespace {

std::string c_type(Scalar scalar) {
  switch (scalar) {
    case Scalar::u8: return "unsigned char";
    case Scalar::u16: return "unsigned short";
    case Scalar::u32: return "unsigned int";
    case Scalar::pointer: return "const void *";
    case Scalar::chars: return "char";
    default: return "unsigned long";
  }
}

std::string c_alignment(const Member& member) {
  if (member.alignment == 0) return "";
  const std::string bytes =
      member.alignment == to_word ? "sizeof(unsigned long)" : std::to_string(member.alignment);
  return " __attribute__((aligned(" + bytes + ")))";
}

std::string c_member(const Member& member, std::size_t index) {
  const std::string type = "  " + c_type(member.scalar) + " ";
  std::string fields;
  for (std::size_t i = 0; i < member.bit_fields.size(); ++i)
    fields += type + c_name(index, i) + ":" + std::to_string(member.bit_fields[i].width) + ";\n";
  if (!fields.empty()) return fields;
  std::string declaration = type + c_name(index);
  if (member.scalar == Scalar::bitmap)
    declaration += "[" + std::to_string(member.last_bit) + " / (8 * sizeof(long)) + 1]";
  else if (member.count != 1 || member.scalar == Scalar::chars)
    declaration += "[" + std::to_string(member.count) + "]";
  return declaration + c_alignment(member) + ";\n";
}

// Runs the compiler on a file in the folder. Returns its messages.
std::string run(const std::filesystem::path& folder, const std::string& command,
                const std::string& c) {
  std::ofstream(folder / "test.c") << c;
  const std::string messages = (folder / "messages").string();
  const int status = std::system(
      (command + " -std=gnu11 '" + (folder / "test.c").string() + "' 2> '" + messages + "'")
          .c_str());
  const std::string text = read_file(messages);
  return status == 0 ? text : "status " + std::to_string(status) + "\n" + text;
}

}  // namespace

std::vector<CTarget> c_targets() {
  const std::string cc = KO2ALIAS_CC;
  std::vector<CTarget> all{{"cc -m64", cc + " -m64", lp64}, {"cc -m32", cc + " -m32", i386}};
  const std::string clang = KO2ALIAS_CLANG;
  if (clang.empty()) return all;
  for (const auto& [target, abi] : {std::pair{"x86_64", lp64_le},
                                    {"aarch64", lp64_le},
                                    {"s390x", lp64_be},
                                    {"mips64", lp64_be},
                                    {"i386", i386},
                                    {"mipsel", ilp32_le},
                                    {"powerpc", ilp32_be}})
    all.push_back(
        {"clang for " + std::string(target), clang + " --target=" + target + "-linux-gnu", abi});
  return all;
}

std::string c_name(std::size_t member) { return "m" + std::to_string(member); }
std::string c_name(std::size_t member, std::size_t bit_field) {
  return c_name(member) + "_" + std::to_string(bit_field);
}

std::string c_struct(const std::string& name, const Variant& variant) {
  std::string c = "struct " + name + " {\n";
  for (std::size_t i = 0; i < variant.members.size(); ++i) c += c_member(variant.members[i], i);
  return c + "};\n";
}

std::string c_messages(const std::string& command, const std::string& c) {
  const TemporaryFolder folder;
  return run(folder.path(), command + " -fsyntax-only", c);
}

std::optional<std::string> c_object(const std::string& command, const std::string& c) {
  const TemporaryFolder folder;
  const std::string object = (folder.path() / "test.o").string();
  if (!run(folder.path(), command + " -w -c -o '" + object + "'", c).empty()) return std::nullopt;
  return read_file(object);
}

}  // namespace ko2alias::test
