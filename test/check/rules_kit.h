// Modules and a kernel for the tests of rules, and what a rule finds in them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/rule.h"
#include "kernel/kernel.h"
#include "kit/entries.h"
#include "kit/kit.h"

namespace ko2alias::test {

/// All that is found in a module, in a kernel if there is one.
std::vector<Finding> findings_in(const std::string& elf, const Kernel* kernel = nullptr);

/// The findings of a rule in a module, as `place: message`.
strings findings_of(std::string_view rule, const std::string& elf, const Kernel* kernel = nullptr);

/// The kernel that the fixtures of rules about modules in a kernel are for: 6.12.48 with e1000e and
/// nvme.
const Kernel& fixture_kernel();

std::string pci_ids(const Abi& abi, const std::vector<Pci>& entries);
TestTable pci_table(const Abi& abi, const std::vector<Pci>& entries);

/// A module as modpost leaves it, with the aliases of its tables in .modinfo, and these records.
std::string linked_module(const Abi& abi, const std::vector<TestTable>& tables,
                          const strings& records = {}, const std::string& name = "test",
                          const std::string& release = "6.12.48");

}  // namespace ko2alias::test
