// The names of drivers in `match` and `diff --vfio`, as a user sees them. In the new kernel the
// driver of acme_vfio_pci is called acme-vfio, and that of acme_nic is called like its module.
#include <filesystem>

#include <nlohmann/json.hpp>

#include "kit/kit.h"
#include "kit/match_runs.h"

namespace ko2alias::test {

using namespace match_runs;

namespace {

const std::string slot = "0000:01:00.0";
const std::string place = "/devices/pci0000:00/0000:00:1c.0/" + slot;

// A copy of a /sys with a virtual function.
void write_function() {
  const std::string folder = "vf/devices/pci0000:00/0000:00:1c.0/" + slot;
  std::filesystem::create_directories(folder);
  write_file(folder + "/modalias", function + "\n");
}

}  // namespace

TEST_CASE("match: a forced driver is looked for by its own name", "[match][cli][drivers]") {
  const ExampleFolder folder;
  for (const std::string& kernel : {new_kernel, std::string("new.json")}) {
    CAPTURE(kernel);
    const Outcome driver = run_match({"--in", kernel, "--driver-override", "acme-vfio", function});
    CHECK(driver.status == nothing_to_report);
    CHECK(driver.err.empty());
    CHECK(contains(driver.out, "\n  acme_vfio_pci, driver acme-vfio\n"));
    // The kernel does not bind by the module's name.
    const Outcome module =
        run_match({"--in", kernel, "--driver-override", "acme_vfio_pci", function});
    CHECK(module.status == finding);
    CHECK(module.out.starts_with("no module (1 of 1 device):\n"));
    CHECK(
        module.err ==
        "ko2alias: warning: --driver-override acme_vfio_pci: no driver is called so, and none gets "
        "the device; the module acme_vfio_pci calls its driver acme-vfio (--driver-override "
        "acme-vfio)\n");
    // Nor by a name that only looks the same.
    CHECK(run_match({"--in", kernel, "--driver-override", "acme_vfio", function}).status ==
          trouble);
  }
}

TEST_CASE("match: a forced driver takes a device that none of its aliases matches",
          "[match][cli][drivers]") {
  const ExampleFolder folder;
  const Outcome outcome = run_match({"--in", new_kernel, "--driver-override", "acme-vfio", nic});
  CHECK(outcome.status == nothing_to_report);
  CHECK(contains(outcome.out,
                 "\n  acme_vfio_pci, driver acme-vfio, though none of its aliases matches\n"));
  // A driver of pci is none for usb.
  CHECK(run_match({"--in", new_kernel, "--driver-override", "acme-vfio", mouse}).status == finding);
}

TEST_CASE("match: --format driver has the word for driver_override", "[match][cli][drivers]") {
  const ExampleFolder folder;
  const auto run_on = [](const std::string& kernel) {
    return run_match({"-f", "driver", "--in", kernel, nic});
  };
  CHECK(run_on(new_kernel).out == "acme_nic\n");
  CHECK(run_on(new_kernel).status == nothing_to_report);
  CHECK(run_on("new.json").out == "acme_nic\n");
  CHECK(run_on("acme_nic.ko").out == "acme-nic\n");
  // A list does not have it.
  write_lists();
  const Outcome list = run_on("edge.alias");
  CHECK(list.status == trouble);
  CHECK(list.out == "\n");
  CHECK(contains(list.err,
                 ": the driver of acme_nic is not known (once it is loaded, ls "
                 "/sys/module/acme_nic/drivers tells)\n"));
  CHECK(run_match({"-f", "driver", "--vfio", "--in", new_kernel, function, other_nic}).out ==
        "acme-vfio\nvfio-pci\n");
  CHECK(run_match({"-f", "driver", "--in", new_kernel, "--in", old_kernel, nic}).status == trouble);
}

TEST_CASE("match: JSON has the drivers of a module, or null", "[match][cli][drivers]") {
  const ExampleFolder folder;
  write_lists();
  CHECK(answer_of({"--in", new_kernel, nic})["modules"][0]["drivers"] ==
        nlohmann::json{"acme_nic"});
  CHECK(answer_of({"--in", "edge.alias", nic})["modules"][0]["drivers"].is_null());
  const auto vfio = answer_of({"--vfio", "--in", new_kernel, function})["vfio"];
  CHECK(vfio["module"] == "acme_vfio_pci");
  CHECK(vfio["driver"] == "acme-vfio");
  const auto list = answer_of({"--vfio", "--in", "vfio.alias", function})["vfio"];
  CHECK(list["module"] == "acme_vfio_pci");
  CHECK(list["driver"].is_null());
}

// What one asks modprobe for is the same device.
TEST_CASE("match: a modalias with the prefix of an override has its driver",
          "[match][cli][drivers]") {
  const ExampleFolder folder;
  const std::string wanted = "vfio_" + function;
  for (const std::string& kernel : {new_kernel, std::string("new.json")}) {
    CAPTURE(kernel);
    CHECK(answer_of({"--in", kernel, wanted})["modules"][0]["drivers"] ==
          nlohmann::json{"acme-vfio"});
    const Outcome forced = run_match({"--in", kernel, "--driver-override", "acme-vfio", wanted});
    CHECK(forced.status == nothing_to_report);
    CHECK(contains(forced.out, "\n  acme_vfio_pci, driver acme-vfio\n"));
  }
}

TEST_CASE("match: --vfio knows drivers where a tree has its modules.alias",
          "[match][cli][drivers]") {
  const ExampleFolder folder;
  write_file(new_kernel + "/modules.alias",
             "# Aliases extracted from modules themselves.\n"
             "alias vfio_pci:v00001ED5d00000200sv*sd*bc*sc*i* acme_vfio_pci\n");
  CHECK(run_match({"-f", "driver", "--vfio", "--in", new_kernel, function}).out == "acme-vfio\n");
}

TEST_CASE("match: a device is named by its place in /sys", "[match][cli][drivers]") {
  const ExampleFolder folder;
  const Outcome whole = run_match({"--in", new_kernel, "--sys=sys", slot});
  CHECK(whole.status == nothing_to_report);
  CHECK(whole.out.starts_with(slot + "  " + nic + "  Acme Networks NIC 100  (acme_nic now)\n"));
  // No other device of the folder.
  CHECK(!contains(whole.out, mouse));
  const std::string here = std::filesystem::current_path().string();
  for (const Arguments& arguments :
       {Arguments{"--sys=sys", "01:00.0"}, Arguments{"--sys=sys", place},
        Arguments{"--sys=sys", "P: " + place},
        Arguments{"--sys=sys", "/sys/bus/pci/devices/" + slot}, Arguments{here + "/sys" + place},
        Arguments{here + "/sys" + place + "/modalias"}}) {
    CAPTURE(arguments);
    Arguments all{"--in", new_kernel};
    all.insert(all.end(), arguments.begin(), arguments.end());
    CHECK(run_match(all).out == whole.out);
  }
  CHECK(contains(run_match({"--in", new_kernel, "--sys=sys", "0000:09:00.0"}).err,
                 "0000:09:00.0: no such device in sys"));
  CHECK(contains(run_match({"--in", new_kernel, here + "/sys"}).err,
                 "no folder of a device with a modalias"));
}

TEST_CASE("match: --format commands binds a device to its driver", "[match][cli][drivers]") {
  const ExampleFolder folder;
  write_function();
  const std::string device = "/sys/bus/pci/devices/" + slot;
  const std::string commands =
      "# " + slot + "  " + function + "\nmodprobe acme_vfio_pci\necho acme-vfio >" + device +
      "/driver_override\n[ ! -e " + device + "/driver ] || echo " + slot + " >" + device +
      "/driver/unbind\necho " + slot + " >/sys/bus/pci/drivers_probe\n";
  const Arguments with_slot{"-f", "commands", "--in", new_kernel, "--sys=vf", slot};
  for (const Arguments& how : {Arguments{"--vfio"}, Arguments{"--driver-override", "acme-vfio"}}) {
    Arguments arguments = with_slot;
    arguments.insert(arguments.end(), how.begin(), how.end());
    CAPTURE(how);
    CHECK(run_match(arguments).out == commands);
  }
  // Without a place, or without a driver that is known, there is nothing to type.
  const Outcome no_place = run_match({"-f", "commands", "--vfio", "--in", new_kernel, function});
  CHECK(no_place.status == trouble);
  CHECK(no_place.out.empty());
  write_lists();
  const Outcome no_driver =
      run_match({"-f", "commands", "--vfio", "--in", "vfio.alias", "--sys=vf", slot});
  CHECK(no_driver.status == trouble);
  CHECK(no_driver.out.empty());
  CHECK(contains(no_driver.err, "the driver of acme_vfio_pci is not known"));
  CHECK(run_match(with_slot).status == trouble);
}

TEST_CASE("diff: --vfio tells which devices change their driver", "[diff][cli][drivers]") {
  const ExampleFolder folder;
  write_file("functions.txt", function + "\nweb1\t" + nic + "\n" + mouse + "\n");
  const Arguments arguments{"diff",      "--ids",         "ids",      "--vfio",
                            "--devices", "functions.txt", old_kernel, new_kernel};
  const Outcome text = run_program(arguments);
  CHECK(text.status == finding);
  CHECK(text.out == "1 of 2 devices would be bound to another driver:\n  " + function +
                        "  Acme Networks NIC 200 Virtual Function\n"
                        "    vfio-pci → acme_vfio_pci, driver acme-vfio\n");
  Arguments as_json = arguments;
  as_json.insert(as_json.end(), {"-f", "json"});
  const auto json = nlohmann::json::parse(run_program(as_json).out);
  CHECK(json["devices"].size() == 2);
  CHECK(json["devices"][0]["changes"] == true);
  CHECK(json["devices"][0]["new"] ==
        nlohmann::json{{"module", "acme_vfio_pci"}, {"driver", "acme-vfio"}});
  CHECK(json["devices"][1]["where"] == "web1");
  CHECK(json["devices"][1]["changes"] == false);
  const Outcome same = run_program(
      {"diff", "--vfio", "--devices", "functions.txt", "--ids", "ids", new_kernel, new_kernel});
  CHECK(same.status == nothing_to_report);
  CHECK(same.out == "0 of 2 devices would be bound to another driver\n");
  CHECK(run_program({"diff", "--vfio", old_kernel, new_kernel}).status == trouble);
}

}  // namespace ko2alias::test
