// The JSON of `match`.
#include <nlohmann/json.hpp>

#include "kit/entries.h"
#include "kit/kit.h"
#include "kit/match_runs.h"

namespace ko2alias::test {

using namespace match_runs;

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
    "release": "7.2.1",
    "modprobe": ["acme_nic"],
    "modules": [{
      "module": "acme_nic",
      "builtin": false,
      "certain": true,
      "path": "lib/modules/7.2.1/kernel/drivers/acme_nic.ko",
      "drivers": ["acme_nic"],
      "aliases": [{
        "pattern": "pci:v00001ED5d00000100sv*sd*bc*sc*i*",
        "certain": true,
        "table": "__mod_pci__acme_nic_ids_device_table",
        "entry": 0,
        "chosen": true,
        "driver_data": "0x2",
        "driver_data_value": 2,
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
  write_file("rtc.ko", module_of(lp64_le,
                                 {{.symbol = "__mod_of__acme_ids_device_table",
                                   .bytes = table_of({of(lp64_le, "acme,rtc")})}},
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
  CHECK(vfio["module"] == "acme_vfio_pci");
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

}  // namespace ko2alias::test
