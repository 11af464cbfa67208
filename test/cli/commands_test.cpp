// The commands as a user runs them, in-process. Pages of output are compared with testdata/golden/.
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "emit/formats.h"
#include "kit/catch.h"
#include "kit/examples.h"
#include "kit/kit.h"

using namespace ko2alias;
using namespace ko2alias::test;
namespace fs = std::filesystem;

TEST_CASE("emit: every format is as its golden page", "[cli]") {
  const ExampleFolder folder;
  for (const Format& format : emit_formats()) {
    const Outcome outcome =
        run_program({"emit", "--format", std::string(format.name), "acme_nic.ko", "acme_hid.ko"});
    CHECK(outcome.status == nothing_to_report);
    check_golden("emit-" + std::string(format.name) + ".txt", outcome.out);
  }
}

TEST_CASE("emit: --source modinfo and all", "[cli]") {
  const ExampleFolder folder;
  CHECK(run_program({"emit", "--source", "modinfo", "-f", "modalias", "acme_nic.ko"}).out ==
        "char-major-250-*\npci:v00001ED5d00000100sv*sd*bc*sc*i*\n");
  check_golden("emit-all.json",
               run_program({"emit", "--source", "all", "-f", "json", "acme_nic.ko"}).out);
}

TEST_CASE("emit: a path without a command means emit", "[cli]") {
  const ExampleFolder folder;
  CHECK(run_program({"acme_nic.ko"}).out == run_program({"emit", "acme_nic.ko"}).out);
}

TEST_CASE("emit: output does not depend on the number of threads", "[cli]") {
  const ExampleFolder folder;
  const Arguments many(40, "modules");
  Arguments arguments{"emit", "-j1"};
  arguments.insert(arguments.end(), many.begin(), many.end());
  const Outcome one = run_program(arguments);
  arguments[1] = "-j7";
  const Outcome seven = run_program(arguments);
  CHECK(one.out == seven.out);
  CHECK(one.err == seven.err);
}

TEST_CASE("emit: an unknown override value is a warning that tells the option", "[cli]") {
  const ExampleFolder folder;
  const Outcome plain = run_program({"emit", "acme_nic.ko"});
  CHECK(plain.err ==
        "ko2alias: warning: acme_nic.ko: __mod_pci__acme_nic_ids_device_table: entry 3: "
        "override_only is 2, a value "
        "without a "
        "prefix: no alias (--override-prefix pci:2=PREFIX_ gives it one)\n");
  const Outcome taught = run_program({"emit", "--override-prefix", "pci:2=acme_", "acme_nic.ko"});
  CHECK(taught.err.empty());
  CHECK(taught.out.find("alias acme_pci:v00001ED5d00000102sv*sd*bc*sc*i* acme_nic\n") !=
        std::string::npos);
}

TEST_CASE("dump: text and JSON are as their golden pages", "[cli]") {
  const ExampleFolder folder;
  check_golden("dump.txt", run_program({"dump", "acme_nic.ko", "acme_hid.ko"}).out);
  check_golden("dump.json", run_program({"dump", "-f", "json", "acme_hid.ko"}).out);
}

TEST_CASE("buses: is as its golden page", "[cli]") {
  check_golden("buses.txt", run_program({"buses"}).out);
}

TEST_CASE("help: says what there is", "[cli]") {
  check_golden("help.txt", run_program({"--help"}).out);
  for (const Command& command : commands()) {
    const Outcome outcome = run_program({std::string(command.name), "--help"});
    CHECK(outcome.status == nothing_to_report);
    CHECK(outcome.out.starts_with("Usage: ko2alias " + std::string(command.name)));
    CHECK(outcome.out.find("\nExample") != std::string::npos);
  }
}

TEST_CASE("bad module: place and numbers, the rest goes on, status 2", "[cli]") {
  const ExampleFolder folder;
  const Outcome outcome = run_program({"emit", "broken.ko", "missing.ko", "acme_hid.ko"});
  CHECK(outcome.status == trouble);
  CHECK(outcome.err ==
        "ko2alias: error: broken.ko: __mod_pci__short_ids_device_table: size 130 is not a multiple "
        "of the pci entry "
        "size 40\n"
        "ko2alias: error: missing.ko: No such file or directory\n"
        "ko2alias: 1 of 3 inputs could not be read\n"
        "ko2alias: 1 tables could not be read\n");
  CHECK(outcome.out.find("alias i2c:acme-temp broken\n") != std::string::npos);
  CHECK(outcome.out.find(" acme_hid\n") != std::string::npos);
}

TEST_CASE("wrong options: the message says what is right", "[cli]") {
  struct Row {
    Arguments arguments;
    std::string message;
  };
  const Row rows[] = {
      {{"emit"}, "no PATH: name a module, a folder or a package with modules"},
      {{"emit", "--format", "xml", "a.ko"},
       "--format xml: expected one of modules-alias, depmod, mod-c, modalias, modinfo, json"},
      {{"emit", "--source", "x", "a.ko"}, "--source x: expected tables, modinfo, all or auto"},
      {{"emit", "--kernel", "new", "a.ko"},
       "--kernel new: expected a kernel release, as in 6.1 or 4.18.0-553.el8"},
      {{"emit", "--override-prefix", "pci2=x", "a.ko"},
       "--override-prefix pci2=x: expected BUS:VALUE=PREFIX, as in pci:2=acme_"},
      {{"emit", "--override-prefix", "pci:y=x", "a.ko"},
       "--override-prefix pci:y=x: 'y' is not a number"},
      {{"emit", "--build-host", "x", "a.ko"}, "--build-host x: expected little or big"},
      {{"emit", "--jobs", "0", "a.ko"}, "--jobs 0: expected a number from 1 to 1024"},
      {{"emot"}, "'emot' is neither a command nor a file; did you mean 'emit'?"},
      {{"buses", "x"}, "buses takes no PATH"},
  };
  for (const Row& row : rows) {
    const Outcome outcome = run_program(row.arguments);
    CHECK(outcome.status == trouble);
    CHECK(outcome.err.substr(0, outcome.err.find('\n')) == "ko2alias: error: " + row.message);
  }
}

TEST_CASE("--override-prefix: a bus that has no overrides is an error", "[cli]") {
  CHECK(run_program({"emit", "--override-prefix", "usb:1=x_", "a.ko"})
            .err.find("usb has no override") != std::string::npos);
}

TEST_CASE("empty folder, special file, unreadable file: a message each, status 2", "[cli]") {
  const ExampleFolder folder;
  fs::create_directory("empty");
  CHECK(run_program({"emit", "empty"})
            .err.find("empty: no modules (.ko, .ko.xz, .ko.zst, .ko.gz) in this folder") !=
        std::string::npos);
  CHECK(run_program({"emit", "/dev/null"}).err.find("/dev/null: not a regular file") !=
        std::string::npos);
  fs::permissions("acme_hid.ko", fs::perms::none);
  if (::access("acme_hid.ko", R_OK) != 0)
    CHECK(run_program({"emit", "acme_hid.ko"}).err.find("acme_hid.ko: Permission denied") !=
          std::string::npos);
}

TEST_CASE("folders: names in order, not entered twice, links to sources left out", "[cli]") {
  const ExampleFolder folder;
  fs::create_directory_symlink("..", "modules/net/up");
  fs::create_directory_symlink("../../", "modules/build");
  fs::copy_file("acme_nic.ko", "modules/a.ko");
  const Outcome outcome = run_program({"emit", "-f", "json", "modules"});
  const auto a = outcome.out.find("\"path\":\"modules/a.ko\"");
  const auto hid = outcome.out.find("\"path\":\"modules/net/acme_hid.ko\"");
  const auto nic = outcome.out.find("\"path\":\"modules/net/acme_nic.ko\"");
  CHECK(a < hid);
  CHECK(hid < nic);
  CHECK(nic != std::string::npos);
  CHECK(outcome.out.find("modules/net/up/") == std::string::npos);
  CHECK(outcome.out.find("modules/build/") == std::string::npos);
}

TEST_CASE("--output: a file is there whole or not at all", "[cli]") {
  const ExampleFolder folder;
  CHECK(run_program({"emit", "-o", "out.alias", "acme_hid.ko"}).out.empty());
  CHECK(read_file("out.alias") == run_program({"emit", "acme_hid.ko"}).out);
  const Outcome lost = run_program({"emit", "-o", "nowhere/out.alias", "acme_hid.ko"});
  CHECK(lost.status == trouble);
  CHECK(lost.err == "ko2alias: error: nowhere/out.alias: No such file or directory\n");
  if (fs::exists("/dev/full")) {
    const Outcome full = run_program({"emit", "-o", "/dev/full", "acme_hid.ko"});
    CHECK(full.status == trouble);
    CHECK(full.err == "ko2alias: error: /dev/full: No space left on device\n");
    CHECK(fs::is_character_file("/dev/full"));
  }
  for (const auto& entry : fs::directory_iterator("."))
    CHECK(entry.path().string().find(".tmp") == std::string::npos);
}

TEST_CASE("emit: where nothing could be read, the file of --output stays as it is", "[cli]") {
  const ExampleFolder folder;
  write_file("good.alias", "alias x y\n");
  CHECK(run_program({"emit", "-o", "good.alias", "missing"}).status == trouble);
  CHECK(read_file("good.alias") == "alias x y\n");
  CHECK(run_program({"emit", "-o", "good.alias", "acme_nic.ko", "missing"}).status == trouble);
  CHECK(read_file("good.alias").find("acme_nic") != std::string::npos);
}

TEST_CASE("terminal: bytes of a module are escaped for it", "[cli]") {
  const ExampleFolder folder;
  write_file("evil.ko",
             module_of(lp64_le,
                       {{.symbol = "__mod_i2c__ids_device_table",
                         .bytes = table_of({entry(lp64_le).chars("\x1b[31m\xff", 20).word(0)})}},
                       {"vermagic=6.1.0 ", "name=evil"}));
  CHECK(run_program({"emit", "-f", "modalias", "evil.ko"}).out == "i2c:\x1b[31m\xff\n");
  CHECK(run_program({"emit", "-f", "modalias", "evil.ko"}, true).out == "i2c:\\x1b[31m\\xff\n");
  CHECK(run_program({"emit", "-f", "mod-c", "evil.ko"}).out ==
        "MODULE_ALIAS(\"i2c:\\033[31m\\377\");\n");
  const std::string json = run_program({"emit", "-f", "json", "evil.ko"}).out;
  CHECK(json.find("\"pattern_bytes\":\"6932633a1b5b33316dff\"") != std::string::npos);
  CHECK(run_program({"dump", "evil.ko"}).out.find('\x1b') == std::string::npos);
}
