// For each rule of `check` a module in which it finds one thing, and one just beside it in which it
// finds nothing.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "check/rules.h"
#include "kernel/kernel.h"
#include "kit/kit.h"

namespace ko2alias::test {

struct RuleFixture {
  std::string_view rule;
  /// Modules as ELF files of the ABI.
  std::string (*guilty)(const Abi& abi);
  std::string (*innocent)(const Abi& abi);
  /// What it says of the guilty one where that is 64-bit and little-endian, as `place: message`.
  std::string_view finding;
};

std::span<const RuleFixture> rule_fixtures();

/// The kernel that the fixtures of rules about modules in a kernel are for: 6.12.48 with e1000e and
/// nvme.
const Kernel& fixture_kernel();

/// What a rule finds in a module, as `place: message`.
strings findings_of(std::string_view rule, const std::string& elf, const Kernel* kernel = nullptr);

/// A pci entry of 5.15 and later.
struct Pci {
  std::uint64_t vendor = 0xffffffff;
  std::uint64_t device = 0xffffffff;
  std::uint64_t class_id = 0;
  std::uint64_t class_mask = 0;
  std::uint64_t data = 0;
  std::uint64_t override_only = 0;
};
std::string pci_ids(const Abi& abi, const std::vector<Pci>& entries);
TestTable pci_table(const Abi& abi, const std::vector<Pci>& entries);

/// A module as modpost leaves it, with the aliases of its tables in .modinfo, and these records.
std::string linked_module(const Abi& abi, const std::vector<TestTable>& tables,
                          const strings& records = {}, const std::string& name = "test",
                          const std::string& release = "6.12.48");

}  // namespace ko2alias::test
