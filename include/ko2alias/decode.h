// From a module to its aliases: the whole job, for one image.
//
//   const auto image = open_image(*source);
//   for (const Alias& alias : decode_module(*image, {}).aliases) std::puts(alias.pattern.c_str());
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ko2alias/device_table.h"
#include "ko2alias/image.h"
#include "ko2alias/modinfo.h"
#include "ko2alias/release.h"

namespace ko2alias {

struct Bus;
struct Variant;

/// An override value of a bus and the prefix that it puts before the alias: pci, 1, `vfio_` makes
/// `vfio_pci:…`.
struct OverridePrefix {
  std::string bus;
  std::uint64_t value = 0;
  std::string prefix;
};

/// The prefixes that the kernel knows: none for 0, which is no override, and `vfio_` for 1 (since
/// 5.15 for pci, 6.5 for cdx).
std::vector<OverridePrefix> kernel_override_prefixes();

/// Advice about a choice or a problem, in the words of the program that asks. It is put into
/// reasons and messages, as the library itself knows no command line.
struct DecodeHints {
  /// The reason of a choice that `DecodeOptions::kernel` made: `--kernel`.
  std::string kernel_given = "as asked for";
  /// Ends the reason of a choice that is not certain: ` (--kernel RELEASE decides)`.
  std::string decide_kernel{};
  /// Ends the message about an override value without a prefix, with `BUS:VALUE` for what was
  /// found: ` (--override-prefix BUS:VALUE=PREFIX_ gives it one)`.
  std::string give_prefix{};
};

struct DecodeOptions {
  /// The release whose layouts and texts to use; without it the module decides.
  std::optional<Release> kernel;
  /// Byte order of the machine that built the kernel. Old generators made mistakes where it is not
  /// the module's own. Without it, the order is big where vermagic names s390x, which distributions
  /// build natively, and little for all else.
  std::optional<ByteOrder> build_host;
  std::vector<OverridePrefix> overrides = kernel_override_prefixes();
  DecodeHints hints{};
  TableLimits limits{};
};

struct Alias {
  std::string pattern{};
  /// Index into `DecodedModule::tables`.
  std::uint32_t table = 0;
  /// Index of the entry in its table.
  std::uint32_t entry = 0;
  /// The entry's override value and what it made, where the bus has overrides.
  std::optional<std::uint64_t> override_value{};
  std::string override_prefix{};
};

struct DecodedTable {
  DeviceTable table{};
  /// Null for a type that ko2alias does not know.
  const Bus* bus = nullptr;
  /// How the entries were read; null where the bus had no aliases in the chosen release.
  const Variant* variant = nullptr;
  /// Why this variant and not another; empty where it is simply the release's.
  std::string reason{};
  /// Entries without the terminator; 0 where the table could not be read.
  std::uint32_t entries = 0;
};

/// The kernel release whose layouts and texts were used for a module, and the reason.
struct Choice {
  Release release;
  std::string reason{};
  /// False where another release fits as well and would have made other aliases.
  bool is_certain = true;
};

/// Everything that a module says of the hardware that it drives. Texts are views into the image's
/// source.
struct DecodedModule {
  /// The name that the kernel uses, with `_` for `-`.
  std::string name;
  Abi abi;
  ByteOrder build_host = ByteOrder::little;
  Choice choice;
  Modinfo modinfo;
  std::vector<DecodedTable> tables;
  /// In the order in which file2alias writes them: tables as in the symbol table, entries as in the
  /// tables.
  std::vector<Alias> aliases;
  ProblemList problems;
  /// Whether the symbols of device tables are gone (`strip --strip-unneeded`), and with them the
  /// tables.
  bool is_stripped = false;
};

/// Decodes all tables of a module. Never fails as a whole: a bad table is a problem, and the others
/// are decoded.
DecodedModule decode_module(const ModuleImage& image, const DecodeOptions& options);

}  // namespace ko2alias
