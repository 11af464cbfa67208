#include "kit/match_runs.h"

#include <sstream>
#include <utility>

namespace ko2alias::test::match_runs {
namespace {

constexpr std::string_view edge =
    "alias pci:v00001ED5d00000100sv*sd*bc*sc*i* acme_nic\n"
    "alias pci:v00001ED5d*sv*sd*bc02sc00i* acme_nic\n"
    "alias pci:v00001ED5d00000100sv*sd*bc02sc00i01* acme_fast_nic\n"
    "alias pci:v*d*sv*sd*bc06sc04i00* acme_bridge\n"
    "alias pci:v00001ED5d00000100sv*sd*bc02sc*i* acme_any_nic\n";

// Line 1 is not depmod's comment, as libvirt expects it.
constexpr std::string_view vfio_lines =
    "alias vfio_pci:v00001ED5d00000200sv*sd*bc*sc*i* acme_first\n"
    "alias vfio_pci:v*d*sv*sd*bc*sc*i* vfio_pci\n"
    "alias vfio_pci:v00001ED5d00000200sv*sd*bc*sc*i* acme_vfio_pci\n"
    "alias pci:v00001ED5d00000200sv*sd*bc*sc*i* acme_nic\n"
    "alias vfio_pci:v00001ED5d00000200sv*sd*bc02sc00i00* acme_star\n"
    "alias vfio_pci:v00001ed5d00000200sv*sd*bc*sc*i* acme_lower\n";

}  // namespace

Outcome run_match(Arguments arguments, bool out_is_terminal) {
  arguments.insert(arguments.begin(), {"match", "--ids", "ids"});
  return run_program(arguments, out_is_terminal);
}

Outcome run_match_on_screen(Arguments arguments, std::size_t columns) {
  const Environment no_color("NO_COLOR", "1");
  arguments.insert(arguments.begin(), {"match", "--ids", "ids"});
  std::ostringstream out;
  std::ostringstream err;
  const ExitStatus status =
      run(arguments, {.out = out, .err = err, .out_is_terminal = true, .columns = columns});
  return {status, out.str(), err.str()};
}

nlohmann::json devices_of(Arguments arguments) {
  arguments.insert(arguments.begin(), {"-f", "json"});
  const Outcome outcome = run_match(std::move(arguments));
  INFO(outcome.err);
  REQUIRE(outcome.status != trouble);
  const auto json = nlohmann::json::parse(outcome.out);
  CHECK(json["schema_version"] == 1);
  return json["devices"];
}

nlohmann::json answer_of(Arguments arguments) {
  return devices_of(std::move(arguments)).at(0)["kernels"].at(0);
}

strings texts_of(const nlohmann::json& array, const std::string& key) {
  strings texts;
  for (const auto& one : array) texts.push_back(one[key].get<std::string>());
  return texts;
}

void write_lists() {
  write_file("edge.alias", edge);
  write_file("vfio.alias", vfio_lines);
}

}  // namespace ko2alias::test::match_runs
