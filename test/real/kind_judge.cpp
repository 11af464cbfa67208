#include "kind_judge.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include <fmt/core.h>

#include "describe/bus.h"
#include "judging.h"
#include "ko2alias/decode.h"
#include "ko2alias/image.h"
#include "random_symbol.h"
#include "support/text.h"

namespace ko2alias::judge {
namespace {

// A run of modpost takes longer to start than for many modules.
constexpr std::size_t modules_per_batch = 40;

// modpost's buffers hold 500 bytes up to 6.12, and for most buses 256 from 6.13 on, its lines 500
// bytes: beyond that what it does is undefined.
std::size_t longest_alias(std::string_view type) {
  return type == "of" || type == "usb" ? 460 : 240;
}

}  // namespace

bool KindJudge::run_batch(std::uint64_t seed) {
  Random random(seed);
  std::vector<Module> modules;
  std::vector<std::string> objects;
  while (modules.size() < modules_per_batch) {
    modules.push_back(make_module(random));
    objects.push_back(make_object(modules.back()));
  }
  const std::vector<Answer> answers = modpost_.ask(objects);
  for (std::size_t i = 0; i < modules.size(); ++i) {
    if (!is_same(objects[i], answers[i])) {
      report(shrink(modules[i]), seed);
      return false;
    }
    count(modules[i], answers[i]);
  }
  return true;
}

KindJudge::Module KindJudge::make_module(Random& random) const {
  Module module{.name = make_module_name(random)};
  for (auto n = random() % 4 + 1; module.tables.size() < n;) {
    RandomTable table = make_table(random, module.tables);
    table.symbol =
        make_symbol(random, options_.release, module.name, table.bus->type, module.tables.size());
    if (is_bearable(table)) module.tables.push_back(std::move(table));
  }
  return module;
}

// Now and then one that repeats entries of another table: modpost drops such aliases from 6.13 on.
RandomTable KindJudge::make_table(Random& random, const Tables& earlier) const {
  if (earlier.empty() || random() % 8 != 0) {
    RandomTable table = make_random_table(random, kind_.abi, options_.release);
    table.is_object = random() % 32 != 0;
    return table;
  }
  RandomTable table = earlier[random() % earlier.size()];
  if (!table.entries.empty()) table.entries.push_back(table.entries.front());
  return table;
}

// Whether modpost's output for it is defined. Line breaks in an alias tear its .mod.c apart.
bool KindJudge::is_bearable(const RandomTable& table) const {
  bool is_good = true;
  decode(make_object({"random", {table}}), [&](const DecodedModule& module) {
    for (const Alias& alias : module.aliases)
      is_good &= alias.pattern.size() < longest_alias(table.bus->type);
    for (const Problem& problem : module.problems)
      is_good &= problem.message.find("line break") == std::string::npos;
  });
  return is_good;
}

std::string KindJudge::make_object(const Module& module) const {
  std::vector<TableObject> objects;
  const bool is_local = options_.release >= Release{6, 15};
  for (const RandomTable& table : module.tables)
    objects.push_back({table.symbol, table.bytes(kind_.abi), is_local, table.is_object});
  std::string modinfo =
      fmt::format("license=GPL|description=random tables|name={}|vermagic={} SMP mod_unload |",
                  module.name, options_.release_text);
  std::replace(modinfo.begin(), modinfo.end(), '|', '\0');
  return write_object(kind_, objects, modinfo);
}

// modpost runs on this machine, which is the build host.
void KindJudge::decode(const std::string& object,
                       const std::function<void(const DecodedModule&)>& use) const {
  const auto source = make_memory_source("random.ko", object);
  const auto image = open_image(*source);
  if (!image)
    throw std::runtime_error(
        fmt::format("an object for {}: {}", kind_.name, image.problem().message));
  DecodeOptions options;
  options.build_host = ByteOrder::little;
  use(decode_module(*image, options));
}

bool KindJudge::is_same(const std::string& object, const Answer& answer) const {
  bool is_same = false;
  decode(object,
         [&](const DecodedModule& module) { is_same = patterns_of(module) == answer.aliases; });
  return is_same && answer.is_good;
}

bool KindJudge::is_same(const Module& module) const {
  const std::string object = make_object(module);
  return is_same(object, modpost_.ask({object}).front());
}

// Single entries first, then single tables; a difference that needs more is left as it is.
KindJudge::Module KindJudge::shrink(const Module& module) const {
  for (const RandomTable& table : module.tables)
    for (const std::string& entry : table.entries) {
      Module one{module.name, {table}};
      one.tables.front().entries = {entry};
      if (!is_same(one)) return one;
    }
  for (const RandomTable& table : module.tables)
    if (const Module one{module.name, {table}}; !is_same(one)) return one;
  return module;
}

void KindJudge::report(const Module& module, std::uint64_t seed) const {
  fmt::print("DIFFERENCE, {}, --seed {}, module {}\n", kind_.name, seed, module.name);
  for (const RandomTable& table : module.tables) {
    fmt::print("{}, {} entries\n", table.symbol, table.entries.size());
    for (const std::string& entry : table.entries)
      fmt::print("{}\n", describe_entry(table, kind_.abi, entry));
  }
  const std::string object = make_object(module);
  const std::filesystem::path kept =
      options_.keep / fmt::format("differential-{}-{}.ko", kind_.name, seed);
  std::ofstream(kept, std::ios::binary) << object;
  fmt::print("the module is kept: {}\n", kept.string());
  print_both(object);
}

void KindJudge::print_both(const std::string& object) const {
  const Answer answer = modpost_.ask({object}).front();
  if (!answer.is_good) fmt::print("modpost refuses it: {}\n", escape_for_terminal(answer.log));
  for (const std::string& alias : answer.aliases)
    fmt::print("modpost   {}\n", escape_for_terminal(alias));
  decode(object, [](const DecodedModule& module) {
    for (const Alias& alias : module.aliases)
      fmt::print("ko2alias  {}\n", escape_for_terminal(alias.pattern));
    for (const Problem& problem : module.problems)
      fmt::print("ko2alias: {}: {}\n", problem.place, escape_for_terminal(problem.message));
  });
}

void KindJudge::count(const Module& module, const Answer& answer) {
  ++modules_;
  aliases_ += answer.aliases.size();
  for (const RandomTable& table : module.tables)
    entries_[std::string(table.bus->type)] += table.entries.size();
}

void KindJudge::print_counts(std::map<std::string, std::size_t>& entries_by_bus) const {
  fmt::print("{}: {} modules, {} aliases compared\n", kind_.name, modules_, aliases_);
  for (const auto& [bus, entries] : entries_) entries_by_bus[bus] += entries;
}

}  // namespace ko2alias::judge
