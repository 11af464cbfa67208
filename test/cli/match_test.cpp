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

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
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
      {"override",
       {"--driver-override", "acme-vfio-pci", "--in", new_kernel, function, nic},
       nothing_to_report},
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
      {{"--in", new_kernel, "--driver-override", "acme_none", nic}, finding},
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
                       {"stars", 5}});
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
      {{"--from", "lshw", nic}, "--from lshw: expected lspci or lsusb"},
      {{"-f", "xml", nic}, "--format xml: expected one of text, json, names"},
      {{"-f", "names", "--in", old_kernel, "--in", new_kernel, nic},
       "--format names: expected one --in, but there are 2"},
      {{"--vfio", "--driver-override", "vfio-pci", nic},
       "--vfio and --driver-override: expected one of them"},
      {{"--devices", "lspci.txt"},
       "lspci.txt: line 1: not a modalias, but what lspci or lsusb prints ('ko2alias match' reads "
       "it with --from)"},
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
       "names.txt: names of PCI devices without their ids: give what lspci -n or lspci -nn prints"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    const Outcome outcome = run_match(row.arguments);
    CHECK(outcome.status == trouble);
    CHECK(outcome.out.empty());
    CHECK(outcome.err == "ko2alias: error: " + row.message + "\nko2alias match --help says more\n");
  }
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

TEST_CASE("match: --vfio is asked of whole modaliases on pci and cdx", "[match][cli]") {
  const ExampleFolder folder;
  const std::string not_pci =
      ": not the modalias of a pci or cdx device, which begins with 'pci:' or 'cdx:'\n";
  const Outcome usb = run_match({"--vfio", "--in", new_kernel, mouse});
  CHECK(usb.status == trouble);
  CHECK(usb.out.empty());
  CHECK(usb.err == "ko2alias: error: " + mouse + not_pci);
  const Outcome partial = run_match({"--vfio", "--in", new_kernel, "1ed5:0200"});
  CHECK(partial.status == trouble);
  CHECK(partial.out.empty());
  CHECK(partial.err ==
        "ko2alias: error: pci:v00001ED5d00000200sv*sd*bc*sc*i*: field 'sv' is not known, but each "
        "is compared: give the "
        "device's whole modalias, as /sys/bus/pci/devices/*/modalias has it\n");
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
  // lspci did not say all of these; with -vmm it does.
  const Outcome partial =
      run_match({"--vfio", "--from", "lspci", "--devices", "lspci.txt", "--in", new_kernel});
  CHECK(partial.status == trouble);
  CHECK(std::count(partial.err.begin(), partial.err.end(), '\n') == 2);
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
    return answer_of({"--vfio", "--in", kernel, function})["vfio"]["candidates"][0]["line"];
  };
  CHECK(line_of(new_kernel) == 2);
  CHECK(line_of(new_packages) == 2);
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
                 "\n  ev\\x1b[2Jil\\xc2\\x9b\n    i2c:\\x1bc*  "));
  const std::string vfio = run_match({"--vfio", "--in", "evil\x1b.alias", function}).out;
  CHECK(contains(vfio, "line 2, 5 stars: vfio_pci:v00001ED5d00000200sv*sd*bc*sc*i*  a\\x1b"));
  CHECK(contains(vfio, "b\\x1b: field 'v[0\\x1b]*' is neither '00001ED5' nor '*', "));
  CHECK(run_match({"-f", "names", "--in", "evil\x1b.alias", "i2c:" + evil}).out ==
        "ev\x1b[2Jil\xc2\x9b\n");
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
    CHECK(entry.path().string().find(".tmp") == std::string::npos);
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
