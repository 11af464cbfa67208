#include "module/file_kind.h"

#include <algorithm>
#include <string>

namespace ko2alias {
namespace {

using namespace std::string_view_literals;

Problem no_module(std::string_view message) {
  return {.message = std::string(message), .kind = ProblemKind::no_module};
}

bool has_section(const ModuleImage& image, std::string_view start) {
  return std::any_of(image.sections.begin(), image.sections.end(),
                     [&](const Section& section) { return section.name.starts_with(start); });
}

// gcc marks the objects of -fno-fat-lto-objects by this symbol. Fat ones have machine code and
// tables beside the intermediate code.
bool is_slim(const ModuleImage& image) {
  if (!has_section(image, ".gnu.lto_")) return false;
  const auto symbols = load_symbols(image);
  return symbols && std::any_of(symbols->begin(), symbols->end(), [](const Symbol& symbol) {
           return symbol.name == "__gnu_lto_slim";
         });
}

}  // namespace

std::optional<Problem> why_no_module(const ModuleImage& image) {
  if (is_slim(image))
    return no_module(
        "an object of gcc's intermediate code (slim LTO): its tables are not made before it is "
        "linked");
  if (!image.is_relocatable && image.mod_symbols.empty() && !has_section(image, ".modinfo"))
    return no_module(
        "a linked file without device tables: an executable, a library, or a kernel that was "
        "stripped of its symbols");
  return std::nullopt;
}

std::optional<Problem> why_no_module(std::string_view head) {
  // The second one is the wrapper of some targets.
  if (head.starts_with("BC\xC0\xDE"sv) || head.starts_with("\xDE\xC0\x17\x0B"sv))
    return no_module(
        "an object of LLVM's intermediate code (bitcode): its tables are not made before it is "
        "linked");
  return std::nullopt;
}

}  // namespace ko2alias
