// From a module's image to its aliases, step by step:
//
//   .modinfo      name=e1000e, vermagic=5.14.0-427.el9.x86_64 …
//   symbols       __mod_pci__e1000_pci_tbl_device_table: a pci table and its 9,320 bytes
//   release       5.14, from vermagic; --kernel would win over it, and a module without vermagic is
//                 judged by its tables alone (possible_releases.cpp)
//   variant       pci has entries of 32 bytes in 5.14, but 9,320 is no multiple of 32; so the table
//                 is read as 5.15 has it, in entries of 40 bytes (choose.cpp)
//   table         233 entries of 40 bytes; the last one is all zero: the terminator
//   entries       8086:10d3 and any subsystem: pci:v00008086d000010D3sv*sd*bc*sc*i*
//
// Tables fail one by one, each with a problem of its own: by a size that is no multiple of the
// entry size, by a missing terminator, or by a symbol that modpost of that release passes by
// (dialect.cpp).
#include "ko2alias/decode.h"

#include <algorithm>
#include <unordered_set>

#include <fmt/core.h>

#include "bus/buses.h"
#include "decode/choose.h"
#include "decode/dialect.h"
#include "decode/possible_releases.h"
#include "describe/entry.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// Decodes the tables of one module, once their variants are chosen.
class ModuleDecoder {
 public:
  ModuleDecoder(DecodedModule& module, const DecodeOptions& options)
      : module_(module), options_(options), drops_repeats_(drops_repeats(module.choice.release)) {}

  void decode() {
    for (std::size_t i = 0; i < module_.tables.size(); ++i) decode_table(i);
  }

 private:
  void decode_table(std::size_t index) {
    DecodedTable& table = module_.tables[index];
    place_ = std::string(table.table.symbol_name);
    if (table.bus == nullptr) return report_unknown_type(table);
    if (table.variant == nullptr) return report_no_aliases_yet(table);
    const TableView view(*table.variant, module_.abi, module_.build_host, table.table.bytes);
    if (!is_readable(table, view)) return;
    table.entries = static_cast<std::uint32_t>(view.entry_count());
    if (!table.reason.empty()) report(Severity::note, ProblemKind::other, table.reason);
    const std::string lost = reason_to_pass_by(table.table, module_.choice.release);
    if (!lost.empty()) return report(Severity::warning, ProblemKind::lost_table, lost);
    AliasSink sink;
    for (std::uint32_t i = 0; i < table.entries; ++i) decode_entry(Entry(view, i), index, sink);
  }

  bool is_readable(const DecodedTable& table, const TableView& view) {
    const std::size_t size = table.table.bytes.size();
    if (size == 0 || size % view.layout.size != 0) {
      report(Severity::error, ProblemKind::table_size,
             fmt::format("size {} is not a multiple of the {} entry size {}", size, table.bus->type,
                         view.layout.size));
      return false;
    }
    const Entry last(view, view.entry_count());
    if (Bytes(last.all_bytes(), module_.abi.order).is_all_zero()) return true;
    report(Severity::error, ProblemKind::missing_terminator,
           fmt::format("{} of {} bytes is not all zero: the terminator is missing",
                       view.entry_count() == 0
                           ? "its only entry"
                           : fmt::format("the last of its {} entries", view.entry_count() + 1),
                       view.layout.size));
    return false;
  }

  void decode_entry(const Entry& entry, std::size_t index, AliasSink& sink) {
    const DecodedTable& table = module_.tables[index];
    Alias alias{.table = static_cast<std::uint32_t>(index),
                .entry = static_cast<std::uint32_t>(entry.index())};
    if (!find_override(entry, table, alias)) return;
    report_full_texts(entry);
    write_aliases(entry, *table.variant, sink);
    for (const auto& [kind, reason] : sink.refusals)
      report_entry(entry, kind, reason + ": no alias");
    if (!sink.aliases.empty()) sink.previous = sink.aliases.back();
    for (const std::string& pattern : sink.aliases) {
      alias.pattern = alias.override_prefix + pattern;
      add(entry, alias);
    }
    sink.aliases.clear();
    sink.refusals.clear();
  }

  void add(const Entry& entry, const Alias& alias) {
    if (alias.pattern.find_first_of("\r\n") != std::string::npos)
      return report_entry(
          entry, ProblemKind::line_break,
          "its alias would hold a line break, which no C string survives: no alias");
    if (!drops_repeats_ || seen_.insert(alias.pattern).second) module_.aliases.push_back(alias);
  }

  // Finds the prefix for the entry's override value. A value without one gives a warning, and
  // false.
  bool find_override(const Entry& entry, const DecodedTable& table, Alias& alias) {
    if (table.variant->override_member.empty()) return true;
    const std::uint64_t value = entry.number(table.variant->override_member);
    for (const OverridePrefix& known : options_.overrides)
      if (known.value == value && known.bus == table.bus->type) {
        alias.override_value = value;
        alias.override_prefix = known.prefix;
        return true;
      }
    report_entry(entry, ProblemKind::unknown_override,
                 fmt::format("{} is {}, a value without a prefix: no alias{}",
                             table.variant->override_member, value, prefix_hint(table, value)));
    return false;
  }

  // ` (--override-prefix pci:2=PREFIX_ gives it one)`, if the program has such words.
  [[nodiscard]] std::string prefix_hint(const DecodedTable& table, std::uint64_t value) const {
    constexpr std::string_view found = "BUS:VALUE";
    std::string hint = options_.hints.give_prefix;
    const auto at = hint.find(found);
    return at == std::string::npos
               ? hint
               : hint.replace(at, found.size(), fmt::format("{}:{}", table.bus->type, value));
  }

  void report_full_texts(const Entry& entry) {
    for (std::size_t i = 0; i < entry.members().size(); ++i) {
      const Member& member = entry.members()[i];
      if (!member.is_text || entry.bytes(i).find('\0') != std::string_view::npos) continue;
      report_entry(
          entry, ProblemKind::unterminated_text,
          fmt::format(
              "{} fills its {} bytes without a NUL: its text runs on into the bytes behind it",
              member.name, member.count));
    }
  }

  void report_unknown_type(const DecodedTable& table) {
    const std::string type = escape_for_terminal(table.table.symbol.type);
    if (is_type_without_aliases(table.table.symbol.type))
      report(Severity::note, ProblemKind::other,
             fmt::format("type '{}' has never had aliases", type));
    else
      report(Severity::warning, ProblemKind::unknown_type,
             fmt::format("unknown type '{}', table of {}: no alias", type,
                         counted(table.table.bytes.size(), "byte")));
  }

  void report_no_aliases_yet(const DecodedTable& table) {
    report(Severity::note, ProblemKind::other,
           fmt::format("type '{}' had no aliases in {} (they came with {})", table.bus->type,
                       to_string(module_.choice.release),
                       to_string(table.bus->variants.back().since.mainline)));
  }

  void report(Severity severity, ProblemKind kind, std::string message) {
    module_.problems.add({severity, place_, std::move(message), kind});
  }
  void report_entry(const Entry& entry, ProblemKind kind, std::string message) {
    module_.problems.add({Severity::warning, fmt::format("{}: entry {}", place_, entry.index()),
                          std::move(message), kind});
  }

  DecodedModule& module_;
  const DecodeOptions& options_;
  bool drops_repeats_;
  std::string place_;
  std::unordered_set<std::string> seen_;
};

void decode_as(DecodedModule& module, const DecodeOptions& options) {
  module.build_host =
      options.build_host.value_or(likely_build_host(module.modinfo.first("vermagic")));
  choose_variants(module.tables, module.abi, module.choice.release);
  ModuleDecoder(module, options).decode();
}

bool has_same_patterns(const DecodedModule& a, const DecodedModule& b) {
  return std::equal(a.aliases.begin(), a.aliases.end(), b.aliases.begin(), b.aliases.end(),
                    [](const Alias& x, const Alias& y) { return x.pattern == y.pattern; });
}

// Reads the module in each way that its tables leave possible. If all of them give the same
// aliases, there is nothing to decide.
void decode_by_evidence(DecodedModule& module, const DecodeOptions& options) {
  const std::vector<Choice> choices = possible_choices(module.tables, module.abi);
  const DecodedModule undecided = module;
  module.choice = choices.front();
  decode_as(module, options);
  for (std::size_t i = 1; i < choices.size(); ++i) {
    DecodedModule other = undecided;
    other.choice = choices[i];
    decode_as(other, options);
    if (has_same_patterns(module, other)) continue;
    module.choice.is_certain = false;
    module.choice.reason += fmt::format(", but {} as well, with other aliases{}",
                                        to_string(choices[i].release), options.hints.decide_kernel);
    module.problems.add_first(
        {Severity::warning, {}, module.choice.reason, ProblemKind::uncertain_release});
    return;
  }
}

// Whether there is an alias like `pci:…`; one like `fs-ext4` was never in a device table.
bool has_bus_alias(const Modinfo& modinfo) {
  const auto aliases = modinfo.all("alias");
  return std::any_of(aliases.begin(), aliases.end(), [](std::string_view alias) {
    return alias.find(':') != std::string_view::npos;
  });
}

// The name in a module's own records, or else that of its file.
std::string module_name(const ModuleImage& image, const DecodedModule& module) {
  if (const auto name = module.modinfo.first("name"); !name.empty())
    return replace_all(name, '-', '_');
  std::string_view file = image.source->name();
  file.remove_prefix(file.rfind('/') + 1);
  for (const std::string_view extension : {".xz", ".gz", ".zst", ".debug", ".ko", ".o"})
    if (file.ends_with(extension)) file.remove_suffix(extension.size());
  return replace_all(file, '-', '_');
}

void add_modinfo(DecodedModule& module, const ModuleImage& image) {
  if (auto modinfo = load_modinfo(image))
    module.modinfo = std::move(*modinfo);
  else
    module.problems.add(modinfo.problem());
}

void add_tables(DecodedModule& module, const ModuleImage& image, const TableLimits& limits) {
  const DeviceTables found = find_device_tables(image, module.name, limits);
  module.problems.add(found.problems);
  for (const DeviceTable& table : found.tables)
    module.tables.push_back({.table = table, .bus = find_bus(table.symbol.type)});
  module.is_stripped =
      found.tables.empty() && !image.has_local_objects && has_bus_alias(module.modinfo);
}

std::optional<Choice> known_release(const DecodedModule& module, const DecodeOptions& options) {
  if (options.kernel) return Choice{*options.kernel, options.hints.kernel_given};
  const std::string_view vermagic = module.modinfo.first("vermagic");
  const auto release = parse_release(vermagic);
  if (!release) return std::nullopt;
  return Choice{*release, "vermagic " + std::string(vermagic.substr(0, vermagic.find(' ')))};
}

}  // namespace

std::vector<OverridePrefix> kernel_override_prefixes() {
  return {{"pci", 0, ""}, {"pci", 1, "vfio_"}, {"cdx", 0, ""}, {"cdx", 1, "vfio_"}};
}

DecodedModule decode_module(const ModuleImage& image, const DecodeOptions& options) {
  DecodedModule module;
  module.problems = ProblemList(options.limits.problems);
  module.abi = image.abi;
  add_modinfo(module, image);
  module.name = module_name(image, module);
  add_tables(module, image, options.limits);
  if (auto choice = known_release(module, options)) {
    module.choice = std::move(*choice);
    decode_as(module, options);
  } else if (!module.tables.empty()) {
    decode_by_evidence(module, options);
  }
  return module;
}

}  // namespace ko2alias
