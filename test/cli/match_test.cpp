// `match` as a user runs it, in-process, on the kernels of example_kernels.h and on lists of a few
// lines.
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "kit/driver_module.h"
#include "kit/examples.h"
#include "kit/kit.h"
#include "match/vfio.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

const std::string old_kernel = "lib/modules/6.12.57";
const std::string new_kernel = "lib/modules/7.2.1";
const std::string new_packages = "linux-image-7.2.deb+linux-modules-7.2.deb";

const std::string nic = "pci:v00001ED5d00000100sv00001ED5sd00000001bc02sc00i00";
const std::string function = "pci:v00001ED5d00000200sv00001ED5sd00000001bc02sc00i00";
const std::string other_nic = "pci:v00001ED5d00000900sv00001ED5sd00000001bc02sc00i00";
const std::string mouse = "usb:v1ED5p0309d0100dc00dsc00dp00icFFisc00ip00in00";
const std::string vmbus = "vmbus:1ed5a1b2c3d4e5f60718293a4b5c6d7e";

// Runs match, with names that do not depend on the machine.
Outcome run_match(Arguments arguments, bool out_is_terminal = false) {
  arguments.insert(arguments.begin(), {"match", "--ids", "ids"});
  return run_program(arguments, out_is_terminal);
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

// A device's answer from the first kernel.
nlohmann::json answer_of(Arguments arguments) {
  return devices_of(std::move(arguments)).at(0)["kernels"].at(0);
}

strings texts_of(const nlohmann::json& array, const std::string& key) {
  strings texts;
  for (const auto& one : array) texts.push_back(one[key].get<std::string>());
  return texts;
}

// Each device with its modules and their aliases, whatever the kernel is called and as much as any
// source tells.
strings summaries_of(const std::string& kernel) {
  strings summaries;
  for (const auto& device : devices_of({"--devices", "fleet.txt", "--in", kernel, "acme-nic"})) {
    summaries.push_back(device["modalias"].get<std::string>());
    for (const auto& module : device["kernels"][0]["modules"]) {
      summaries.back() +=
          " " + module["module"].get<std::string>() + (module["builtin"].get<bool>() ? "+" : "");
      for (const std::string& pattern : texts_of(module["aliases"], "pattern"))
        summaries.back() += " " + pattern;
    }
  }
  return summaries;
}

// Patterns that devices of lspci.txt match, or may match.
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

void write_lists() {
  write_file("edge.alias", edge);
  write_file("vfio.alias", vfio_lines);
}

}  // namespace

TEST_CASE("match: pages are as their golden ones", "[match][cli]") {
  const ExampleFolder folder;
  write_lists();
  struct Row {
    std::string page;
    Arguments arguments;
    ExitStatus status = nothing_to_report;
  };
  const Row rows[] = {
      {"text", {"--in", old_kernel, nic}, nothing_to_report},
      {"entries",
       {"--override-prefix", "pci:2=acme_", "--in", "acme_nic.ko", nic},
       nothing_to_report},
      {"fleet", {"--devices", "fleet.txt", "--in", new_kernel}, finding},
      {"unmatched", {"--in", new_kernel, function}, finding},
      {"name", {"--in", new_packages, "acme-nic", "1ed5:0400", "usb:1ed5:0405"}, nothing_to_report},
      {"sys", {"--sys=sys", "--in", old_kernel}, nothing_to_report},
      {"partial",
       {"--no-builtin", "--from", "lspci", "--devices", "lspci.txt", "--in", "edge.alias"},
       finding},
      {"full",
       {"--no-builtin", "--full", "--from", "lspci", "--devices", "lspci.txt", "--in",
        "edge.alias"},
       finding},
      {"first", {"--first", "--in", "edge.alias", nic}, nothing_to_report},
      {"vfio", {"--vfio", "--in", "vfio.alias", function, other_nic}, nothing_to_report},
      {"vfio-default", {"--vfio", "--in", new_kernel, function, other_nic}, nothing_to_report},
      {"vfio-sys", {"--vfio", "--sys=sys", "--in", new_kernel}, nothing_to_report},
      {"table", {"--devices", "fleet.txt", "--in", old_kernel, "--in", new_packages}, finding},
      {"table-partial",
       {"--no-builtin", "--in", "edge.alias", "--in", old_kernel, "1ed5:0100", "1ed5:0010"},
       finding},
      {"table-vfio",
       {"--vfio", "--in", old_kernel, "--in", new_kernel, function},
       nothing_to_report},
  };
  for (const Row& row : rows) {
    const Outcome outcome = run_match(row.arguments);
    CAPTURE(row.page, row.arguments);
    CHECK(outcome.status == row.status);
    CHECK(outcome.err.empty());
    check_golden("match-" + row.page + ".txt", outcome.out);
  }
}

TEST_CASE("match: the page of a forced driver", "[match][cli]") {
  const ExampleFolder folder;
  const Outcome outcome =
      run_match({"--driver-override", "acme-vfio-pci", "--in", new_kernel, function, nic});
  CHECK(outcome.status == nothing_to_report);
  check_golden("match-override.txt", outcome.out);
}

TEST_CASE("match: colours on a terminal, unless NO_COLOR", "[match][cli]") {
  const ExampleFolder folder;
  write_lists();
  const Arguments page{"--devices", "fleet.txt", "--in", new_kernel};
  {
    const Environment empty("NO_COLOR", "");
    check_golden("match-colors.txt", run_match(page, true).out);
    const Arguments vfio{"--vfio", "--in", "vfio.alias", function};
    CHECK(contains(run_match(vfio, true).out, "\n  \x1b[32macme_vfio_pci\x1b[0m\n"));
  }
  const Environment no_color("NO_COLOR", "1");
  for (const std::string format : {"text", "json", "names"}) {
    Arguments arguments{"-f", format};
    arguments.insert(arguments.end(), page.begin(), page.end());
    CHECK(run_match(arguments, true).out == run_match(arguments).out);
  }
  Environment empty("NO_COLOR", "");
  CHECK(run_match({"-o", "out.txt", "--in", new_kernel, nic}, true).out.empty());
  CHECK(read_file("out.txt") == run_match({"--in", new_kernel, nic}).out);
}

TEST_CASE("match: the exit status says whether each device has a module", "[match][cli]") {
  const ExampleFolder folder;
  write_lists();
  struct Row {
    Arguments arguments;
    ExitStatus status;
  };
  const Row rows[] = {
      {{"--in", old_kernel, nic}, nothing_to_report},
      {{"--in", old_kernel, "1ed5:0100"}, nothing_to_report},
      {{"--in", old_kernel, nic, other_nic}, finding},
      {{"--in", old_kernel, "--in", new_kernel, mouse}, finding},
      {{"--in", "edge.alias", "1ed5:0010"}, finding},
      {{"--in", "edge.alias", "1ed5:0010", "--full"}, finding},
      {{"--in", new_kernel, "--driver-override", "acme_usb", nic}, nothing_to_report},
      {{"--in", new_kernel, "--driver-override", "acme_none", nic}, trouble},
      {{"--in", new_kernel, vmbus}, nothing_to_report},
      {{"--in", new_kernel, "--no-builtin", vmbus}, finding},
      {{"--in", new_kernel, "--vfio", other_nic}, nothing_to_report},
      {{"--in", "missing", nic}, trouble},
      {{"--in", new_kernel}, trouble},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    CHECK(run_match(row.arguments).status == row.status);
  }
}

// gve calls its driver gvnic, and xhci_pci's is xhci_hcd, which is also the name of another module.
TEST_CASE("match: a forced driver is not claimed to be the module's", "[match][cli]") {
  const ExampleFolder folder;
  const std::string gve = "pci:v00001AE0d00000042sv00001AE0sd00000058bc02sc00i00";
  write_lists();
  write_file("k.alias",
             "alias pci:v00001AE0d00000042sv*sd*bc*sc*i* gve\n"
             "alias pci:v*d*sv*sd*bc0Csc03i30* xhci_pci\nalias xhci-alias xhci_hcd\n"
             "alias vfio_pci:v*d*sv*sd*bc*sc*i* vfio_pci\n");
  const auto run_with = [&](const std::string& driver, const Arguments& more = {}) {
    Arguments arguments{"--in", "k.alias", "--driver-override", driver, gve};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_match(arguments);
  };
  const Outcome other_name = run_with("gvnic");
  CHECK(other_name.status == trouble);
  CHECK(other_name.out.empty());
  CHECK(other_name.err ==
        "ko2alias: error: --driver-override gvnic: no module of k.alias is called so, and which "
        "one has a driver of this name is not known\n");
  const Outcome module = run_with("gve");
  CHECK(module.out == gve +
                          "\n  gve, if its driver is called gve\n"
                          "    pci:v00001AE0d00000042sv*sd*bc*sc*i*  by v d\n");
  CHECK(
      module.err ==
      "ko2alias: warning: --driver-override gve: taken for the driver of the module with this "
      "name; if that calls its driver otherwise, no driver gets the device (once it is loaded, ls "
      "/sys/module/gve/drivers tells)\n");
  CHECK(run_with("gve", {"-f", "names"}).err == module.err);
  CHECK(run_with("xhci_hcd").out ==
        gve +
            "\n  xhci_hcd, if its driver is called xhci_hcd, though none of its aliases matches\n");
  const auto json = nlohmann::json::parse(run_with("xhci_hcd", {"-f", "json"}).out);
  CHECK(json["devices"][0]["kernels"][0]["modules"][0]["assumed_driver"] == "xhci_hcd");
  // The name of this one is known.
  const Outcome none = run_match({"--in", "edge.alias", "--driver-override", "vfio-pci", gve});
  CHECK(none.status == finding);
  CHECK(none.out.starts_with("no module (1 of 1 device):\n"));
  const Outcome vfio = run_with("vfio-pci");
  CHECK(vfio.err.empty());
  CHECK(vfio.out == gve +
                        "\n  vfio_pci\n    vfio_pci:v*d*sv*sd*bc*sc*i*  20 characters and 7 "
                        "wildcards\n");
}

TEST_CASE("match: a device without a module tells of its name on another bus", "[match][cli]") {
  const ExampleFolder folder;
  write_file("k.alias",
             "alias of:N*T*Cpanel-mipi-dbi-spi panel_mipi_dbi\nalias of:N*T*Cacme,dac9 acme_dac\n");
  const std::string panel = "of:NpanelT(null)Chinlink-h88k-240x125-lcdCpanel-mipi-dbi-spi";
  const Arguments arguments{"--no-builtin", "--in",     "k.alias", "spi:hinlink-h88k-240x125-lcd",
                            panel,          "i2c:dac9", "i2c:none"};
  const Outcome outcome = run_match(arguments);
  CHECK(outcome.status == finding);
  CHECK(outcome.out == panel +
                           "\n  panel_mipi_dbi\n"
                           "    of:N*T*Cpanel-mipi-dbi-spi  24 characters and 2 wildcards\n\n"
                           "no module (3 of 4 devices):\n  spi:hinlink-h88k-240x125-lcd\n"
                           "    panel_mipi_dbi matches " +
                           panel +
                           ", which has the same name\n  i2c:dac9\n"
                           "    acme_dac has of:N*T*Cacme,dac9: the same name on another bus\n"
                           "  i2c:none\n");
  const auto devices = devices_of(arguments);
  CHECK(devices[0]["kernels"][0]["hints"][0]["device"] == panel);
  CHECK(devices[2]["kernels"][0]["hints"] ==
        nlohmann::json::parse(R"([{"module": "acme_dac", "pattern": "of:N*T*Cacme,dac9"}])"));
  CHECK_FALSE(devices[3]["kernels"][0].contains("hints"));
}

// Up to 6.12 kernels do not record the aliases of tables that are built in.
TEST_CASE("match: a module that became built in is not lost", "[match][cli]") {
  const ExampleFolder folder;
  const std::string disk = "pci:v00001AF4d00001042sv00001AF4sd00001042bc01sc80i00";
  const std::string pattern = "pci:v00001AF4d*sv*sd*bc*sc*i*";
  write_file("old.alias", "alias " + pattern + " virtio_pci\nalias i2c:x x\n");
  const auto write_new = [](const std::string& more) {
    write_file("new/modules.builtin", "kernel/drivers/virtio/virtio-pci.ko\n");
    write_file("new.alias", "alias i2c:x x\n" + more);
  };
  const auto cells_of = [&](const std::string& old) {
    const Outcome outcome = run_match({"--in", old, "--in", "new+new.alias", disk});
    CHECK(outcome.status == finding);
    return outcome;
  };
  fs::create_directory("new");
  write_new("");
  const std::string answer = "  no module; virtio_pci is built in, what it matches is not recorded";
  CHECK(contains(cells_of("old.alias").out, answer));
  CHECK(contains(cells_of("old.alias").err,
                 "ko2alias: warning: new+new.alias: nothing says what its built-in modules match "
                 "(join what has modules.builtin.modinfo with '+')\n"));
  const auto json = devices_of({"--in", "old.alias", "--in", "new+new.alias", disk, "i2c:none"});
  CHECK(json[0]["kernels"][1]["modules"].empty());
  CHECK(json[0]["kernels"][1]["unrecorded"] == strings{"virtio_pci"});
  CHECK_FALSE(json[0]["kernels"][0].contains("unrecorded"));
  CHECK_FALSE(json[1]["kernels"][1].contains("unrecorded"));
  // A module's own file tells as much as a kernel.
  write_file("virtio_pci.ko", module_of(lp64_le, {}, {"vermagic=6.1.0 ", "alias=" + pattern}));
  CHECK(contains(cells_of("virtio_pci.ko").out, answer));
  // What is recorded, or is a module here too, does not match.
  write_file("new/modules.builtin.modinfo",
             std::string("virtio_pci.alias=pci:v00001AF5d*sv*sd*bc*sc*i*") + '\0');
  CHECK_FALSE(contains(cells_of("old.alias").out, "no module;"));
  fs::remove("new/modules.builtin.modinfo");
  write_new("alias pci:v00001AF5d*sv*sd*bc*sc*i* virtio_pci\n");
  CHECK_FALSE(contains(cells_of("old.alias").out, "no module;"));
}

TEST_CASE("match: names are those of modprobe, a line for each device", "[match][cli]") {
  const ExampleFolder folder;
  write_lists();
  CHECK(run_match({"-f", "names", "--in", new_kernel, nic, mouse, vmbus, "acme-nic"}).out ==
        "acme_nic\n\nacme_vmbus\nacme_nic\n");
  CHECK(run_match({"-f", "names", "--in", "edge.alias", nic}).out == "acme_nic acme_any_nic\n");
  CHECK(run_match({"-f", "names", "--first", "--in", "edge.alias", nic}).out == "acme_nic\n");
  CHECK(run_match({"-f", "names", "--in", "edge.alias", "1ed5:0010"}).out == "\n");
  CHECK(run_match({"-f", "names", "--vfio", "--in", "vfio.alias", function, other_nic}).out ==
        "acme_vfio_pci\nvfio-pci\n");
  // A module that two of the paths have is named once, as modprobe does.
  CHECK(run_match({"-f", "names", "--in", new_kernel + "+edge.alias", "acme_nic"}).out ==
        "acme_nic\n");
  CHECK(answer_of({"--in", new_kernel + "+modules.alias.new", nic})["modprobe"] ==
        strings{"acme_nic"});
}

// modprobe -R says the same of these with Debian's 6.12; what a machine's modprobe.d makes of it is
// left out.
TEST_CASE("match: several modules for one USB adapter, in the kernel's order", "[match][cli]") {
  const ExampleFolder folder;
  write_file("k.alias",
             "alias usb:v0BDAp8152d*dc*dsc*dp*icFFisc*ip00in* r8152\n"
             "alias usb:v0BDAp8152d*dc*dsc*dp*ic02isc06ip00in* r8152\n"
             "alias usb:v*p*d*dc*dsc*dp*ic02isc06ip00in* cdc_ether\n"
             "alias usb:v0525pA4A2d*dc*dsc*dp*ic*isc*ip*in* cdc_subset\n");
  write_file("devices",
             "usb:v0BDAp8152d2000dc00dsc00dp00icFFiscFFip00in00\n"
             "usb:v0BDAp8152d2000dc00dsc00dp00ic02isc06ip00in00\n"
             "usb:v0525pA4A2d0510dc02dsc00dp00ic02isc06ip00in00\n");
  CHECK(run_match({"-f", "names", "--in", "k.alias", "--devices", "devices"}).out ==
        "r8152\nr8152 cdc_ether\ncdc_ether cdc_subset\n");
}

TEST_CASE("match: JSON has the entry, its data and what the pattern demands", "[match][cli]") {
  const ExampleFolder folder;
  const auto devices = devices_of({"--sys=sys", "--in", new_kernel});
  CHECK(texts_of(devices, "where") == strings{"1-2:1.0", "0000:01:00.0", "0-004c", "rtc"});
  const auto& device = devices[1];
  CHECK(device["modalias"] == nic);
  CHECK(device["driver"] == "acme_nic");
  CHECK(device["name"] == "Acme Networks NIC 100");
  const auto expected = nlohmann::json::parse(R"({
    "kernel": "lib/modules/7.2.1",
    "modprobe": ["acme_nic"],
    "modules": [{
      "module": "acme_nic",
      "builtin": false,
      "certain": true,
      "path": "lib/modules/7.2.1/kernel/drivers/acme_nic.ko",
      "aliases": [{
        "pattern": "pci:v00001ED5d00000100sv*sd*bc*sc*i*",
        "certain": true,
        "table": "__mod_pci__acme_nic_ids_device_table",
        "entry": 0,
        "chosen": true,
        "driver_data": "0x2",
        "fields": ["v", "d"],
        "characters": 31,
        "wildcards": 5
      }]
    }]
  })");
  CHECK(device["kernels"].size() == 1);
  CHECK(device["kernels"][0] == expected);
  CHECK_FALSE(devices[3].contains("driver"));
  CHECK_FALSE(devices[3].contains("name"));
}

TEST_CASE("match: JSON has no choice where it is not known", "[match][cli]") {
  const ExampleFolder folder;
  write_file(
      "rtc.ko",
      module_of(
          lp64_le,
          {{.symbol = "__mod_of__acme_ids_device_table",
            .bytes = table_of(
                {entry(lp64_le).chars("", 32).chars("", 32).chars("acme,rtc", 128).word(0)})}},
          {"vermagic=6.12.0 ", "name=rtc"}));
  const auto alias_of = [](const Arguments& arguments) {
    return answer_of(arguments)["modules"][0]["aliases"][0];
  };
  const auto rtc = alias_of({"--in", "rtc.ko", "of:NrtcT(null)Cacme,rtc"});
  CHECK(rtc["entry"] == 0);
  CHECK_FALSE(rtc.contains("chosen"));
  // It may not match at all.
  const auto nic_by_class = alias_of({"--in", new_kernel, "pci:v*d00000100sv*sd*bc*sc*i*"});
  CHECK(nic_by_class["certain"] == false);
  CHECK(nic_by_class.contains("entry"));
  CHECK_FALSE(nic_by_class.contains("chosen"));
}

TEST_CASE("match: JSON of several kernels has an answer from each", "[match][cli]") {
  const ExampleFolder folder;
  const auto devices =
      devices_of({"--devices", "fleet.txt", "--in", old_kernel, "--in", "new.json"});
  REQUIRE(devices.size() == 7);
  for (const auto& device : devices)
    CHECK(texts_of(device["kernels"], "kernel") == strings{"lib/modules/6.12.57", "new.json"});
  CHECK(devices[3]["where"] == "db1");
  CHECK(devices[3]["kernels"][0]["modprobe"] == strings{"acme_dac"});
  CHECK(devices[3]["kernels"][1]["modprobe"].empty());
  CHECK(devices[3]["kernels"][1]["modules"].empty());
}

TEST_CASE("match: JSON of --vfio has the lines that count and those that nearly do",
          "[match][cli]") {
  const ExampleFolder folder;
  write_lists();
  const auto answer = answer_of({"--vfio", "--in", "vfio.alias", function});
  CHECK_FALSE(answer.contains("modules"));
  const auto& vfio = answer["vfio"];
  CHECK(vfio["driver"] == "acme_vfio_pci");
  CHECK(texts_of(vfio["candidates"], "module") == strings{"acme_vfio_pci", "vfio_pci"});
  CHECK(vfio["candidates"][0] ==
        nlohmann::json{{"line", 3},
                       {"pattern", "vfio_pci:v00001ED5d00000200sv*sd*bc*sc*i*"},
                       {"module", "acme_vfio_pci"},
                       {"stars", 5},
                       {"certain", true}});
  CHECK(texts_of(vfio["near_misses"], "reason") ==
        strings{"line 1 of modules.alias is not seen by libvirt",
                "field 'i00*' is neither '00' nor '*', and libvirt compares strings",
                "upper and lower case differ from what devices report"});
}

TEST_CASE("match: what is not known of a device leaves modules uncertain", "[match][cli]") {
  const ExampleFolder folder;
  write_lists();
  const auto answer =
      answer_of({"--from", "lspci", "--devices", "lspci.txt", "--in", "edge.alias"});
  CHECK(answer["modprobe"].empty());
  CHECK(texts_of(answer["modules"], "module") == strings{"acme_bridge"});
  CHECK(answer["modules"][0]["certain"] == false);
  CHECK(answer["modules"][0]["aliases"][0]["certain"] == false);
}

TEST_CASE("match: trees, packages, lists and snapshots say the same", "[match][cli]") {
  const ExampleFolder folder;
  const strings expected = summaries_of(new_kernel);
  CHECK(expected[1] == nic + " acme_nic pci:v00001ED5d00000100sv*sd*bc*sc*i*");
  CHECK(expected[0] == "acme-nic acme_nic");
  for (const std::string kernel : {new_packages.c_str(), "modules.alias.new", "new.json"}) {
    CAPTURE(kernel);
    CHECK(summaries_of(kernel) == expected);
  }
}

TEST_CASE("match: a snapshot keeps the table, the entry and the driver data", "[match][cli]") {
  const ExampleFolder folder;
  const auto alias_of = [](const std::string& kernel) {
    return answer_of({"--in", kernel, nic})["modules"][0]["aliases"][0];
  };
  const auto expected = alias_of(new_kernel);
  CHECK(expected["driver_data"] == "0x2");
  CHECK(alias_of("new.json") == expected);
  CHECK_FALSE(alias_of("modules.alias.new").contains("table"));
}

TEST_CASE("match: without a record of built-in modules, no module may mean one of them",
          "[match][cli]") {
  const ExampleFolder folder;
  const std::string warning =
      "ko2alias: warning: lib/modules/7.2.1/kernel: nothing says which modules are built in (join "
      "what has "
      "modules.builtin.modinfo with '+')\n";
  CHECK(run_match({"--in", "lib/modules/7.2.1/kernel", "i2c:none"}).err == warning);
  CHECK(run_match({"--in", "lib/modules/7.2.1/kernel", nic}).err.empty());
  CHECK(run_match({"--in", "lib/modules/7.2.1", "i2c:none"}).err.empty());
  CHECK(run_match({"--no-builtin", "--in", "lib/modules/7.2.1", "i2c:none"}).err.empty());
}

TEST_CASE("match: modules.order counts, however the kernel's folder is named", "[match][cli]") {
  const ExampleFolder folder;
  const std::string device = "usb:v1ED5p0405d0100dc00dsc00dp00icFFisc00ip00in00";
  write_file("lib/modules/7.2.1/kernel/drivers/acme_copy.ko",
             module_of(lp64_le, {},
                       {"license=GPL", "vermagic=7.2.1 SMP ", "name=acme_copy", "alias=usb:*"}));
  fs::create_symlink("lib/modules/7.2.1", "link");
  fs::copy("lib/modules/7.2.1", "copy", fs::copy_options::recursive);
  const auto names_in = [&](const std::string& kernel) {
    return run_match({"-f", "names", "--in", kernel, device}).out;
  };
  for (const std::string first : {"acme_hub", "acme_copy"}) {
    const std::string second = first == "acme_hub" ? "acme_copy" : "acme_hub";
    for (const std::string tree : {"lib/modules/7.2.1", "copy"})
      write_file(tree + "/modules.order",
                 "kernel/drivers/" + first + ".ko\nkernel/drivers/" + second + ".ko\n");
    for (const std::string kernel :
         {"lib/modules/7.2.1", "./lib/modules/7.2.1/", "link", "copy", "copy/"}) {
      CAPTURE(kernel);
      CHECK(names_in(kernel) == first + " " + second + "\n");
    }
  }
}

TEST_CASE("match: wrong options say what is right", "[match][cli]") {
  const ExampleFolder folder;
  write_file("comments.txt", "# nothing\n");
  write_file("empty.txt", "");
  write_file("names.txt", "00:1f.6 Ethernet controller: Acme Networks NIC 100\n");
  fs::create_directory("empty");
  struct Row {
    Arguments arguments;
    std::string message;
  };
  const Row rows[] = {
      {{}, "no device: name a modalias, or give --devices, --sys or --from"},
      {{"--in", new_kernel}, "no device: name a modalias, or give --devices, --sys or --from"},
      {{"--from", "lshw", nic},
       "--from lshw: expected one of auto, list, lspci, lsusb, udevadm, verbatim"},
      {{"-f", "xml", nic}, "--format xml: expected one of text, json, names"},
      {{"-f", "names", "--in", old_kernel, "--in", new_kernel, nic},
       "--format names: expected one --in, but there are 2"},
      {{"--vfio", "--driver-override", "vfio-pci", nic},
       "--vfio and --driver-override: expected one of them"},
      {{"--driver-override", "vfio_pci", nic},
       "--driver-override vfio_pci: the driver of this module is called vfio-pci"},
      {{"--devices", "lspci.txt", "--from", "list"},
       "lspci.txt: line 1: expected a modalias, ids such as 8086:10d3, either behind HOST<TAB>, or "
       "what lspci, lsusb, usb-devices or udevadm prints (and 3 more errors)"},
      {{"0000:01:00.0"},
       "0000:01:00.0: a slot, but a modalias was expected: "
       "/sys/bus/pci/devices/0000:01:00.0/modalias has it"},
      {{"fleet.txt"},
       "fleet.txt: expected a device's modalias (--devices reads a list of them, --in a kernel)"},
      {{"--devices", "missing"}, "missing: No such file or directory"},
      {{"--devices", "missing", nic}, "missing: No such file or directory"},
      {{"--devices", "comments.txt"}, "comments.txt: no devices in this file"},
      {{"--devices", "empty"}, "empty: no device with a modalias below this folder"},
      {{"--sys=empty"}, "empty: no device with a modalias below this folder"},
      {{"--sys=missing"}, "--sys missing: no such folder (devices go before --sys)"},
      {{"--from", "lspci", "--devices", "missing"}, "missing: No such file or directory"},
      {{"--from", "lspci", "--devices", "sys"}, "sys: Is a directory"},
      {{"--from", "lspci", "--devices", "empty.txt"},
       "empty.txt: no PCI device: expected what lspci -n prints, lines such as 00:1f.6 0200: "
       "8086:15b7"},
      {{"--from", "lspci", "--devices", "names.txt"},
       "names.txt: line 1: 00:1f.6: the ids of vendor and device are missing: expected what lspci "
       "-n or lspci -nn prints"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    const Outcome outcome = run_match(row.arguments);
    CHECK(outcome.status == trouble);
    CHECK(outcome.out.empty());
    CHECK(outcome.err == "ko2alias: error: " + row.message + "\nko2alias match --help says more\n");
  }
}

TEST_CASE("match: a listing is recognised, and that is told", "[match][cli]") {
  const ExampleFolder folder;
  write_lists();
  const Arguments page{"--no-builtin", "--devices", "lspci.txt", "--in", "edge.alias"};
  const auto with = [&](const Arguments& more) {
    Arguments arguments = page;
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_match(arguments);
  };
  const Outcome named = with({"--from", "lspci"});
  CHECK(named.err.empty());
  for (const Arguments& more : {Arguments{}, Arguments{"--from", "auto"}}) {
    const Outcome recognised = with(more);
    CHECK(recognised.out == named.out);
    CHECK(recognised.err == "ko2alias: lspci.txt: read as what lspci prints\n");
  }
  CHECK(run_match({"--devices", "fleet.txt", "--in", new_kernel}).err.empty());
  write_file("both.txt", read_file("lspci.txt") + "Bus 001 Device 004: ID 1ed5:0309 Acme\n");
  CHECK(run_match({"--devices", "both.txt", "--in", new_kernel}).err ==
        "ko2alias: both.txt: read as what lspci prints, and what lsusb or usb-devices prints\n");
}

TEST_CASE("match: lines that are not read are trouble, and the others answer", "[match][cli]") {
  const ExampleFolder folder;
  write_file("list", nic + "\nhello\n");
  const Outcome list = run_match({"-f", "names", "--devices", "list", "--in", new_kernel});
  CHECK(list.status == trouble);
  CHECK(list.out == "acme_nic\n");
  CHECK(list.err ==
        "ko2alias: error: list: line 2: expected a modalias, ids such as 8086:10d3, either behind "
        "HOST<TAB>, or what lspci, lsusb, usb-devices or udevadm prints\n"
        "ko2alias: list: 1 device, 1 error\n");
  write_file("mixed.txt",
             "00:1c.0 PCI bridge: Acme Networks Root Port\n01:00.0 0200: 1ed5:0100 (rev 10)\n");
  const Outcome mixed = run_match({"-f", "names", "--devices", "mixed.txt", "--in", new_kernel});
  CHECK(mixed.status == trouble);
  CHECK(mixed.out == "acme_nic\n");
  CHECK(contains(mixed.err, "error: mixed.txt: line 1: 00:1c.0: the ids of vendor and device"));
  // A file of another kind does not fill the screen.
  std::string many = nic + "\n";
  for (int i = 0; i < 100; ++i) many += "hello\n";
  write_file("many", many);
  const Outcome flood = run_match({"--devices", "many", "--in", new_kernel});
  CHECK(contains(flood.err,
                 "ko2alias: and 90 more like these\nko2alias: many: 1 device, 100 errors\n"));
}

TEST_CASE("match: what lspci names of modules settles what may match", "[match][cli]") {
  const ExampleFolder folder;
  write_file(
      "usb.alias",
      "alias pci:v*d*sv*sd*bc0Csc03i00* uhci_hcd\nalias pci:v*d*sv*sd*bc0Csc03i30* xhci_pci\n");
  const std::string device = "00:0d.0 USB controller [0c03]: Acme [1ed5:461e] (rev 04)\n";
  write_file("without.txt", device);
  write_file("with.txt", device + "\tKernel driver in use: xhci_hcd\n\tKernel modules: xhci_pci\n");
  const Arguments options{"--no-builtin", "--from", "lspci", "--in", "usb.alias", "--devices"};
  const auto run_on = [&](const std::string& file, const Arguments& more = {}) {
    Arguments arguments = options;
    arguments.push_back(file);
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_match(arguments);
  };
  CHECK(run_on("without.txt").status == finding);
  CHECK(run_on("without.txt", {"-f", "names"}).out == "\n");
  CHECK(contains(run_on("without.txt").out, "uhci_hcd, xhci_pci may match: not all is known"));
  CHECK(run_on("with.txt").status == nothing_to_report);
  CHECK(run_on("with.txt", {"-f", "names"}).out == "xhci_pci\n");
  CHECK(contains(run_on("with.txt").out, "\n  xhci_pci, as the listing says\n"));
  Arguments json = options;
  json.insert(json.end(), {"with.txt"});
  const auto modules = answer_of(json)["modules"];
  CHECK(modules[0]["module"] == "xhci_pci");
  CHECK(modules[0]["told"] == true);
  CHECK(modules[0]["certain"] == true);
  CHECK_FALSE(modules[1].contains("told"));
}

TEST_CASE("match: a list with a package behind each module", "[match][cli]") {
  const ExampleFolder folder;
  write_file("acme-510.modaliases",
             "# Uncomment the following line, and add card IDs:\n"
             "alias pci:v00001ED5d00002438sv*sd*bc03sc*i* acme acme-driver-510\n"
             "alias pci:v00001ED5d000024BAsv00001028sd00000887bc03sc*i* acme acme-driver-510\n");
  CHECK(run_match({"-f", "names", "--in", "acme-510.modaliases",
                   "pci:v00001ED5d00002438sv00001028sd00000001bc03sc00i00"})
            .out == "acme\n");
}

TEST_CASE("match: a kernel that cannot be read is trouble, and named", "[match][cli]") {
  const ExampleFolder folder;
  write_file("rubbish", "rubbish\n");
  fs::create_directory("empty");
  const std::pair<std::string, std::string> rows[] = {
      {"missing", "missing: No such file or directory"},
      {"empty", "empty: no modules (.ko, .ko.xz, .ko.zst, .ko.gz) in this folder"},
      {"rubbish",
       "rubbish: neither an ELF file nor an archive, a modules.alias, a modules.builtin.modinfo or "
       "a snapshot"},
  };
  for (const auto& [path, message] : rows)
    for (const Arguments& kernels :
         {Arguments{"--in", path}, {"--in", path, "--in", new_kernel}, {"--vfio", "--in", path}}) {
      Arguments arguments = kernels;
      arguments.push_back(nic);
      CAPTURE(arguments);
      const Outcome outcome = run_match(arguments);
      CHECK(outcome.status == trouble);
      CHECK(outcome.out.empty());
      CHECK(outcome.err ==
            "ko2alias: error: " + message + "\nko2alias: 1 of 1 inputs could not be read\n");
    }
}

TEST_CASE("match: a module that is truncated is trouble, and the others answer", "[match][cli]") {
  const ExampleFolder folder;
  const std::string hub = new_kernel + "/kernel/drivers/acme_hub.ko";
  const std::string answer = run_match({"--in", new_kernel, nic}).out;
  fs::resize_file(hub, fs::file_size(hub) / 2);
  const Outcome outcome = run_match({"--in", new_kernel, nic});
  CHECK(outcome.status == trouble);
  CHECK(outcome.out == answer);
  CHECK(outcome.err.starts_with("ko2alias: error: " + hub + ": truncated: "));
  // It may be the one that a device lacks.
  CHECK(run_match({"--in", new_kernel, mouse}).status == trouble);
}

// The ids of GPUs and NICs, as people and `lspci -nnk` give them; each line compares ids alone.
TEST_CASE("match: --vfio answers by ids, as far as they decide", "[match][cli]") {
  const ExampleFolder folder;
  write_file("v.alias",
             "# Aliases extracted from modules themselves.\n"
             "alias vfio_pci:v000015B3d0000101Esv*sd*bc*sc*i* mlx5_vfio_pci\n"
             "alias vfio_pci:v000010DEd00002342sv*sd*bc*sc*i* nvgrace_gpu_vfio_pci\n"
             "alias vfio_pci:v000010DEd00002941sv*sd*bc*sc*i* nvgrace_gpu_vfio_pci\n"
             "alias vfio_pci:v*d*sv*sd*bc*sc*i* vfio_pci\n"
             "alias pci:v000010DEd00002330sv*sd*bc*sc*i* nvidia\n");
  const auto names_of = [](const Arguments& devices) {
    Arguments arguments{"--vfio", "-f", "names", "--in", "v.alias"};
    arguments.insert(arguments.end(), devices.begin(), devices.end());
    const Outcome outcome = run_match(arguments);
    CHECK(outcome.status == nothing_to_report);
    CHECK(outcome.err.empty());
    return outcome.out;
  };
  CHECK(names_of({"10de:2342", "10de:2941", "10de:2330", "8086:2342", "15b3:101e"}) ==
        "nvgrace_gpu_vfio_pci\nnvgrace_gpu_vfio_pci\nvfio-pci\nvfio-pci\nmlx5_vfio_pci\n");
  write_file("lspci.txt",
             "0008:01:00.0 3D controller [0302]: NVIDIA Corporation GB100 [GB200] [10de:2941] (rev "
             "a1)\n\tSubsystem: NVIDIA Corporation Device [10de:2046]\n"
             "\tKernel driver in use: nvidia\n");
  CHECK(names_of({"--from", "lspci", "--devices", "lspci.txt"}) == "nvgrace_gpu_vfio_pci\n");
}

TEST_CASE("match: --vfio says that a field decides which is not known", "[match][cli]") {
  const ExampleFolder folder;
  write_file("v.alias",
             "# a comment\n"
             "alias vfio_pci:v00001ED5d00000200sv00001ED5sd*bc*sc*i* acme_vfio_pci\n"
             "alias vfio_pci:v*d*sv*sd*bc*sc*i* vfio_pci\n");
  const std::string error =
      "ko2alias: error: pci:v00001ED5d00000200sv*sd*bc*sc*i*: field 'sv' is not known, but "
      "vfio_pci:v00001ED5d00000200sv00001ED5sd*bc*sc*i* of acme_vfio_pci compares it: give the "
      "device's whole modalias, as /sys/bus/pci/devices/*/modalias has it\n";
  const auto run_with = [&](const std::string& format) {
    const Outcome outcome = run_match({"--vfio", "-f", format, "--in", "v.alias", "1ed5:0200",
                                       "1ed5:0300", "1ed5:0200:1ed5:0001"});
    CHECK(outcome.status == trouble);
    CHECK(outcome.err == error);
    return outcome.out;
  };
  CHECK(run_with("names") == "\nvfio-pci\nacme_vfio_pci\n");
  CHECK(run_with("text").starts_with(
      "pci:v00001ED5d00000200sv*sd*bc*sc*i*  Acme Networks NIC 200 Virtual Function\n"
      "  not known, as field 'sv' is not\n"
      "    line 3, 7 stars: vfio_pci:v*d*sv*sd*bc*sc*i*  vfio_pci\n"
      "    line 2, 4 stars: vfio_pci:v00001ED5d00000200sv00001ED5sd*bc*sc*i*  acme_vfio_pci, "
      "perhaps\n"));
  const auto json = nlohmann::json::parse(run_with("json"));
  const auto& vfio = json["devices"][0]["kernels"][0]["vfio"];
  CHECK(vfio["driver"].is_null());
  CHECK(vfio["candidates"][0]["certain"] == true);
  CHECK(vfio["candidates"][1]["certain"] == false);
  CHECK(contains(run_match({"--vfio", "--in", "v.alias", "--in", new_kernel, "1ed5:0200"}).out,
                 "  not known  acme_vfio_pci  "));
}

TEST_CASE("match: --vfio is asked of modaliases on pci and cdx", "[match][cli]") {
  const ExampleFolder folder;
  const std::string not_pci =
      ": not the modalias of a pci or cdx device, which begins with 'pci:' or 'cdx:'\n";
  const Outcome usb = run_match({"--vfio", "--in", new_kernel, mouse});
  CHECK(usb.status == trouble);
  CHECK(usb.out.empty());
  CHECK(usb.err == "ko2alias: error: " + mouse + not_pci);
  // The others are answered.
  const Outcome both = run_match({"--vfio", "--in", new_kernel, mouse, function});
  CHECK(both.status == trouble);
  CHECK(both.out == run_match({"--vfio", "--in", new_kernel, function}).out);
  CHECK(both.err == usb.err);
}

TEST_CASE("match: --vfio passes over the other devices of a list, unless there are no more",
          "[match][cli]") {
  const ExampleFolder folder;
  write_file("usb.txt", mouse + "\n");
  const Outcome none = run_match({"--vfio", "--devices", "usb.txt", "--in", new_kernel});
  CHECK(none.status == trouble);
  CHECK(none.out.empty());
  CHECK(none.err == "ko2alias: error: --vfio: no pci or cdx device among what was given\n");
  const auto devices = devices_of({"--vfio", "--devices", "fleet.txt", "--in", new_kernel});
  CHECK(devices.size() == 2);
  const Outcome partial =
      run_match({"--vfio", "--from", "lspci", "--devices", "lspci.txt", "--in", new_kernel});
  CHECK(partial.status == nothing_to_report);
  write_file("vmm.txt",
             "Slot:\t01:00.0\nClass:\t0200\nVendor:\t1ed5\nDevice:\t0200\nSVendor:\t1ed5\nSDevice:"
             "\t0001\n");
  const Outcome whole =
      run_match({"--vfio", "--from", "lspci", "--devices", "vmm.txt", "--in", new_kernel});
  CHECK(whole.status == nothing_to_report);
  CHECK(contains(whole.out, "\n  acme_vfio_pci\n"));
}

TEST_CASE("match: --vfio goes by the modules.alias of a tree, where there is one", "[match][cli]") {
  const ExampleFolder folder;
  write_lists();
  const auto line_of = [](const std::string& kernel) {
    return answer_of({"--vfio", "--in", kernel, function})["vfio"]["candidates"][0].value("line",
                                                                                          0);
  };
  // There is no file whose lines could be counted.
  CHECK(line_of(new_kernel) == 0);
  CHECK(line_of(new_packages) == 0);
  CHECK(line_of("new.json") == 0);
  CHECK(line_of("vfio.alias+edge.alias") == 0);
  CHECK_FALSE(contains(run_match({"--vfio", "--in", new_kernel, function}).out, "line"));
  fs::copy_file("vfio.alias", new_kernel + "/modules.alias");
  CHECK(line_of(new_kernel) == 3);
}

TEST_CASE("match: a modules.alias that libvirt does not read gets a warning", "[match][cli]") {
  const ExampleFolder folder;
  write_lists();
  const auto run_with_size = [](std::size_t size) {
    const std::string alias = "alias vfio_pci:v00001ED5d00000200sv*sd*bc*sc*i* acme_vfio_pci\n";
    std::string text(size - alias.size(), '#');
    text.back() = '\n';
    write_file("big.alias", text + alias);
    return run_match({"--vfio", "--in", "big.alias", function});
  };
  const Outcome largest = run_with_size(largest_modules_alias);
  CHECK(largest.status == nothing_to_report);
  CHECK(largest.err.empty());
  const Outcome larger = run_with_size(largest_modules_alias + 1);
  CHECK(larger.status == nothing_to_report);
  CHECK(larger.out == largest.out);
  CHECK(larger.err ==
        "ko2alias: warning: big.alias: modules.alias has 8388609 bytes, and libvirt reads none "
        "that is larger than "
        "8388608\n");
}

TEST_CASE("match: bytes of devices and kernels are escaped for a terminal", "[match][cli]") {
  const ExampleFolder folder;
  // U+009B and U+200F: terminals that know UTF-8 obey these too.
  const std::string evil =
      "\x1b"
      "c\xff\xc2\x9b"
      "2J\xe2\x80\x8f";
  // modprobe, and so match, passes over patterns with bytes above 127.
  write_file("evil\x1b.alias",
             "alias i2c:\x1b"
             "c* evil\xc2\x9b\n"
             "alias vfio_pci:v00001ED5d00000200sv*sd*bc*sc*i* a\xc2\x9b\n"
             "alias vfio_pci:v[0\x1b]*d*sv*sd*bc*sc*i* b\nalias i2c:" +
                 evil + "* x\n");
  write_file("devices",
             "ho\x1bst\ti2c:" + evil + "\nhost\t" + function + "\nhost\tpci:" + evil + "\n");
  const Environment no_color("NO_COLOR", "1");
  const auto is_harmless = [](const std::string& text) {
    return !contains(text, "\x1b") && !contains(text, "\xc2\x9b") &&
           !contains(text, "\xe2\x80\x8f");
  };
  for (const std::string format : {"text", "json", "names"})
    for (const Arguments& options : {Arguments{},
                                     {"--vfio"},
                                     {"--full"},
                                     {"--driver-override", "evil\xc2\x9b"},
                                     {"--in", new_kernel},
                                     {"--in", "missing\x1b"}}) {
      Arguments arguments{"-f",        format,    "--in",        "evil\x1b.alias",
                          "--devices", "devices", "pci:" + evil, evil};
      arguments.insert(arguments.end(), options.begin(), options.end());
      CAPTURE(arguments);
      const Outcome outcome = run_match(arguments, true);
      CHECK(is_harmless(outcome.out));
      CHECK(is_harmless(outcome.err));
    }
  for (const Arguments& wrong : {Arguments{"--from", evil},
                                 {"--format", evil},
                                 {"--devices", evil},
                                 {"--sys=" + evil},
                                 {"--" + evil},
                                 {"-o", evil + "/out", "--in", new_kernel}}) {
    Arguments arguments = wrong;
    arguments.push_back(nic);
    CAPTURE(arguments);
    const Outcome outcome = run_match(arguments);
    CHECK(outcome.status == trouble);
    CHECK_FALSE(outcome.err.empty());
    CHECK(is_harmless(outcome.err));
  }
  // They are there, and in a file a format for programs keeps what it can of them.
  CHECK(contains(run_match({"--in", "evil\x1b.alias", "i2c:" + evil}).out,
                 "\n  evil\\xc2\\x9b\n    i2c:\\x1bc*  "));
  const std::string vfio = run_match({"--vfio", "--in", "evil\x1b.alias", function}).out;
  CHECK(contains(vfio, "line 2, 5 stars: vfio_pci:v00001ED5d00000200sv*sd*bc*sc*i*  a\\xc2\\x9b"));
  CHECK(contains(vfio, "b: field 'v[0\\x1b]*' is neither '00001ED5' nor '*', "));
  CHECK(run_match({"-f", "names", "--in", "evil\x1b.alias", "i2c:" + evil}).out ==
        "evil\xc2\x9b\n");
  CHECK(devices_of({"--in", "evil\x1b.alias", "i2c:\xc2\x9b"})[0]["modalias"] == "i2c:\xc2\x9b");
}

TEST_CASE("match: output does not depend on the number of threads", "[match][cli]") {
  const ExampleFolder folder;
  const Arguments page{"--devices", "fleet.txt", "--in", old_kernel};
  const auto with_jobs = [&](const std::string& jobs) {
    Arguments arguments = page;
    arguments.push_back(jobs);
    return run_match(arguments).out;
  };
  CHECK(with_jobs("-j1") == with_jobs("-j7"));
}

TEST_CASE("match: --output, a file is there whole or not at all", "[match][cli]") {
  const ExampleFolder folder;
  const Arguments page{"--in", new_kernel, nic, mouse};
  const auto run_into = [&](const std::string& path) {
    Arguments arguments = page;
    arguments.insert(arguments.end(), {"-o", path});
    return run_match(arguments);
  };
  for (const char* const time : {"first", "again"}) {
    CAPTURE(time);
    const Outcome outcome = run_into("out.txt");
    CHECK(outcome.status == finding);
    CHECK(outcome.out.empty());
    CHECK(read_file("out.txt") == run_match(page).out);
  }
  const Outcome lost = run_into("nowhere/out.txt");
  CHECK(lost.status == trouble);
  CHECK(lost.err == "ko2alias: error: nowhere/out.txt: No such file or directory\n");
  CHECK(run_match({"-o", "usage.txt", "--from", "lshw"}).status == trouble);
  CHECK(run_match({"-o", "usage.txt", "--in", "missing", nic}).status == trouble);
  CHECK_FALSE(fs::exists("usage.txt"));
  if (fs::exists("/dev/full")) {
    const Outcome full = run_into("/dev/full");
    CHECK(full.status == trouble);
    CHECK(full.err == "ko2alias: error: /dev/full: No space left on device\n");
  }
  for (const auto& entry : fs::directory_iterator("."))
    CHECK_FALSE(entry.path().filename().string().starts_with('.'));
}

TEST_CASE("match: a modules.alias has the order of its lines, wherever it lies", "[cli][match]") {
  const ExampleFolder folder;
  // The hashes of the names have snd_soc_avs first.
  const std::string_view text =
      "# Aliases extracted from modules themselves.\n"
      "alias pci:v00008086d000043C8sv*sd*bc*sc*i* snd_hda_intel\n"
      "alias pci:v00008086d*sv*sd*bc04sc03i00* snd_hda_intel\n"
      "alias pci:v00008086d000043C8sv*sd*bc*sc*i* snd_soc_avs\n"
      "alias pci:v00008086d000043C8sv*sd*bc*sc*i* snd_sof_pci_intel_tgl\n";
  const std::string sound = "pci:v00008086d000043C8sv00001043sd00008814bc04sc03i00";
  fs::create_directories("lib/modules/6.12.117");
  write_file("lib/modules/6.12.117/modules.alias", text);
  write_file("copy", text);
  for (const std::string file : {"lib/modules/6.12.117/modules.alias", "copy"}) {
    CAPTURE(file);
    CHECK(run_match({"-f", "names", "--in", file, sound}).out ==
          "snd_hda_intel snd_soc_avs snd_sof_pci_intel_tgl\n");
    CHECK(run_match({"-f", "names", "--first", "--in", file, sound}).out == "snd_hda_intel\n");
  }
  // A list of what is built in, in the tree, does not change that.
  write_file("lib/modules/6.12.117/modules.builtin.modinfo", std::string("a.alias=i2c:a\0", 14));
  CHECK(
      run_match({"-f", "names", "--in",
                 "lib/modules/6.12.117/modules.alias+lib/modules/6.12.117/modules.builtin.modinfo",
                 sound})
          .out == "snd_hda_intel snd_soc_avs snd_sof_pci_intel_tgl\n");
}

}  // namespace ko2alias::test
