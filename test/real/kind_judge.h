// Compares ko2alias with the real modpost on random tables in objects of one ELF kind.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "ko2alias/decode.h"
#include "random_table.h"
#include "real_modpost.h"
#include "tiny_elf.h"

namespace ko2alias::judge {

struct RandomOptions {
  /// The version of the build tools: the tables get its layouts and symbol spelling.
  std::string release_text;
  Release release;
  /// Where the object of a difference is left.
  std::filesystem::path keep = ".";
};

class KindJudge {
 public:
  KindJudge(const RandomOptions& options, const ElfKind& kind, const std::filesystem::path& modpost,
            const std::filesystem::path& work)
      : options_(options), kind_(kind), modpost_(modpost, work) {}

  /// Makes a batch of modules from the seed and compares them. False where something differs: it
  /// has been printed, as small as it could be made.
  bool run_batch(std::uint64_t seed);
  void print_counts(std::map<std::string, std::size_t>& entries_by_bus) const;

 private:
  using Tables = std::vector<RandomTable>;
  struct Module {
    std::string name{};
    Tables tables{};
  };

  [[nodiscard]] bool is_bearable(const RandomTable& table) const;
  [[nodiscard]] Module make_module(Random& random) const;
  [[nodiscard]] RandomTable make_table(Random& random, const Tables& earlier) const;
  [[nodiscard]] std::string make_object(const Module& module) const;
  void decode(const std::string& object,
              const std::function<void(const DecodedModule&)>& use) const;
  [[nodiscard]] bool is_same(const std::string& object, const Answer& answer) const;
  [[nodiscard]] bool is_same(const Module& module) const;
  [[nodiscard]] Module shrink(const Module& module) const;
  void report(const Module& module, std::uint64_t seed) const;
  void print_both(const std::string& object) const;
  void count(const Module& module, const Answer& answer);

  const RandomOptions& options_;
  const ElfKind& kind_;
  RealModpost modpost_;
  std::size_t modules_ = 0;
  std::size_t aliases_ = 0;
  std::map<std::string, std::size_t> entries_;
};

}  // namespace ko2alias::judge
