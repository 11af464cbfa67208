// `match --vfio` as a user runs it.
#include <nlohmann/json.hpp>

#include "kit/kit.h"
#include "kit/match_runs.h"
#include "match/vfio.h"

namespace ko2alias::test {

namespace fs = std::filesystem;

using namespace match_runs;

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
  CHECK(contains(whole.out, "\n  acme_vfio_pci, driver acme-vfio\n"));
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
  // The root of an image has the same file.
  fs::create_directories("root/lib/modules");
  fs::copy(new_kernel, "root/" + new_kernel, fs::copy_options::recursive);
  CHECK(line_of("root") == 3);
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

}  // namespace ko2alias::test
