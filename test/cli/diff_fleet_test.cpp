// `diff` on the devices of a fleet, and its summary.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "kit/diff_runs.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

using namespace diff_runs;

constexpr std::string_view nic = "pci:v00001ED5d00000300sv00001ED5sd00000001bc02sc00i00";
constexpr std::string_view mouse = "usb:v1ED5p0309d0100dc00dsc00dp00icFFisc00ip00in00";

// Forty hosts with the same seven devices, of which five change in four ways, and one host with one
// of them.
void write_fleet() {
  std::string text;
  for (int i = 0; i < 40; ++i)
    for (const std::string_view device :
         {std::string_view("i2c:acme-dac1"), std::string_view("i2c:acme-dac1"), nic, mouse,
          std::string_view("of:NrtcT(null)Cacme,rtc"), std::string_view("i2c:same"),
          std::string_view("hid:b0003g0001v00001ED5p00000500")})
      text += fmt::format("web{:02}\t{}\n", i, device);
  write_file("fleet40.txt", text + "db1\ti2c:acme-dac1\nidle\ti2c:same\n");
}

std::string fleet_text(Arguments arguments = {}) {
  arguments.insert(arguments.end(), {"--devices", "fleet40.txt"});
  const Outcome outcome = run_diff_of_packages(arguments);
  CHECK(outcome.status == finding);
  return outcome.out;
}

}  // namespace

TEST_CASE("diff: forty hosts with the same changes are a line a change", "[cli][diff]") {
  const ExampleFolder folder;
  write_fleet();
  const std::string text = fleet_text();
  CHECK(
      text.starts_with("6.12.57 → 7.2.1: 41 of 42 hosts lose a driver\n"
                       "121 devices lost, 40 moved, 40 now a module, of 282 devices\n"));
  CHECK(text.substr(text.find("\nlost: ")) ==
        "\nlost: acme_dac → nothing  i2c:acme-dac1  on 41 hosts (db1, web00 … web39), 81 devices\n"
        "lost: acme_usb → nothing  usb:v1ED5p0309d0100dc00dsc00dp00icFFisc00ip00in00  Acme "
        "Peripherals Mouse 9  on 40 hosts (web00 … web39)\n"
        "moved: - acme_old_nic  + acme_nic  "
        "pci:v00001ED5d00000300sv00001ED5sd00000001bc02sc00i00  Acme Networks device 0300  on 40 "
        "hosts (web00 … web39)\n"
        "now a module: acme_rtc (built in) → acme_rtc  CONFIG_ACME_RTC: y → m  "
        "of:NrtcT(null)Cacme,rtc  on 40 hosts "
        "(web00 … web39)\n");
}

TEST_CASE("diff: --by host has each host with its devices", "[cli][diff]") {
  const ExampleFolder folder;
  write_fleet();
  const std::string text = fleet_text({"--by", "host", "--only", "lost"});
  CHECK(contains(text,
                 "\ndb1: 1 device lost\n"
                 "  lost: acme_dac → nothing  i2c:acme-dac1\n"
                 "\nweb00: 3 devices lost\n"
                 "  lost: acme_dac → nothing  i2c:acme-dac1  2 devices\n"
                 "  lost: acme_usb → nothing  " +
                     std::string(mouse) + "  Acme Peripherals Mouse 9\n\nweb01: "));
  CHECK_FALSE(contains(text, "idle"));
  CHECK(fleet_text({"--by", "device"}) == fleet_text());
  const std::string markdown = fleet_text({"--by", "host", "-f", "markdown"});
  CHECK(contains(markdown, "<summary>web39: 3 devices lost, 1 moved, 1 now a module</summary>"));
  CHECK(contains(markdown, "| lost | acme\\_dac → nothing | `i2c:acme-dac1` |  | 2 devices |"));
}

TEST_CASE("diff: devices of some modules are a paragraph, with what differs", "[cli][diff]") {
  const ExampleFolder folder;
  write_file("old.alias", "alias i2c:x* a\nalias i2c:x* b\nalias i2c:x* c\n");
  write_file("new.alias", "alias i2c:x* b\nalias i2c:x* d\nalias i2c:x* e\n");
  write_file("devices", "i2c:x2\nweb1\ti2c:x1\nweb3\ti2c:x1\n");
  const std::string text =
      run_diff({"--devices", "devices", "--no-builtin", "old.alias", "new.alias"}).out;
  CHECK(contains(text,
                 "\nmoved: - a, c  + d, e\n"
                 "  i2c:x1  on 2 hosts (web1, web3)\n"
                 "  i2c:x2\n"));
}

TEST_CASE("diff: JSON has a device once, with its hosts as a list", "[cli][diff]") {
  const ExampleFolder folder;
  write_fleet();
  const auto json = nlohmann::json::parse(fleet_text({"-f", "json"}));
  CHECK(json["schema_version"] == 2);
  CHECK(json["device_count"] == 282);
  CHECK(json["summary"]["host_count"] == 42);
  CHECK(json["summary"]["losing_host_count"] == 41);
  CHECK(json["summary"]["totals"]["lost"]["devices"] == 121);
  REQUIRE(json["devices"].size() == 4);
  const auto& dac = json["devices"][0];
  CHECK(dac["modalias"] == "i2c:acme-dac1");
  CHECK(dac["hosts"].size() == 41);
  CHECK(dac["hosts"][0] == "db1");
  CHECK(dac["hosts"][40] == "web39");
  CHECK(dac["count"] == 81);
  CHECK_FALSE(dac.contains("where"));
  // A moved device has all of its modules here.
  CHECK(json["devices"][2]["before"].size() == 1);
}

TEST_CASE("diff: places that are no hosts are told as such", "[cli][diff]") {
  const ExampleFolder folder;
  const std::string text = run_diff_of_packages({"--sys=sys"}).out;
  CHECK(contains(text, "i2c:acme-dac1  at 0-004c\n"));
  CHECK_FALSE(contains(text, "host"));
  const auto json = nlohmann::json::parse(run_diff_of_packages({"--sys=sys", "-f", "json"}).out);
  CHECK(json["devices"][0]["places"] == nlohmann::json{"0-004c"});
  CHECK_FALSE(json["summary"].contains("host_count"));
}

TEST_CASE("diff: hosts are not said to keep their drivers where losses were not asked for",
          "[cli][diff]") {
  const ExampleFolder folder;
  write_fleet();
  CHECK(fleet_text({"--only", "moved"})
            .starts_with("6.12.57 → 7.2.1: 40 devices moved, of 282 devices\n"));
  write_file("idle.txt", "idle\ti2c:same\n");
  CHECK(run_diff_of_packages({"--devices", "idle.txt"})
            .out.starts_with("6.12.57 → 7.2.1: none of 1 host loses a driver\n"
                             "no device changes its module, of 1 device\n"));
}

TEST_CASE("diff: a summary is the head of each report", "[cli][diff]") {
  const ExampleFolder folder;
  for (const std::string format : {"text", "markdown"}) {
    const std::string summary = run_diff_of_packages({"-f", format, "--data", "--summary"}).out;
    check_golden("diff-summary-" + format + ".txt", summary);
    CHECK(run_diff_of_packages({"-f", format, "--data"}).out.starts_with(summary));
  }
  const auto json = nlohmann::json::parse(run_diff_of_packages({"-f", "json", "--summary"}).out);
  CHECK_FALSE(json.contains("changes"));
  CHECK(json["summary"]["lost_drivers"].size() == 3);
  CHECK(run_diff_of_packages({"--summary", "--fail-on", "lost"}).status == finding);
}

TEST_CASE("diff: devices are counted by their ids", "[cli][diff]") {
  const ExampleFolder folder;
  write_file("old.alias",
             "alias of:N*T*Cx a\nalias of:N*T*CxC* a\nalias of:N*T*Cx b\nalias of:N*T*CxC* b\n"
             "alias i2c:y a\nalias i2c:z z\n");
  write_file("new.alias", "alias i2c:z z\n");
  CHECK(
      run_diff({"--summary", "--no-builtin", "old.alias", "new.alias"})
          .out.starts_with("old.alias → new.alias: 2 drivers lose 5 aliases of 2 devices: 4 of, 1 "
                           "i2c\n"));
}

}  // namespace ko2alias::test
