// JSON Lines: a device or a module a line, the objects that JSON has.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "kit/kit.h"
#include "kit/match_runs.h"
#include "support/text.h"

namespace ko2alias::test {
namespace {

using namespace match_runs;

nlohmann::json lines_of(std::string_view text) {
  CHECK(text.ends_with('\n'));
  auto array = nlohmann::json::array();
  while (!text.empty()) array.push_back(nlohmann::json::parse(take_line(text)));
  return array;
}

std::string emitted(const std::string& format, const std::string& path) {
  return run_program({"emit", "-f", format, "--source", "all", path}).out;
}

}  // namespace

TEST_CASE("match: JSON Lines have the devices of JSON", "[match][cli][jsonl]") {
  const ExampleFolder folder;
  for (const Arguments& arguments :
       {Arguments{"--devices", "fleet.txt", "--in", old_kernel, "--in", new_kernel},
        Arguments{"--sys=sys", "--in", new_kernel, "--modprobe-d=modprobe.d"},
        Arguments{"--vfio", "--in", new_kernel, function}}) {
    Arguments with_format = arguments;
    with_format.insert(with_format.begin(), {"-f", "jsonl"});
    CHECK(lines_of(run_match(with_format).out) == devices_of(arguments));
  }
}

TEST_CASE("emit: JSON Lines have the modules of JSON", "[emit][cli][jsonl]") {
  const ExampleFolder folder;
  for (const std::string& path : {new_kernel, std::string("modules"), std::string("new.json"),
                                  std::string("modules.alias.new")}) {
    CAPTURE(path);
    CHECK(lines_of(emitted("jsonl", path)) ==
          nlohmann::json::parse(emitted("json", path))["modules"]);
  }
}

TEST_CASE("emit: JSON Lines are read back, also of several runs", "[emit][match][cli][jsonl]") {
  const ExampleFolder folder;
  write_file("kernel.jsonl", emitted("jsonl", new_kernel));
  const auto answers_of = [](const std::string& kernel) {
    auto devices = devices_of({"--devices", "fleet.txt", "--in", kernel});
    for (auto& device : devices) {
      device["kernels"][0].erase("kernel");
      device["kernels"][0].erase("release");
    }
    return devices;
  };
  CHECK(answers_of("kernel.jsonl") == answers_of(new_kernel));
  CHECK(emitted("jsonl", "kernel.jsonl") == emitted("jsonl", new_kernel));
  CHECK(emitted("modules-alias", "kernel.jsonl") == emitted("modules-alias", new_kernel));
  // Each module by itself, as many machines would.
  std::string joined;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(new_kernel))
    if (entry.path().extension() == ".ko") joined += emitted("jsonl", entry.path().string());
  write_file("joined.jsonl", joined + "\n");
  write_file("joined.json", emitted("json", "joined.jsonl"));
  const Outcome same = run_program({"diff", "--ids", "ids", "joined.json", "joined.jsonl"});
  CAPTURE(same.out, same.err);
  CHECK(same.status == nothing_to_report);
  const Outcome told = run_match({"--in", "kernel.jsonl", nic});
  CHECK(contains(told.err, "kernel.jsonl: JSON Lines hold modules alone, without the order"));
}

TEST_CASE("emit: a line that is no module's is an error with its number", "[emit][cli][jsonl]") {
  const ExampleFolder folder;
  const std::string line = R"({"path":"a.ko","name":"a","aliases":[{"pattern":"i2c:x"}]})";
  write_file("good.jsonl", line + "\r\n\n" + line);
  CHECK(run_program({"emit", "-f", "modalias", "good.jsonl"}).out == "i2c:x\ni2c:x\n");
  const auto error_of = [&](const std::string& text) {
    write_file("bad.jsonl", line + "\n" + text);
    const Outcome outcome = run_program({"emit", "bad.jsonl"});
    CHECK(outcome.status == trouble);
    return outcome.err;
  };
  CHECK(contains(error_of("{"), "bad.jsonl: line 2: not a module: "));
  CHECK(contains(error_of("[]"), "bad.jsonl: line 2: not a module: "));
  CHECK(contains(error_of(R"({"path":"b.ko","name":"b c","aliases":[]})"),
                 "bad.jsonl: line 2: not a module: a module cannot be called 'b c'"));
  CHECK(contains(error_of(std::string(200, '[')), "bad.jsonl: line 2: not a module: "));
}

TEST_CASE("match: missing names of devices are told once, with their package",
          "[match][cli][ids]") {
  const ExampleFolder folder;
  std::filesystem::create_directory("empty");
  const auto told = [](const Arguments& more) {
    Arguments arguments{"match", "--in", new_kernel};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Outcome outcome = run_program(arguments);
    CHECK(outcome.status != trouble);
    return outcome.err;
  };
  CHECK(told({"--ids", "empty", nic}) ==
        "ko2alias: warning: --ids empty: neither pci.ids nor usb.ids is in it, and devices are "
        "shown without names\n");
  CHECK(told({"--ids", "none", nic}) ==
        "ko2alias: warning: --ids none: no such folder, and devices are shown without names\n");
  write_file("empty/usb.ids", "1ed5  Acme\n");
  CHECK(told({"--ids", "empty", nic, function}) ==
        "ko2alias: note: no pci.ids in empty: PCI devices are shown without names (the package "
        "pci.ids or hwdata brings it)\n");
  // Where no name would be shown there is nothing to tell.
  CHECK(told({"--ids", "empty", mouse, "i2c:acme-dac1"}).empty());
  CHECK(told({"--ids", "none", "-f", "names", nic}).empty());
}

}  // namespace ko2alias::test
