// `match` as a user runs it, in-process, on the kernels of example_kernels.h and on lists of a few
// lines.
#include <nlohmann/json.hpp>

#include "kit/kit.h"
#include "kit/match_runs.h"

namespace ko2alias::test {

using namespace match_runs;

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
      run_match({"--driver-override", "acme-vfio", "--in", new_kernel, function, nic});
  CHECK(outcome.status == nothing_to_report);
  check_golden("match-override.txt", outcome.out);
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

}  // namespace ko2alias::test
