// `buses` with patterns, on terminals and as JSON.
#include <nlohmann/json.hpp>
#include <sstream>

#include "kit/examples.h"
#include "kit/kit.h"
#include "support/glyphs.h"
#include "support/text.h"

namespace ko2alias::test {
namespace {

// The types of the buses, by JSON.
strings types_of(Arguments patterns) {
  patterns.insert(patterns.begin(), {"buses", "-f", "json"});
  const Outcome outcome = run_program(patterns);
  CHECK(outcome.status == nothing_to_report);
  strings types;
  const auto json = nlohmann::json::parse(outcome.out);
  for (const auto& bus : json["buses"]) types.push_back(bus["type"].get<std::string>());
  return types;
}

std::string on_screen(const Arguments& arguments, std::size_t columns) {
  std::ostringstream out;
  std::ostringstream err;
  CHECK(run(arguments, {.out = out, .err = err, .out_is_terminal = true, .columns = columns}) ==
        nothing_to_report);
  return out.str();
}

}  // namespace

TEST_CASE("buses: a pattern is a part of a name, a glob, or an alias", "[cli][buses]") {
  CHECK(types_of({"pci"}) == strings{"pci"});
  CHECK(types_of({"usb"}) == strings{"usb"});
  CHECK(types_of({"*bus"}) == strings{"vmbus"});
  CHECK(types_of({"mhi-ep"}) == strings{"mhi_ep"});
  // What aliases begin with counts too.
  CHECK(types_of({"cpu"}) == strings{"cpu", "x86cpu"});
  CHECK(types_of({"fsl-mc"}) == strings{"fslmc"});
  CHECK(types_of({"acpi"}) == strings{"acpi", "pnp", "pnp_card"});
  CHECK(types_of({"usb:v0BDAp8152d*"}) == strings{"usb"});
  CHECK(types_of({"hid", "usb", "u?b"}) == strings{"hid", "usb"});
  CHECK(types_of({}).size() > 50);
  for (const std::string pattern : {"usbb", "nothing-like-it", "zzz*", "zzz:v1"}) {
    const Outcome outcome = run_program({"buses", "pci", pattern});
    CHECK(outcome.status == trouble);
    CHECK(outcome.err.starts_with("ko2alias: error: " + pattern + ": no such bus"));
  }
}

TEST_CASE("buses: JSON has the layouts, the fields and the drivers", "[cli][buses]") {
  const auto json = nlohmann::json::parse(run_program({"buses", "-f", "json", "pci"}).out);
  CHECK(json["schema_version"] == 1);
  const auto& pci = json["buses"][0];
  CHECK(pci["alias"] == "pci:vNdNsvNsdNbcNscNiN");
  CHECK(pci["prefixes"] == strings{"pci"});
  CHECK(pci["since"] == "2.6");
  CHECK(pci["layouts"].front()["entry_size"]["64"] == 32);
  CHECK(pci["layouts"].front()["override_member"].is_null());
  CHECK(pci["layouts"].back()["entry_size"]["32"] == 32);
  CHECK(pci["layouts"].back()["override_member"] == "override_only");
  CHECK(pci["fields"][0] == nlohmann::json{{"tag", "v"}, {"digits", 8}});
  CHECK(pci["driver_structs"] == strings{"pci_driver"});
}

TEST_CASE("buses: fits a terminal", "[cli][buses]") {
  for (const std::size_t columns : {40, 80, 120, 250})
    for (const Arguments& arguments : {Arguments{"buses"}, Arguments{"buses", "usb", "dmi"}}) {
      CAPTURE(columns, arguments);
      const std::string text = on_screen(arguments, columns);
      std::string_view rest = text;
      while (!rest.empty()) CHECK(columns_of(take_line(rest)) <= columns);
    }
  CHECK(on_screen({"buses", "pci"}, 80) ==
        "pci  pci:vNdNsvNsdNbcNscNiN\n"
        "  since 2.6, entries of 32/28, 5.15: 40/32 bytes (64-bit/32-bit)\n"
        "  override_only of an entry chooses the prefix of its alias\n"
        "  names of drivers: pci_driver\n"
        "  verified: eras, real kernels, modpost\n");
}

}  // namespace ko2alias::test
