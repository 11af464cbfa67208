#include "kit/diff_runs.h"

#include <utility>

namespace ko2alias::test::diff_runs {

Outcome run_diff(Arguments arguments, bool out_is_terminal) {
  arguments.insert(arguments.begin(), {"diff", "--ids", "ids"});
  return run_program(arguments, out_is_terminal);
}

Outcome run_diff_of_packages(Arguments arguments, bool out_is_terminal) {
  arguments.insert(arguments.end(), {old_kernel, new_kernel});
  return run_diff(std::move(arguments), out_is_terminal);
}

nlohmann::json changes_of(Arguments arguments) {
  arguments.insert(arguments.begin(), {"-f", "json"});
  const Outcome outcome = run_diff(arguments);
  INFO(outcome.err);
  REQUIRE(outcome.status != trouble);
  return nlohmann::json::parse(outcome.out)["changes"];
}

}  // namespace ko2alias::test::diff_runs
