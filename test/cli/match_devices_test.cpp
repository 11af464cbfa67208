// What `match` is asked about: devices on the command line, in lists and in listings.
#include <nlohmann/json.hpp>

#include "kit/kit.h"
#include "kit/match_runs.h"

namespace ko2alias::test {

namespace fs = std::filesystem;

using namespace match_runs;

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
       "--from lshw: expected auto, list, lspci, lsusb, udevadm or verbatim"},
      {{"-f", "xml", nic}, "--format xml: expected text, json, jsonl, names, driver or commands"},
      {{"-f", "names", "--in", old_kernel, "--in", new_kernel, nic},
       "--format names: expected one --in, but there are 2"},
      {{"--vfio", "--driver-override", "vfio-pci", nic},
       "--vfio and --driver-override: only one of them can be given"},
      {{"--driver-override", "vfio_pci", nic},
       "--driver-override vfio_pci: the driver of this module is called vfio-pci"},
      {{"--devices", "lspci.txt", "--from", "list"},
       "lspci.txt: line 1: expected a modalias or ids such as 8086:10d3, with or without HOST<TAB> "
       "before them, or what lspci, lsusb, usb-devices or udevadm prints (and 3 more errors)"},
      {{"0000:01:00.0"},
       "0000:01:00.0: a slot, but a modalias was expected: "
       "/sys/bus/pci/devices/0000:01:00.0/modalias has it"},
      {{"fleet.txt"},
       "fleet.txt: expected a device's modalias (--devices reads a list of them, --in a kernel)"},
      {{"--devices", "missing"}, "missing: No such file or directory"},
      {{"--devices", "missing", nic}, "missing: No such file or directory"},
      {{"--devices", "comments.txt"}, "comments.txt: no devices in it"},
      {{"--devices", "empty"}, "empty: no device with a modalias below this folder"},
      {{"--sys=empty"}, "empty: no device with a modalias below this folder"},
      {{"--sys=missing"}, "--sys missing: no such folder"},
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
        "ko2alias: error: list: line 2: expected a modalias or ids such as 8086:10d3, with or "
        "without HOST<TAB> before them, or what lspci, lsusb, usb-devices or udevadm prints; no "
        "kernel that was asked tells of a module 'hello'\n");
  write_file("mixed.txt",
             "00:1c.0 PCI bridge: Acme Networks Root Port\n01:00.0 0200: 1ed5:0100 (rev 10)\n");
  const Outcome mixed = run_match({"-f", "names", "--devices", "mixed.txt", "--in", new_kernel});
  CHECK(mixed.status == trouble);
  CHECK(mixed.out == "acme_nic\n");
  CHECK(contains(mixed.err, "error: mixed.txt: line 1: 00:1c.0: the ids of vendor and device"));
  // What is not read is told before warnings, however many there are.
  std::string odd;
  for (int i = 0; i < 12; ++i) odd += "acme" + std::to_string(i) + ":x\n";
  write_file("odd", odd + "two words\n");
  CHECK(run_match({"--devices", "odd", "--in", new_kernel})
            .err.starts_with("ko2alias: error: odd: line 13: expected a modalias"));
  // The configuration is an input too.
  write_file("cmdline", "quiet");
  CHECK(run_match({"--cmdline", "cmdline", "-o", "cmdline", "--in", new_kernel, nic}).status ==
        trouble);
  CHECK(read_file("cmdline") == "quiet");
  // A word is the name of a module if a kernel has one, in any number of kernels.
  write_file("names", "acme-nic\nweb1\tacme_nic\n");
  const Outcome names = run_match({"-f", "names", "--devices", "names", "--in", new_kernel});
  CHECK(names.status == nothing_to_report);
  CHECK(names.out == "acme_nic\nacme_nic\n");
  CHECK(run_match({"--devices", "names", "--in", old_kernel, "--in", new_kernel}).status !=
        trouble);
  CHECK(contains(run_match({"--vfio", "--devices", "names", "--in", new_kernel}).err,
                 "ko2alias: error: acme-nic: "));
  // A file of another kind does not fill the screen.
  std::string many = nic + "\n";
  for (int i = 0; i < 100; ++i) many += "hello there\n";
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
  CHECK(contains(run_on("without.txt").out, "2 modules may match: uhci_hcd, xhci_pci\n"));
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

}  // namespace ko2alias::test
