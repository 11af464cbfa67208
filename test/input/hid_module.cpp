#include "input/hid_module.h"

#include "kit/kit.h"

namespace ko2alias::test {

Outcome modalias(const Arguments& paths) {
  Arguments arguments{"emit", "-f", "modalias"};
  arguments.insert(arguments.end(), paths.begin(), paths.end());
  return run_program(arguments);
}

std::string hid_module() { return read_file("acme_hid.ko"); }

void check_gives_hid_aliases(const std::string& path) {
  INFO(path);
  const Outcome outcome = modalias({path});
  CHECK(outcome.err.empty());
  CHECK(outcome.out == hid_aliases);
}

}  // namespace ko2alias::test
