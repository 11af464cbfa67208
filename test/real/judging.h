// What the judges share: the modules of a tree, and the report of what was compared.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ko2alias/decode.h"

namespace ko2alias::judge {

/// A module of the tree, decoded.
struct JudgedModule {
  /// Below the tree: `kernel/drivers/net/e1000e.ko`. A tree may hold two modules of one name.
  std::string path;
  std::string bytes;
  DecodedModule decoded;
};

using Strings = std::vector<std::string>;

std::string read_file(const std::filesystem::path& path);
/// The aliases in decoded order; those of one table only.
Strings patterns_of(const DecodedModule& module);
Strings patterns_of(const DecodedModule& module, std::size_t table);
/// The paths of all `.ko` files below a tree, sorted, relative to it.
Strings find_modules(const std::filesystem::path& tree);

/// Counts what was compared and keeps what differs. Prints to stdout at the end.
class Report {
 public:
  /// Adds a module's tables, entries and problems to the counts.
  void count(const JudgedModule& module);
  /// Counts aliases as compared, by the bus of their tables. The ones of unreadable modules never
  /// get here.
  void count_compared(const DecodedModule& module);
  void difference(const std::string& path, const std::string& what);
  /// A line of the summary that the judge itself counts.
  void add(const std::string& what, std::size_t count = 1) { facts_[what] += count; }
  enum class Detail : std::uint8_t { totals, buses_and_problems };
  /// Prints it all; true if nothing differs.
  [[nodiscard]] bool print(Detail detail) const;

 private:
  struct BusCounts {
    std::size_t tables = 0;
    std::size_t entries = 0;
    std::size_t aliases = 0;
  };
  struct ProblemKind {
    std::size_t count = 0;
    Strings examples{};
  };
  void print_totals() const;
  void print_buses() const;
  void print_problems() const;
  void print_differences() const;

  std::size_t modules_ = 0;
  std::map<std::string, BusCounts, std::less<>> buses_;
  std::map<std::string, ProblemKind> problems_;
  std::map<std::string, std::size_t> facts_;
  std::size_t differences_ = 0;
  Strings shown_;
};

/// Decodes the bytes of a module. A file that is no ELF is a difference.
bool decode_bytes(const std::string& path, std::string bytes, const DecodeOptions& options,
                  Report& report, const std::function<void(const DecodedModule&)>& use);
/// Calls `judge` for each module of the tree, in the order of their paths.
void for_each_module(const std::filesystem::path& tree, const DecodeOptions& options,
                     Report& report, const std::function<void(const JudgedModule&)>& judge);

/// The first place where two sequences differ, for a message; empty where they are equal.
std::string first_difference(const Strings& wanted, const Strings& got);

// The judges. True where nothing differs.
bool judge_modinfo(const std::filesystem::path& tree, const DecodeOptions& options);
bool judge_modpost(const std::filesystem::path& tree, const std::filesystem::path& answers,
                   const DecodeOptions& options);
bool judge_novermagic(const std::filesystem::path& tree, const DecodeOptions& options);

}  // namespace ko2alias::judge
