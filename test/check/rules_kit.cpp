#include "check/rules_kit.h"

#include <optional>

#include "check/formats.h"
#include "check/rules.h"
#include "check/target_kernel.h"

namespace ko2alias::test {

const Kernel& fixture_kernel() {
  const auto module = [](const std::string& name, const std::string& folder,
                         const std::string& pattern) {
    return KernelModule{.name = name,
                        .path = "lib/modules/6.12.48/kernel/drivers/" + folder + "/" + name + ".ko",
                        .vermagic = "6.12.48 SMP ",
                        .claims = {{.pattern = pattern}}};
  };
  static const Kernel kernel{
      .name = "6.12.48",
      .modules = {module("e1000e", "net", "pci:v00008086d000010D3sv*sd*bc*sc*i*"),
                  module("nvme", "nvme", "pci:v*d*sv*sd*bc01sc08i02*"),
                  module("acme_core", "acme", "acme-net")},
      .order = "kernel/drivers/net/e1000e.ko\nkernel/drivers/nvme/nvme.ko\n"};
  return kernel;
}

std::vector<Finding> findings_in(const std::string& elf, const Kernel* kernel) {
  const Decoded decoded = decode(elf);
  // A module is called like its file.
  const std::string path = decoded.module.name + ".ko";
  const ModuleReport report = make_report(path, decoded.image, decoded.module, AliasSource::all);
  std::optional<TargetKernel> target;
  if (kernel != nullptr) target.emplace(*kernel);
  return check_module(report, target ? &*target : nullptr);
}

strings findings_of(std::string_view rule, const std::string& elf, const Kernel* kernel) {
  strings all;
  for (const Finding& finding : findings_in(elf, kernel))
    if (finding.rule->id == rule) all.push_back(place_text(finding) + ": " + finding.message);
  return all;
}

std::string pci_ids(const Abi& abi, const std::vector<Pci>& entries) {
  std::vector<EntryBytes> bytes;
  for (const Pci& one : entries) bytes.push_back(pci(abi, one));
  return table_of(bytes);
}

TestTable pci_table(const Abi& abi, const std::vector<Pci>& entries) {
  return {.symbol = symbol_of(Spelling::type_table, "pci"), .bytes = pci_ids(abi, entries)};
}

std::string linked_module(const Abi& abi, const std::vector<TestTable>& tables,
                          const strings& records, const std::string& name,
                          const std::string& release) {
  strings modinfo{"license=GPL", "name=" + name, "vermagic=" + release + " SMP "};
  for (const std::string& pattern : decode(module_of(abi, tables, modinfo)).patterns())
    modinfo.push_back("alias=" + pattern);
  modinfo.insert(modinfo.end(), records.begin(), records.end());
  return module_of(abi, tables, modinfo);
}

}  // namespace ko2alias::test
