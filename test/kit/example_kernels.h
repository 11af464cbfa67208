// Small kernels for the examples of `diff`. From 6.12 to 7.2 there is a change of every category;
// `not-decided` only where the comparison may take hardly any work.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kit/kit.h"
#include "kit/packing.h"

namespace ko2alias::test {

struct ExampleModule {
  std::string name{};
  strings aliases{};
};

struct ExampleKernel {
  std::string release{};
  std::vector<ExampleModule> modules{};
  std::vector<ExampleModule> built_ins{};
  std::string config{};
  /// The driver data of acme_nic's entry, which comes from a table, as does that of acme_vfio_pci
  /// where it is for overrides; the others' aliases stand in .modinfo alone. The driver of
  /// acme_vfio_pci is called acme-vfio.
  std::uint64_t nic_data = 0;

  /// `6.12` of 6.12.57.
  [[nodiscard]] std::string series() const { return release.substr(0, release.rfind('.')); }
  /// The modules as files below lib/modules/RELEASE/kernel.
  [[nodiscard]] Members module_files() const;
  /// modules.builtin.modinfo.
  [[nodiscard]] Members builtin_files() const;
  /// boot/config-RELEASE, where packages have it.
  [[nodiscard]] Members config_files() const;
};

const ExampleKernel& kernel_6_1();
const ExampleKernel& kernel_6_12();
const ExampleKernel& kernel_7_2();

}  // namespace ko2alias::test
