// `match` on terminals: no line is wider than they are, and a pipe gets everything.
#include <nlohmann/json.hpp>

#include "kit/kit.h"
#include "kit/match_runs.h"
#include "support/glyphs.h"
#include "support/text.h"

namespace ko2alias::test {
namespace {

using namespace match_runs;

const Arguments both{"--in", old_kernel, "--in", new_kernel};

std::size_t widest_line(std::string_view text) {
  std::size_t widest = 0;
  while (!text.empty()) widest = std::max(widest, columns_of(take_line(text)));
  return widest;
}

// 40 hosts with a card that is new to one of them, and one with another device.
void write_web_fleet() {
  std::string list = "db1\ti2c:acme-dac1\n";
  for (int i = 0; i < 40; ++i)
    list += "web" + std::string(i < 10 ? "0" : "") + std::to_string(i) + "\t" + nic + "\n";
  write_file("webs.txt", list);
}

Arguments with(const Arguments& some, Arguments more) {
  more.insert(more.begin(), some.begin(), some.end());
  return more;
}

// The modalias of a cpu, of 1,100 characters.
std::string long_modalias() {
  std::string text = "cpu:type:x86,ven0000fam0006mod008E:feature:";
  for (int i = 0; text.size() < 1100; ++i) text += ",00" + std::to_string(10 + i % 90);
  return text;
}

}  // namespace

TEST_CASE("match: a table has a row for the hosts with the same device", "[match][cli][screen]") {
  const ExampleFolder folder;
  write_web_fleet();
  const Arguments fleet = with(both, {"--devices", "webs.txt"});
  for (const std::size_t columns : {60, 80, 100, 140}) {
    const std::string page = "match-screen-" + std::to_string(columns) + ".txt";
    check_golden(page, run_match_on_screen(fleet, columns).out);
  }
  // In a pipe each device has its line, and whole.
  const std::string piped = run_match(fleet).out;
  CHECK(std::count(piped.begin(), piped.end(), '\n') == 42);
  CHECK(contains(piped, "  web07 " + nic + "  "));
}

TEST_CASE("match: hosts with the same device stand once", "[match][cli][screen]") {
  const ExampleFolder folder;
  write_file("list.alias", "alias i2c:x acme\n");
  write_file("hosts", "web1\ti2c:x\nweb2\ti2c:x\nweb3\ti2c:x\nweb1\ti2c:y\nweb2\ti2c:y\n");
  const Arguments fleet{"--in", "list.alias", "--devices", "hosts"};
  CHECK(run_match_on_screen(fleet, 80).out ==
        "web1 … web3 (3 hosts)  i2c:x\n  acme\n    i2c:x  exact\n\nno module (2 of 5 devices):\n"
        "  web1, web2 (2 hosts)  i2c:y\n");
  const std::string piped = run_match(fleet).out;
  for (const char* const host : {"web1  i2c:x\n", "web2  i2c:x\n", "web3  i2c:x\n"})
    CHECK(contains(piped, host));
  // Devices of no host are not counted together.
  write_file("list", "i2c:x\ni2c:x\n");
  const std::string bare = run_match_on_screen({"--in", "list.alias", "--devices", "list"}, 80).out;
  CHECK(bare == "i2c:x\n  acme\n    i2c:x  exact\ni2c:x\n  acme\n    i2c:x  exact\n");
}

TEST_CASE("match: no line is wider than the terminal", "[match][cli][screen]") {
  const ExampleFolder folder;
  write_web_fleet();
  write_lists();
  const std::string cpu = long_modalias();
  write_file("cpu.alias", "alias " + cpu + "* acme_cpu\n");
  const std::vector<Arguments> runs{
      with(both, {"--devices", "webs.txt"}),
      with(both, {"--devices", "fleet.txt", cpu}),
      with(both, {"--in", "edge.alias", "--in", "cpu.alias", "--devices", "lspci.txt", cpu}),
      with(both, {"--sys=sys", "--label", "a very long label that somebody gave to a kernel"}),
      {"--in", "cpu.alias", cpu, "fs-acme"},
      {"--in", new_kernel, "--sys=sys"},
      {"--in", "edge.alias", "--devices", "lspci.txt", "--full"},
      {"--in", "edge.alias", "--devices", "lspci.txt"},
      {"--in", new_kernel, "--modprobe-d=modprobe.d", nic, vmbus, "spi:rtc"},
      {"--vfio", "--in", "vfio.alias", function, other_nic}};
  for (const Arguments& arguments : runs)
    for (const std::size_t columns : {40, 60, 80, 100, 132, 200}) {
      CAPTURE(arguments, columns);
      const Outcome outcome = run_match_on_screen(arguments, columns);
      CHECK(outcome.status != trouble);
      CHECK(widest_line(outcome.out) <= columns);
    }
}

TEST_CASE("match: a long modalias is cut in the middle on a terminal alone",
          "[match][cli][screen]") {
  const ExampleFolder folder;
  const std::string cpu = long_modalias();
  write_file("cpu.alias", "alias " + cpu + "* acme_cpu\n");
  const Outcome screen = run_match_on_screen({"--in", "cpu.alias", cpu}, 80);
  CHECK(screen.out.size() < 300);
  CHECK(screen.out.starts_with("cpu:type:x86,ven0000fam0006mod008E:feature:,0010,0011,0012"));
  CHECK(contains(screen.out, "…"));
  write_file("hosts", "web1\t" + cpu + "\n");
  const Outcome host = run_match_on_screen({"--in", "cpu.alias", "--devices", "hosts"}, 80);
  CHECK(host.out.starts_with("web1  cpu:type:x86,ven0000"));
  CHECK(widest_line(host.out) <= 80);
  CHECK(contains(run_match({"--in", "cpu.alias", cpu}).out, cpu + "\n  acme_cpu\n    " + cpu));
  const Outcome table = run_match({"--in", "cpu.alias", "--in", new_kernel, cpu});
  CHECK(contains(table.out, cpu + "  acme_cpu"));
}

TEST_CASE("match: kernels are called by their labels or releases", "[match][cli][screen]") {
  const ExampleFolder folder;
  const auto head_of = [](const Arguments& arguments) {
    const std::string out = run_match(arguments).out;
    return out.substr(0, out.find("i2c:"));
  };
  const Arguments device{"i2c:acme-dac1"};
  CHECK(head_of(with(both, device)) == "  device         6.12.57   7.2.1  name\n  ");
  CHECK(head_of(with(both, {"--label", "stable", "i2c:acme-dac1"})) ==
        "  device         stable    7.2.1  name\n  ");
  // Two of one release have numbers, and their paths stand above.
  CHECK(head_of({"--in", new_kernel, "--in", "new.json", "i2c:acme-dac1"}) ==
        "  7.2.1 (1): lib/modules/7.2.1\n  7.2.1 (2): new.json\n"
        "  device         7.2.1 (1)  7.2.1 (2)  name\n  ");
  const auto json = devices_of(with(both, {"--label", "stable", "i2c:acme-dac1"}))[0]["kernels"];
  CHECK(json[0]["kernel"] == old_kernel);
  CHECK(json[0]["release"] == "6.12.57");
  CHECK(json[0]["label"] == "stable");
  CHECK_FALSE(json[1].contains("label"));
  const Outcome many = run_match(with(both, {"--label", "a", "--label", "b", "--label", "c", nic}));
  CHECK(many.status == trouble);
  CHECK(contains(many.err,
                 "--label: expected one for each --in at most, but there are 3 "
                 "labels for 2 kernels"));
}

// Not all is known of the disk: one module only may match.
TEST_CASE("match: one module that may match is told by its name", "[match][cli][screen]") {
  const ExampleFolder folder;
  write_file(
      "k.alias",
      "alias pci:v*d*sv*sd*bc01sc08i02* nvme\nalias pci:v00001ED5d00000007sv*sd*bc*sc*i* x\n");
  const Arguments disk{"--no-builtin", "--in", "k.alias", "1ed5:0953", "i2c:none"};
  const Outcome outcome = run_match(disk);
  CHECK(outcome.status == finding);
  CHECK(outcome.out ==
        "perhaps a module, as not all is known of the device (1 of 2 devices; --full lists them):\n"
        "  pci:v00001ED5d00000953sv*sd*bc*sc*i*  Acme Networks device 0953\n"
        "    one module may match: nvme\n"
        "\n"
        "no module (1 of 2 devices):\n"
        "  i2c:none\n");
  const Outcome table = run_match(with(disk, {"--in", new_kernel}));
  CHECK(contains(table.out, "  pci:v00001ED5d00000953sv*sd*bc*sc*i*  perhaps nvme  "));
}

}  // namespace ko2alias::test
