// `diff` as a user runs it, in-process, on the kernels of example_kernels.h.
#include <nlohmann/json.hpp>

#include "diff/diff.h"
#include "kernel/read_kernel.h"
#include "kit/diff_runs.h"
#include "kit/kit.h"

namespace ko2alias::test {

namespace fs = std::filesystem;

using namespace diff_runs;

TEST_CASE("diff: text and JSON are as their golden pages", "[cli][diff]") {
  const ExampleFolder folder;
  for (const std::string format : {"text", "json"}) {
    const Outcome outcome = run_diff_of_packages({"-f", format, "--data"});
    CHECK(outcome.status == finding);
    CHECK(outcome.err.find("ko2alias: warning: the driver data of ") == 0);
    check_golden("diff-" + format + ".txt", outcome.out);
  }
  check_golden("diff-full.txt", run_diff_of_packages({"--data", "--full"}).out);
  CHECK(run_diff_of_packages({"--data"}).out == run_diff_of_packages({"--data", "-f", "text"}).out);
}

TEST_CASE("diff: markdown is as its golden page, arrows and all", "[diff]") {
  const ExampleFolder folder;
  check_golden("diff-markdown.txt", run_diff_of_packages({"-f", "markdown", "--data"}).out);
}

TEST_CASE("diff: the examples have a change of every category", "[cli][diff]") {
  const ExampleFolder folder;
  const auto json = nlohmann::json::parse(run_diff_of_packages({"-f", "json", "--data"}).out);
  for (const auto& [category, count] : json["counts"].items()) {
    CAPTURE(category);
    CHECK((count.get<int>() > 0) == (category != "not-decided"));
  }
  CHECK(json["counts"].size() == category_count);
  const auto kernel_of = [](const std::string& path) {
    return read_kernel(path, {.source = AliasSource::all}, {}, {});
  };
  const CompareOptions little_work{.most_work = 1};
  CHECK(compare(kernel_of("lib/modules/6.12.57"), kernel_of("lib/modules/7.2.1"), little_work)
            .count(Category::not_decided) > 0);
}

TEST_CASE("diff: HTML is a page of its own", "[cli][diff]") {
  const ExampleFolder folder;
  const std::string page = run_diff_of_packages({"-f", "html", "--data"}).out;
  CHECK(page.starts_with("<!DOCTYPE html>"));
  for (const char* const outside : {"http://", "https://", "src=", "@import"})
    CHECK_FALSE(contains(page, outside));
}

TEST_CASE("diff: devices of a list and of a /sys are as their golden pages", "[cli][diff]") {
  const ExampleFolder folder;
  for (const std::string format : {"text", "markdown", "json"}) {
    const Outcome fleet = run_diff_of_packages({"-f", format, "--devices", "fleet.txt"});
    CHECK(fleet.status == finding);
    CHECK(fleet.err.empty());
    check_golden("diff-fleet-" + format + ".txt", fleet.out);
  }
  check_golden("diff-sys.txt", run_diff_of_packages({"--devices", "sys"}).out);
}

TEST_CASE("diff: devices that feel nothing are nothing to report", "[cli][diff]") {
  const ExampleFolder folder;
  write_file("list", "pci:v00001ED5d00000100sv00001ED5sd00000001bc02sc00i00\n");
  const Outcome outcome = run_diff_of_packages({"--devices", "list"});
  CHECK(outcome.status == nothing_to_report);
  CHECK(outcome.out == "6.12.57 → 7.2.1: no device changes its module, of 1 device\nold: " +
                           old_kernel + "\nnew: " + new_kernel + "\n");
}

TEST_CASE("diff: devices of whatever people paste", "[cli][diff]") {
  const ExampleFolder folder;
  write_file("old.alias",
             "alias spi:ad5300 ad5446\nalias i2c:x x\nalias pci:v*d*sv*sd*bc01sc08i02* nvme\n");
  write_file("new.alias", "alias i2c:x x\n");
  const auto status_of = [](const Arguments& devices) {
    Arguments arguments{"diff", "--no-builtin", "--fail-on", "lost", "old.alias", "new.alias"};
    arguments.insert(arguments.end(), devices.begin(), devices.end());
    return run_program(arguments).status;
  };
  const std::string lost = GENERATE(
      "spi:ad5300\n", "/sys/bus/spi/devices/spi0.0/modalias:spi:ad5300\n", "edge1: spi:ad5300\n",
      "edge1 spi:ad5300\n", "MODALIAS=spi:ad5300\n",
      "P: /devices/platform/soc/spi0/spi0.0\nE: SUBSYSTEM=spi\nE: MODALIAS=spi:ad5300\n",
      "> spi:ad5300\r\n", "01:00.0 0108: 144d:a80a\n",
      "01:00.0 Non-Volatile memory controller [0108]: Acme [144d:a80a]\n\tKernel modules: nvme\n");
  CAPTURE(lost);
  write_file("lost", lost);
  CHECK(status_of({"--devices", "lost"}) == finding);
  write_file("same", "i2c:x\n");
  CHECK(status_of({"--devices", "same"}) == nothing_to_report);
  // A line that is not read makes no answer a good one.
  write_file("same", "i2c:x\nhello\n");
  CHECK(status_of({"--devices", "same"}) == trouble);
  CHECK(status_of({"--sys=sys"}) == nothing_to_report);
}

TEST_CASE("diff: says of how many devices not all is known", "[cli][diff]") {
  const ExampleFolder folder;
  const Outcome outcome = run_diff_of_packages({"--from", "lspci", "--devices", "lspci.txt"});
  CHECK(outcome.err ==
        "ko2alias: warning: not all is known of 2 of 2 devices ('*' in the modalias): modules that "
        "may match count as matching, where the listing names none\n");
}

TEST_CASE("diff: --bus, --module and --only", "[cli][diff]") {
  const ExampleFolder folder;
  const auto count = [](const Arguments& filters) {
    Arguments arguments = filters;
    arguments.insert(arguments.end(), {"old.json", "new.json"});
    return changes_of(arguments).size();
  };
  CHECK(count({"--bus", "hdaudio"}) == 4);
  CHECK(count({"--bus", "hdaudio,sdio"}) == 5);
  CHECK(count({"--module", "snd_*"}) == 4);
  CHECK(count({"--module", "acme-dac"}) == 4);
  CHECK(count({"--only", "lost"}) == 6);
  CHECK(count({"--only", "lost,moved", "--bus", "i2c,pci"}) == 3);
  CHECK(count({"--only", "data-changed"}) == 0);
  // A bus or module that is there, and has no change.
  CHECK(count({"--bus", "other", "--module", "acme-fs"}) == 0);
}

TEST_CASE("diff: lists take blanks, repeats and _ for -", "[cli][diff]") {
  const ExampleFolder folder;
  const auto json = [](const Arguments& filters) {
    Arguments arguments = filters;
    arguments.insert(arguments.end(), {"old.json", "new.json"});
    return changes_of(arguments);
  };
  const auto expected = json({"--only", "lost,partly-lost", "--bus", "i2c,of,usb"});
  CHECK(expected.size() == 5);
  CHECK(json({"--only", " lost , partly_lost", "--bus", "i2c of usb"}) == expected);
  CHECK(json({"--only", "lost", "--only", "partly_lost", "--bus", "i2c", "--bus", "of, usb"}) ==
        expected);
  CHECK(json({"--module", "acme-dac, acme-usb", "--only", "lost,partly-lost"}) == expected);
  CHECK(json({"--module", "acme_dac", "--module", "acme_usb", "--only", "lost,partly-lost"}) ==
        expected);
  CHECK(run_diff_of_packages({"--fail-on", "data-changed", "--fail-on", "partly_lost"}).status ==
        finding);
}

TEST_CASE("diff: --fail-on says what is a finding", "[cli][diff]") {
  const ExampleFolder folder;
  const auto status = [](Arguments options) {
    return run_diff_of_packages(std::move(options)).status;
  };
  CHECK(status({}) == finding);
  CHECK(status({"--fail-on", "lost"}) == finding);
  CHECK(status({"--fail-on", "data-changed"}) == nothing_to_report);
  CHECK(status({"--fail-on", "data-changed", "--data"}) == finding);
  CHECK(status({"--fail-on", "data-changed,partly-lost"}) == finding);
  CHECK(status({"--fail-on", "never"}) == nothing_to_report);
  CHECK(status({"--fail-on", "lost,never"}) == trouble);
  CHECK(status({"--fail-on", "lost,partly-lost", "--module", "snd_*"}) == nothing_to_report);
  CHECK(status({"--fail-on", "lost", "--only", "moved"}) == nothing_to_report);
  CHECK(status({"--only", "data-changed"}) == nothing_to_report);
  CHECK(status({"--fail-on", "now-a-module", "--devices", "fleet.txt"}) == finding);
  CHECK(status({"--fail-on", "widened", "--devices", "fleet.txt"}) == nothing_to_report);
}

TEST_CASE("diff: wrong options say what is right", "[cli][diff]") {
  const ExampleFolder folder;
  write_file("empty.txt", "# nothing\n");
  fs::create_directory("empty");
  struct Row {
    Arguments arguments;
    std::string message;
  };
  const Row rows[] = {
      {{"old.json"}, "expected OLD and NEW, but there is 1 path"},
      {{"old.json", "new.json", "new.json"}, "expected OLD and NEW, but there are 3 paths"},
      {{"--only", "gone", "old.json", "new.json"},
       "--only gone: no such category (--help lists them)"},
      {{"--only", "lost, partlylost", "old.json", "new.json"},
       "--only partlylost: no such category; did you mean 'partly-lost'? (--help lists them)"},
      {{"--fail-on", "Lots", "old.json", "new.json"},
       "--fail-on Lots: no such category; did you mean 'lost'? (--help lists them)"},
      {{"--bus", "pci", "--bus", "vmbuss", "old.json", "new.json"},
       "--bus vmbuss: neither kernel has an alias of this bus; did you mean 'vmbus'?"},
      {{"--bus", "PCI", "old.json", "new.json"},
       "--bus PCI: neither kernel has an alias of this bus; did you mean 'pci'?"},
      {{"--bus", "zorro", "old.json", "new.json"},
       "--bus zorro: neither kernel has an alias of this bus"},
      {{"--module", "acme-dad", "old.json", "new.json"},
       "--module acme-dad: neither kernel has a module of this name; did you mean 'acme_dac'?"},
      {{"--module", "snd_*,nvme*", "old.json", "new.json"},
       "--module nvme*: neither kernel has a module of this name"},
      {{"--label", "a", "--label", "b", "--label", "c", "old.json", "new.json"},
       "--label: there are two kernels, but 3 labels"},
      {{"--by", "bus", "--devices", "fleet.txt", "old.json", "new.json"},
       "--by bus: expected device or host"},
      {{"--by", "host", "old.json", "new.json"},
       "--by host: there are no devices without --devices, --sys or --from"},
      {{"-f", "xml", "old.json", "new.json"},
       "--format xml: expected text, markdown, json or html"},
      {{"--devices", "empty.txt", "old.json", "new.json"}, "empty.txt: no devices in it"},
      {{"--devices", "empty", "old.json", "new.json"},
       "empty: no device with a modalias below this folder"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    const Outcome outcome = run_diff(row.arguments);
    CHECK(outcome.status == trouble);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.substr(0, outcome.err.find('\n')) == "ko2alias: error: " + row.message);
  }
  CHECK(run_program({"diff"}).status == trouble);
}

TEST_CASE("diff: files that are not there are named, with the reason", "[diff]") {
  const ExampleFolder folder;
  CHECK(contains(run_diff({"--devices", "missing", "old.json", "new.json"}).err,
                 "missing: No such file or directory"));
  CHECK(contains(run_diff({"--config-old", "missing", "old.json", "new.json"}).err,
                 "--config-old missing: No such file or directory"));
  fs::create_directory("empty");
  CHECK(contains(run_diff({"--config-old", "empty", "old.json", "new.json"}).err,
                 "--config-old empty: Is a directory"));
}

TEST_CASE("diff: a loss to a generic driver fails as a loss, and has a name of its own",
          "[cli][diff][generic]") {
  const ExampleFolder folder;
  const std::string any = "alias hid:b*g*v*p* hid_generic\n";
  write_file("old.alias", any + "alias hid:b0018g*v000006CBp* hid_multitouch\n");
  write_file("new.alias", any);
  write_file("devices", "laptop\thid:b0018g0004v000006CBp0000CEFE\n");
  for (const Arguments& devices : {Arguments{}, Arguments{"--devices", "devices"}}) {
    const auto run = [&](Arguments arguments) {
      arguments.insert(arguments.end(), devices.begin(), devices.end());
      arguments.insert(arguments.end(), {"old.alias", "new.alias"});
      return run_diff(arguments);
    };
    CAPTURE(devices);
    CHECK(run({"--only", "lost,partly-lost", "--fail-on", "lost,partly-lost"}).status == finding);
    CHECK(run({"--fail-on", "lost-to-generic"}).status == finding);
    CHECK(run({"--fail-on", "lost-to-nothing"}).status == nothing_to_report);
    CHECK(contains(run({}).out, "hid_multitouch → hid_generic"));
    CHECK(contains(run({}).out, "  hid_multitouch  gone  1 hid to generic drivers\n"));
    for (const char* const format : {"text", "markdown", "html", "json"}) {
      const std::string page = run({"-f", format}).out;
      CHECK((contains(page, "lost-to-generic") || contains(page, "ost to generic")));
    }
  }
}

}  // namespace ko2alias::test
