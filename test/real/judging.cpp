#include "judging.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <fstream>
#include <iterator>

#include <fmt/core.h>

#include "bus/buses.h"
#include "ko2alias/decode.h"
#include "ko2alias/image.h"
#include "support/text.h"

namespace ko2alias::judge {
namespace {

constexpr std::size_t most_shown = 20;
constexpr std::size_t most_examples = 3;

// Problems that differ in numbers and names alone are of one kind: `size # is not a multiple of the
// pci entry size #`.
std::string kind_of(const Problem& problem) {
  std::string kind = std::string(name_of(problem.severity)) + ": ";
  bool is_quoted = false;
  for (const char c : problem.message) {
    if (c == '\'') is_quoted = !is_quoted;
    const bool is_digit = std::isdigit(static_cast<unsigned char>(c)) != 0;
    if (!is_digit && (!is_quoted || c == '\''))
      kind += c;
    else if (kind.back() != '#')
      kind += '#';
  }
  return kind;
}

}  // namespace

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Strings patterns_of(const DecodedModule& module) {
  Strings patterns;
  for (const Alias& alias : module.aliases) patterns.push_back(alias.pattern);
  return patterns;
}

Strings patterns_of(const DecodedModule& module, std::size_t table) {
  Strings patterns;
  for (const Alias& alias : module.aliases)
    if (alias.table == table) patterns.push_back(alias.pattern);
  return patterns;
}

Strings find_modules(const std::filesystem::path& tree) {
  Strings paths;
  for (const auto& file : std::filesystem::recursive_directory_iterator(tree))
    if (file.is_regular_file() && file.path().extension() == ".ko")
      paths.push_back(file.path().lexically_relative(tree).string());
  std::sort(paths.begin(), paths.end());
  return paths;
}

void Report::count(const JudgedModule& module) {
  ++modules_;
  for (const DecodedTable& table : module.decoded.tables) {
    BusCounts& bus = buses_[std::string(table.table.symbol.type)];
    ++bus.tables;
    bus.entries += table.entries;
  }
  for (const Problem& problem : module.decoded.problems) {
    ProblemKind& kind = problems_[kind_of(problem)];
    if (kind.count++ < most_examples)
      kind.examples.push_back(
          fmt::format("{}: {}: {}", module.path, problem.place, problem.message));
  }
}

void Report::count_compared(const DecodedModule& module) {
  for (const Alias& alias : module.aliases)
    ++buses_[std::string(module.tables[alias.table].table.symbol.type)].aliases;
}

void Report::difference(const std::string& path, const std::string& what) {
  if (++differences_ <= most_shown) shown_.push_back(path + ": " + what);
}

bool Report::print(Detail detail) const {
  print_totals();
  if (detail == Detail::buses_and_problems) print_buses();
  for (const auto& [what, count] : facts_) fmt::print("{}: {}\n", what, count);
  if (detail == Detail::buses_and_problems) print_problems();
  print_differences();
  std::fflush(stdout);
  return differences_ == 0;
}

void Report::print_totals() const {
  BusCounts all;
  for (const auto& [type, bus] : buses_) {
    all.tables += bus.tables;
    all.entries += bus.entries;
    all.aliases += bus.aliases;
  }
  fmt::print("{} modules, {} tables, {} entries, {} aliases compared\n", modules_, all.tables,
             all.entries, all.aliases);
}

void Report::print_buses() const {
  for (const auto& [type, bus] : buses_)
    fmt::print("  {:<12} {:>6} tables {:>7} entries {:>7} aliases\n", escape_for_terminal(type),
               bus.tables, bus.entries, bus.aliases);
  std::string unseen;
  for (const Bus* bus : all_buses()) {
    const auto seen = buses_.find(bus->type);
    if (seen == buses_.end() || seen->second.aliases == 0) unseen += ' ' + std::string(bus->type);
  }
  if (!unseen.empty()) fmt::print("not exercised:{}\n", unseen);
}

void Report::print_problems() const {
  for (const auto& [kind, problem] : problems_) {
    fmt::print("{} x {}\n", problem.count, escape_for_terminal(kind));
    for (const std::string& example : problem.examples)
      fmt::print("    {}\n", escape_for_terminal(example));
  }
}

void Report::print_differences() const {
  fmt::print("differences: {}\n", differences_);
  for (const std::string& difference : shown_)
    fmt::print("  {}\n", escape_for_terminal(difference));
}

bool decode_bytes(const std::string& path, std::string bytes, const DecodeOptions& options,
                  Report& report, const std::function<void(const DecodedModule&)>& use) {
  const auto source = make_memory_source(path, std::move(bytes));
  const auto image = open_image(*source);
  if (!image) {
    report.difference(path, "cannot be opened: " + image.problem().message);
    return false;
  }
  use(decode_module(*image, options));
  return true;
}

void for_each_module(const std::filesystem::path& tree, const DecodeOptions& options,
                     Report& report, const std::function<void(const JudgedModule&)>& judge) {
  const Strings paths = find_modules(tree);
  if (paths.empty()) report.difference(tree.string(), "holds no modules");
  for (const std::string& path : paths) {
    const std::string bytes = read_file(tree / path);
    decode_bytes(path, bytes, options, report, [&](const DecodedModule& decoded) {
      const JudgedModule module{path, bytes, decoded};
      report.count(module);
      judge(module);
    });
  }
}

std::string first_difference(const Strings& wanted, const Strings& got) {
  const auto [w, g] = std::mismatch(wanted.begin(), wanted.end(), got.begin(), got.end());
  if (w == wanted.end() && g == got.end()) return {};
  return fmt::format("line {} of {}: wanted {}, got {} of {}", w - wanted.begin() + 1,
                     wanted.size(), w == wanted.end() ? "nothing" : "'" + *w + "'",
                     g == got.end() ? "nothing" : "'" + *g + "'", got.size());
}

}  // namespace ko2alias::judge
