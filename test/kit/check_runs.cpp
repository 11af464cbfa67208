#include "kit/check_runs.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace ko2alias::test {

Outcome run_check(Arguments arguments, bool out_is_terminal) {
  arguments.insert(arguments.begin(), "check");
  return run_program(arguments, out_is_terminal);
}

strings rules_of(Arguments arguments) {
  arguments.insert(arguments.end(), {"--format", "json"});
  const auto json = nlohmann::json::parse(run_check(arguments).out);
  strings found;
  for (const auto& finding : json["findings"]) found.push_back(finding["rule"].get<std::string>());
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace ko2alias::test
