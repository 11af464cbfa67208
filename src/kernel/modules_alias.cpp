// Counts the bytes that depmod would write, or takes lines from a file.
#include "kernel/modules_alias.h"

#include <filesystem>
#include <unordered_map>

#include "kernel/module_order.h"
#include "module/listing.h"
#include "pattern/kmod_text.h"
#include "support/file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// `alias PATTERN MODULE` and the line's end.
std::size_t line_size(const ClaimRef& claim) {
  constexpr std::size_t between = std::string_view("alias  \n").size();
  return between + claim.pattern().size() + claim.name().size();
}

}  // namespace

ModulesAlias::ModulesAlias(const Kernel& kernel) : size_(modules_alias_comment.size()) {
  for (const KernelModule* const module : modules_in_order(kernel))
    for (const Claim& claim : module->claims)
      if (!module->is_builtin) add(module->name, claim.pattern, 0);
  collect_claims();
  for (const ClaimRef& claim : claims_) size_ += line_size(claim);
}

ModulesAlias::ModulesAlias(std::string_view text) : size_(text.size()) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    std::string_view line = take_line(text);
    if (take_word(line) != "alias") continue;
    const std::string_view pattern = take_word(line);
    if (const std::string_view module = trim(line); !module.empty()) add(module, pattern, number);
  }
  collect_claims();
}

void ModulesAlias::add(std::string_view module, std::string_view pattern, std::size_t line) {
  if (modules_.empty() || modules_.back().name != module)
    modules_.push_back({.name = std::string(module)});
  modules_.back().claims.push_back(
      {.pattern = std::string(pattern), .line = static_cast<std::uint32_t>(line)});
}

void ModulesAlias::collect_claims() {
  for (const KernelModule& module : modules_)
    for (const Claim& claim : module.claims) claims_.push_back({&module, &claim});
}

void ModulesAlias::add_drivers(const Kernel& kernel) {
  std::unordered_map<std::string, const KernelModule*> known;
  for (const KernelModule& module : kernel.modules)
    if (module.drivers) known.emplace(normalized(module.name), &module);
  for (KernelModule& module : modules_) {
    const auto found = known.find(normalized(module.name));
    if (found == known.end()) continue;
    module.tables = found->second->tables;
    module.drivers = found->second->drivers;
  }
}

ModulesAlias find_modules_alias(const std::string& path, const Kernel& kernel) {
  std::error_code ignored;
  std::vector<std::string> files{path, path + "/modules.alias"};
  // Of an image or a package that was unpacked.
  for (const char* const folder : {"/lib/modules/", "/usr/lib/modules/"})
    if (!kernel.release.empty()) files.push_back(path + folder + kernel.release + "/modules.alias");
  for (const std::string& file : files) {
    if (!std::filesystem::is_regular_file(file, ignored)) continue;
    const auto text = read_text_file(file);
    if (!text || !looks_like_modules_alias(*text)) continue;
    ModulesAlias lines(*text);
    lines.add_drivers(kernel);
    return lines;
  }
  ModulesAlias lines(kernel);
  lines.add_drivers(kernel);
  return lines;
}

}  // namespace ko2alias
