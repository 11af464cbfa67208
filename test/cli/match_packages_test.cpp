// `match` in what packages record: text, table, JSON, and what only a kernel answers.
#include "kit/kit.h"
#include "kit/match_runs.h"

namespace ko2alias::test {

using namespace match_runs;

namespace {

// What the packages of an acme driver record, for each reader.
void write_records() {
  std::filesystem::create_directories("packages");
  run_program({"emit", "-f", "substvars", "-o", "packages/acme-dkms.substvars", "modules"});
  run_program({"emit", "-f", "isenkram", "--name", "acme-firmware", "-o", "packages/modaliases",
               "acme_hid.ko"});
  run_program({"emit", "-f", "appstream", "--id", "org.example.acme_nic", "-o",
               "packages/org.example.acme_nic.metainfo.xml", "acme_nic.ko"});
  write_file("packages/acme.spec",
             "Name: acme-kmp\nSupplements: "
             "modalias(kernel-default:pci:v00001ED5d00000100sv%2Asd%2Abc%2Asc%2Ai%2A)\n");
}

}  // namespace

TEST_CASE("match: the packages that record a device", "[match][cli][metadata]") {
  const ExampleFolder folder;
  write_records();
  const Outcome outcome =
      run_match({"--in", "packages", nic, mouse, "usb:1ed5:0200", vmbus, "1ed5:0100"});
  CHECK(outcome.status == finding);
  CHECK(outcome.err.empty());
  check_golden("match-packages.txt", outcome.out);
  const Outcome table = run_match({"--in", "packages", "--in", old_kernel, nic, mouse, vmbus});
  CHECK(table.err.empty());
  check_golden("match-packages-table.txt", table.out);
  CHECK(run_match({"--format", "names", "--in", "packages", nic, vmbus}).out ==
        "acme-dkms org.example.acme_nic acme-kmp\n\n");
}

TEST_CASE("match: JSON of packages", "[match][cli][metadata]") {
  const ExampleFolder folder;
  write_records();
  const auto answer = answer_of({"--in", "packages", "--label", "acme", nic});
  CHECK(answer["label"] == "acme");
  CHECK(texts_of(answer["packages"], "reader") == strings{"ubuntu-drivers", "isenkram", "zypper"});
  const auto& of_ubuntu = answer["packages"][0];
  CHECK(of_ubuntu["package"] == "acme-dkms");
  CHECK(of_ubuntu["records"][0]["module"] == "acme_nic");
  CHECK(of_ubuntu["records"][0]["file"] == "packages/acme-dkms.substvars");
  CHECK(answer["packages"][1]["package"].is_null());
  CHECK(answer["packages"][1]["component"] == "org.example.acme_nic");
  CHECK(answer["packages"][2]["package"] == "acme-kmp");
  CHECK(answer["packages"][2]["records"][0]["requires"] == "kernel-default");
}

TEST_CASE("match: what programs fail on is told", "[match][cli][metadata]") {
  const ExampleFolder folder;
  write_file("a.substvars", "modaliases=m(x:1), n(x:(2)), o(x:3)\n");
  const Outcome outcome = run_match({"--in", "a.substvars", "x:1", "x:3"});
  CHECK(outcome.status == finding);
  CHECK(contains(outcome.err, "warning: a.substvars:1: "));
  CHECK(contains(outcome.err, "ubuntu-drivers fails on a bracket"));
  CHECK(contains(outcome.out, "no package (1 of 2 devices):\n  x:3\n"));
}

TEST_CASE("match: records and kernels are not mixed up", "[match][cli][metadata]") {
  const ExampleFolder folder;
  write_records();
  const std::string records = "packages";
  CHECK(contains(run_match({"--vfio", "--in", records, nic}).err,
                 "error: packages: what packages record says nothing of drivers, and --vfio"));
  CHECK(contains(run_match({"--format", "driver", "--in", records, nic}).err,
                 "and --format driver asks for a kernel's"));
  CHECK(contains(run_match({"--packages", "--vfio", "--in", records, nic}).err,
                 "--vfio and --packages: only one of them can be given"));
  CHECK(contains(run_match({"--packages", nic}).err, "--packages: expected --in"));
  const Outcome kernel = run_match({"--packages", "--in", old_kernel, nic});
  CHECK(kernel.status == trouble);
  CHECK(contains(kernel.err, "no package in it records devices for a program to find it by"));
  // A list of aliases is one of modules, unless packages are asked for.
  run_program({"emit", "-f", "modaliases", "-o", "acme.modaliases", "acme_nic.ko"});
  CHECK(run_match({"-f", "names", "--in", "acme.modaliases", nic}).out == "acme_nic\n");
  CHECK(run_match({"-f", "names", "--packages", "--in", "acme.modaliases", nic}).out == "acme\n");
}

TEST_CASE("diff: records are no kernel", "[diff][cli][metadata]") {
  const ExampleFolder folder;
  write_records();
  for (const char* const path : {"packages", "packages/acme-dkms.substvars"}) {
    const Outcome outcome = run_program({"diff", path, old_kernel});
    CAPTURE(path);
    CHECK(outcome.status == trouble);
    CHECK(
        contains(outcome.err, "no modules, but what packages record of theirs ('match --in' and"));
  }
}

}  // namespace ko2alias::test
