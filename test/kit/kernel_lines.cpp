// Makes a kernel of its lines, word by word.
#include "kit/kernel_lines.h"

#include <algorithm>
#include <sstream>

namespace ko2alias::test {
namespace {

// `e1000_pci_tbl[16]`.
EntryPlace place_of(KernelModule& module, const std::string& text) {
  const auto bracket = text.find('[');
  const std::string symbol = "__mod_pci__" + text.substr(0, bracket) + "_device_table";
  auto table = std::find_if(module.tables.begin(), module.tables.end(),
                            [&](const KernelTable& one) { return one.symbol == symbol; });
  if (table == module.tables.end())
    table = module.tables.insert(table, {symbol, static_cast<std::uint32_t>(module.tables.size())});
  return {static_cast<std::uint32_t>(table - module.tables.begin()),
          static_cast<std::uint32_t>(std::stoul(text.substr(bracket + 1)))};
}

}  // namespace

Kernel kernel(const strings& lines, std::string config) {
  Kernel kernel{.name = "test", .config = std::move(config)};
  for (const std::string& line : lines) {
    std::istringstream in(line);
    std::string name;
    std::string place;
    Claim claim;
    in >> name >> claim.pattern >> claim.data >> place;
    const bool is_builtin = name[0] == '+';
    if (is_builtin) name.erase(0, 1);
    const auto same = std::find_if(kernel.modules.begin(), kernel.modules.end(),
                                   [&](const KernelModule& m) { return m.name == name; });
    KernelModule& module = same != kernel.modules.end() ? *same : kernel.modules.emplace_back();
    module.name = name;
    module.is_builtin = is_builtin;
    if (claim.data == "-") claim.data.clear();
    if (!place.empty()) claim.place = place_of(module, place);
    if (!claim.pattern.empty()) module.claims.push_back(claim);
  }
  return kernel;
}

}  // namespace ko2alias::test
