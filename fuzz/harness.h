// Everything that reads what others wrote, each part as a function of bytes that a fuzzer makes.
//
//   for (const Harness& harness : harnesses()) harness.run(bytes);
//
// A wrong answer throws; a fault of memory is left to the sanitizers. `./run fuzz` lets libFuzzer
// look for inputs, and the unit tests replay the seeds and what was found.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ko2alias::fuzz {

struct Harness {
  /// Its name on the command line, and the folder of its inputs.
  std::string_view name;
  /// What it reads.
  std::string_view help;
  void (*run)(std::string_view bytes);
};

/// In the order in which `./run fuzz` runs them.
std::span<const Harness> harnesses();
/// Null for a name that none has.
const Harness* find_harness(std::string_view name);

void run_modules(std::string_view bytes);
void run_check(std::string_view bytes);
void run_embed(std::string_view bytes);
void run_archives(std::string_view bytes);
void run_texts(std::string_view bytes);
void run_patterns(std::string_view bytes);

/// Two ways to one answer that do not agree.
class Disagreement : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Inputs to begin with.
struct Seed {
  std::string_view harness;
  std::string name;
  std::string bytes;
};

/// Modules of all kinds, archives of these, lines of text.
std::vector<Seed> make_seeds();

}  // namespace ko2alias::fuzz
