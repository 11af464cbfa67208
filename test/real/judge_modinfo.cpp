// Compares decoded aliases with those that a module's own build wrote into its .modinfo.
//
// A finished module built with gcc holds, in this order,
//
//   the records of its own objects, hand-written aliases among them        alias=platform:foo
//   license=GPL  … the records of its .mod.c, last written first: [srcversion=…]
//     all generated aliases, in exactly reversed generator order           alias=pci:…2
//     alias=pci:…1 and the module's dependencies                                        depends=…
//     … name=…  vermagic=…
//
// so the generated aliases end at `depends=`, and the run of alias records before it is
//
//   run = [hand-written ones, of a source whose last MODULE_… line is not among them]
//   reversed(generated)
//
// The comparison, from the strictest on:
//  1. The decoded sequence, reversed, must be the end of the run. Where table symbols are local (C,
//  from 6.16 on) this
//     holds to the letter. The final link of GLOBAL table symbols reorders them, and the generator
//     saw the order before: there the end of the run must be the tables' reversed sequences, each
//     in one piece, in some order.
//  2. Of what is left of the run nothing may be generated. `srcversion=` stands right before the
//  generated ones: with
//     it nothing may be left at all. Without it what is left must have been written by hand, which
//     .modinfo does not say: an alias that looks like one of a bus counts as a difference, unless
//     it is one of `written_by_hand`, or a platform alias in a module without a platform table, as
//     drivers do write them. All that is left is counted.
//  3. Aliases before the run come from the module's own objects and are not looked at.
//  (judge_modpost.cpp sees what is
//     missing here.)
#include <algorithm>
#include <array>
#include <span>

#include <fmt/core.h>

#include "bus/buses.h"
#include "judging.h"
#include "ko2alias/decode.h"

namespace ko2alias::judge {
namespace {

// The last alias of a source, in Debian's kernels 5.10 to 7.3. No modpost of these kernels makes
// them of a table.
constexpr std::array<std::string_view, 7> written_by_hand{
    "pci:cdnsp",
    "platform:mv_crypto",
    "platform:samsung-uart",
    "rpmsg:IPCRTR",
    "rpmsg:rpmsg_chrdev",
    "spi:lan937x",
    "wmi:ABBC0F6F-8EA1-11D1-00A0-C90629100000"};

struct Run {
  /// In the generator's order: the run reversed.
  Strings aliases;
  /// Whether nothing hand-written can be in the run.
  bool is_generated_only = false;
  bool has_end = false;
};

Run find_run(const Modinfo& modinfo) {
  Run run;
  const auto& records = modinfo.records;
  auto record = std::find_if(records.rbegin(), records.rend(),
                             [](const auto& r) { return r.key == "depends"; });
  run.has_end = record != records.rend();
  if (!run.has_end) return run;
  for (++record; record != records.rend() && record->key == "alias"; ++record)
    run.aliases.emplace_back(record->value);
  run.is_generated_only = record != records.rend() && record->key == "srcversion";
  return run;
}

bool starts_with(std::span<const std::string> aliases, const Strings& table) {
  return table.size() <= aliases.size() && std::equal(table.begin(), table.end(), aliases.begin());
}

// Whether `aliases` are the tables' sequences, each in one piece, in whatever order. Where two
// tables fit at a place both are tried.
bool are_pieces(std::span<const std::string> aliases, const std::vector<Strings>& tables) {
  if (tables.empty()) return aliases.empty();
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (!starts_with(aliases, tables[i])) continue;
    std::vector<Strings> others = tables;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    if (are_pieces(aliases.subspan(tables[i].size()), others)) return true;
  }
  return false;
}

bool may_be_reordered(const DecodedModule& module) {
  return std::any_of(module.tables.begin(), module.tables.end(),
                     [](const auto& t) { return !t.table.is_local; });
}

bool is_in_some_order(const JudgedModule& module, const Strings& end_of_run) {
  std::vector<Strings> tables;
  for (std::size_t i = 0; i < module.decoded.tables.size(); ++i)
    if (Strings table = patterns_of(module.decoded, i); !table.empty())
      tables.push_back(std::move(table));
  return are_pieces(end_of_run, tables);
}

// `pci` of `pci:v…`, `acpi` of `acpi*:…`.
std::string_view prefix_of(std::string_view alias) {
  const std::string_view prefix = alias.substr(0, alias.find(':'));
  return prefix.substr(0, prefix.find('*'));
}

const Bus* bus_of(std::string_view alias) {
  std::string_view prefix = prefix_of(alias);
  if (prefix.size() == alias.size()) return nullptr;
  if (prefix.starts_with("vfio_")) prefix.remove_prefix(5);
  const auto& buses = all_buses();
  const auto found = std::find_if(buses.begin(), buses.end(), [&](const Bus* bus) {
    return prefix == bus->type || prefix == prefix_of(bus->shape);
  });
  return found == buses.end() ? nullptr : *found;
}

bool is_by_hand(const JudgedModule& module, const Bus& bus, std::string_view alias) {
  if (std::find(written_by_hand.begin(), written_by_hand.end(), alias) != written_by_hand.end())
    return true;
  const auto& tables = module.decoded.tables;
  return bus.type == "platform" &&
         std::none_of(tables.begin(), tables.end(),
                      [&](const DecodedTable& table) { return table.bus == &bus; });
}

void judge_leftovers(const JudgedModule& module, const Run& run, Report& report) {
  for (std::size_t i = module.decoded.aliases.size(); i < run.aliases.size(); ++i) {
    const std::string& alias = run.aliases[i];
    const Bus* const bus = bus_of(alias);
    if (run.is_generated_only || (bus != nullptr && !is_by_hand(module, *bus, alias)))
      report.difference(module.path, "in .modinfo, not decoded: " + alias);
    else
      report.add("written by hand: " + std::string(bus != nullptr ? bus->type : "of no bus"));
  }
}

void judge(const JudgedModule& module, Report& report) {
  const Run run = find_run(module.decoded.modinfo);
  if (!run.has_end)
    return report.difference(module.path,
                             "no depends= in .modinfo: cannot tell the generated part");
  const Strings decoded = patterns_of(module.decoded);
  Strings generated = run.aliases;
  generated.resize(std::min(decoded.size(), generated.size()));
  if (generated == decoded) {
    if (module.decoded.tables.size() > 1)
      report.add("modules with several tables: in symbol order");
  } else if (may_be_reordered(module.decoded) && is_in_some_order(module, generated)) {
    report.add("modules with several tables: reordered by the link");
  } else {
    return report.difference(module.path, first_difference(generated, decoded));
  }
  report.count_compared(module.decoded);
  if (run.is_generated_only) report.add("modules with srcversion");
  judge_leftovers(module, run, report);
}

}  // namespace

bool judge_modinfo(const std::filesystem::path& tree, const DecodeOptions& options) {
  Report report;
  for_each_module(tree, options, report,
                  [&](const JudgedModule& module) { judge(module, report); });
  return report.print(Report::Detail::buses_and_problems);
}

}  // namespace ko2alias::judge
