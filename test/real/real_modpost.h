// Runs the real modpost on objects in memory.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace ko2alias::judge {

/// What modpost made of one object.
struct Answer {
  /// False where modpost ended with an error; `log` has what it said.
  bool is_good = false;
  std::vector<std::string> aliases{};
  std::string log{};
};

class RealModpost {
 public:
  /// `program` is run in a new folder below `work`.
  RealModpost(std::filesystem::path program, const std::filesystem::path& work);

  /// One answer for each object. A run for many objects takes hardly longer than for one; if it
  /// fails each object is asked about alone, as one bad table ends a whole run.
  [[nodiscard]] std::vector<Answer> ask(const std::vector<std::string>& objects) const;

 private:
  [[nodiscard]] bool run(const std::string& names) const;
  [[nodiscard]] Answer read_answer(const std::string& name, bool is_good) const;

  std::filesystem::path program_;
  std::filesystem::path dir_;
};

}  // namespace ko2alias::judge
