// The kernels that `match` asks, as trees, packages, lists and snapshots.
#include <nlohmann/json.hpp>

#include "kit/kit.h"
#include "kit/match_runs.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

using namespace match_runs;

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

}  // namespace

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
                 "(join the PATH that has modules.builtin.modinfo with '+')\n"));
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
      "the PATH that has modules.builtin.modinfo with '+')\n";
  CHECK(run_match({"--in", "lib/modules/7.2.1/kernel", "i2c:none"}).err == warning);
  CHECK(run_match({"--in", "lib/modules/7.2.1/kernel", nic}).err.empty());
  CHECK(run_match({"--in", "lib/modules/7.2.1", "i2c:none"}).err.empty());
  CHECK(run_match({"--no-builtin", "--in", "lib/modules/7.2.1", "i2c:none"}).err.empty());
}

// depmod writes no line for a module without aliases.
TEST_CASE("match: a list does not tell that a name is no module's", "[match][cli]") {
  const ExampleFolder folder;
  write_file("list.alias", "alias i2c:x x\n");
  fs::create_directory("tree");
  write_file("tree/x.ko", module_of(lp64_le, {}, {"vermagic=6.1.0 ", "alias=i2c:x"}));
  const Outcome list = run_match({"--in", "list.alias", "snd-aloop", "i2c:y", "x"});
  CHECK(list.status == finding);
  CHECK(contains(list.out,
                 "\nnot known (1 of 3 devices):\n  snd-aloop\n    a list does not tell of modules "
                 "without aliases\n\nno module (1 of 3 devices):\n  i2c:y\n"));
  CHECK(run_match({"--in", "list.alias", "--in", "tree", "--no-header", "snd-aloop"}).out ==
        "  snd-aloop  not known  -\n");
  const auto devices =
      devices_of({"--in", "list.alias", "--in", "tree", "snd-aloop", "i2c:y", "x"});
  CHECK(devices[0]["kernels"][0]["not_told"] == strings{"modules-without-aliases", "built-ins"});
  CHECK(devices[0]["kernels"][1]["not_told"] == strings{"built-ins"});
  CHECK(devices[1]["kernels"][0]["not_told"] == strings{"built-ins"});
  CHECK_FALSE(devices[2]["kernels"][0].contains("not_told"));
  write_file("tables.json",
             R"({"schema_version": 1, "modules": [{"path": "y.ko", "name": "y", "aliases": []}],)"
             R"( "kernel": {"source": "tables"}})");
  write_file("modules.builtin", "kernel/y.ko\n");
  for (const auto& [more, gaps] :
       {std::pair(Arguments{"--in", "tables.json+tree", "--no-builtin"},
                  strings{"aliases-by-hand"}),
        std::pair(Arguments{"--in", "list.alias+modules.builtin"},
                  strings{"modules-without-aliases", "built-in-aliases"}),
        std::pair(Arguments{"--in", "list.alias", "--no-builtin"},
                  strings{"modules-without-aliases"})}) {
    Arguments arguments = more;
    arguments.emplace_back("snd-aloop");
    CHECK(devices_of(arguments)[0]["kernels"][0]["not_told"] == gaps);
  }
  // Only an alias by hand could match it.
  CHECK(contains(run_match({"--in", "tables.json", "fs-acme"}).out,
                 "not known (1 of 1 device):\n  fs-acme\n    device tables do not tell of aliases "
                 "that are written by hand\n"));
  CHECK(contains(run_match({"--in", "tables.json", "i2c:none"}).out, "no module (1 of 1 device)"));
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
      CHECK(outcome.err == "ko2alias: error: " + message + "\n");
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
