// The commands as a user runs them, in-process. Pages of output are compared with testdata/golden/.
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "emit/formats.h"
#include "kit/catch.h"
#include "kit/entries.h"
#include "kit/examples.h"
#include "kit/kit.h"

using namespace ko2alias;
using namespace ko2alias::test;
namespace fs = std::filesystem;

TEST_CASE("emit: every format is as its golden page", "[cli]") {
  const ExampleFolder folder;
  for (const Format& format : emit_formats()) {
    Arguments arguments{"emit", "--format", std::string(format.name), "acme_nic.ko", "acme_hid.ko"};
    if (format.name == "isenkram") arguments.push_back("--name=acme-dkms");
    if (format.name == "appstream") arguments.push_back("--id=org.example.acme_nic");
    if (format.name == "supplements") arguments.push_back("--flavour=default");
    const Outcome outcome = run_program(arguments);
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
  CHECK(contains(taught.out, "alias acme_pci:v00001ED5d00000102sv*sd*bc*sc*i* acme_nic\n"));
}

TEST_CASE("dump: text and JSON are as their golden pages", "[cli]") {
  const ExampleFolder folder;
  check_golden("dump.txt", run_program({"dump", "acme_nic.ko", "acme_hid.ko"}).out);
  check_golden("dump.json", run_program({"dump", "-f", "json", "acme_hid.ko"}).out);
}

TEST_CASE("dump, check and emit: files without anything to look at end with status 2", "[cli]") {
  const ExampleFolder folder;
  const std::string bitcode = "BC\xC0\xDE\x35\x14";
  write_file("thin.o", bitcode);
  for (const char* const command : {"dump", "check", "emit"})
    CHECK(run_program({command, "thin.o"}).status == trouble);
  for (const char* const list : {"modules.alias.old", "old.json"}) {
    const Outcome outcome = run_program({"dump", list});
    CHECK(outcome.status == trouble);
    CHECK(contains(outcome.err,
                   "which has no device tables ('ko2alias emit', 'diff' and 'match "
                   "--in' read it)\n"));
  }
  // check has rules for the aliases of lists.
  for (const char* const command : {"check", "emit"})
    CHECK(run_program({command, "modules.alias.old"}).status == nothing_to_report);
  // A tree has such a list beside its modules.
  const Outcome tree = run_program({"dump", "lib/modules/7.2.1"});
  CHECK(tree.status == nothing_to_report);
  CHECK_FALSE(contains(tree.out, "known from a list"));
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
    CHECK(contains(outcome.out, "\nExample"));
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
        "ko2alias: 1 table could not be read\n");
  CHECK(contains(outcome.out, "alias i2c:acme-temp broken\n"));
  CHECK(contains(outcome.out, " acme_hid\n"));
}

TEST_CASE("wrong options: the message says what is right", "[cli]") {
  struct Row {
    Arguments arguments;
    std::string message;
  };
  const Row rows[] = {
      {{"emit"}, "no PATH: name a module, a folder or a package with modules"},
      {{"emit", "--format", "xml", "a.ko"},
       "--format xml: expected modules-alias, depmod, mod-c, modalias, modinfo, json, "
       "jsonl, substvars, modaliases, isenkram, appstream, supplements, provides or pmdinfo"},
      {{"emit", "--source", "x", "a.ko"}, "--source x: expected tables, modinfo, all or auto"},
      {{"emit", "--kernel", "new", "a.ko"},
       "--kernel new: expected a kernel release, as in 6.1 or 4.18.0-553.el8"},
      {{"emit", "--override-prefix", "pcii:2=x_", "a.ko"},
       "--override-prefix pcii:2=x_: no bus 'pcii' is known; did you mean 'pci'?"},
      {{"diff", "--bus", "", "a", "b"}, "--bus: expected a list, but there is nothing in it"},
      {{"diff", "--only", ",", "a", "b"}, "--only: expected a list, but there is nothing in it"},
      {{"emit", "--override-prefix", "pci2=x", "a.ko"},
       "--override-prefix pci2=x: expected BUS:VALUE=PREFIX, as in pci:2=acme_"},
      {{"emit", "--override-prefix", "pci:y=x", "a.ko"},
       "--override-prefix pci:y=x: 'y' is not a number"},
      {{"emit", "--build-host", "x", "a.ko"}, "--build-host x: expected little or big"},
      {{"emit", "--jobs", "0", "a.ko"}, "--jobs 0: expected a number from 1 to 1024"},
      {{"emot"}, "'emot' is neither a command nor a file; did you mean 'emit'?"},
      {{"buses", "usbb"}, "usbb: no such bus; did you mean 'usb'?"},
  };
  for (const Row& row : rows) {
    const Outcome outcome = run_program(row.arguments);
    CHECK(outcome.status == trouble);
    CHECK(outcome.err.substr(0, outcome.err.find('\n')) == "ko2alias: error: " + row.message);
  }
}

TEST_CASE("--override-prefix: a bus that has no overrides is an error", "[cli]") {
  CHECK(contains(run_program({"emit", "--override-prefix", "usb:1=x_", "a.ko"}).err,
                 "usb has no override"));
}

TEST_CASE("empty folder, special file, unreadable file: a message each, status 2", "[cli]") {
  const ExampleFolder folder;
  fs::create_directory("empty");
  CHECK(contains(run_program({"emit", "empty"}).err,
                 "empty: no modules (.ko, .ko.xz, .ko.zst, .ko.gz) in this folder"));
  CHECK(contains(run_program({"emit", "/dev/null"}).err, "/dev/null: not a regular file"));
  fs::permissions("acme_hid.ko", fs::perms::none);
  if (::access("acme_hid.ko", R_OK) != 0)
    CHECK(contains(run_program({"emit", "acme_hid.ko"}).err, "acme_hid.ko: Permission denied"));
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
  CHECK_FALSE(contains(outcome.out, "modules/net/up/"));
  CHECK_FALSE(contains(outcome.out, "modules/build/"));
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
    CHECK_FALSE(entry.path().filename().string().starts_with('.'));
}

TEST_CASE("--output: no input is overwritten, whatever it is called", "[cli]") {
  const ExampleFolder folder;
  fs::create_symlink("acme_nic.ko", "link.ko");
  fs::create_hard_link("acme_nic.ko", "hard.ko");
  write_file("list", "acme_nic.ko\nacme_hid.ko\n");
  run_program({"check", "--write-baseline", "accepted.txt", "acme_nic.ko"});
  struct Row {
    std::string output;
    Arguments arguments;
  };
  const Row rows[] = {
      {"acme_nic.ko", {"emit", "acme_nic.ko"}},
      {"link.ko", {"emit", "acme_nic.ko"}},
      {"hard.ko", {"emit", "link.ko"}},
      {"./modules/../acme_nic.ko", {"acme_nic.ko"}},
      {"modules/net/acme_nic.ko", {"emit", "modules"}},
      {"acme_hid.ko", {"emit", "@list"}},
      {"list", {"emit", "@list"}},
      {"linux-image-6.1.deb", {"emit", "linux-image-6.1.deb"}},
      {"old.json", {"emit", "-f", "json", "old.json"}},
      {"old.json", {"diff", "old.json", "new.json"}},
      {"new.json", {"diff", "--ids", "ids", "old.json", "new.json"}},
      {"fleet.txt", {"diff", "--devices", "fleet.txt", "old.json", "new.json"}},
      {"fleet.txt", {"match", "--devices", "fleet.txt", "--in", "new.json"}},
      {"new.json", {"match", "--in", "old.json", "--in", "new.json", "i2c:acme-dac1"}},
      {"modules.alias.new", {"match", "--vfio", "--in", "modules.alias.new", "1ed5:0200"}},
      {"acme_nic.ko", {"check", "acme_nic.ko"}},
      {"acme_hid.ko", {"check", "--against", "acme_hid.ko", "acme_nic.ko"}},
      {"accepted.txt", {"check", "--baseline", "accepted.txt", "acme_nic.ko"}},
  };
  for (const Row& row : rows) {
    const std::string before = read_file(row.output);
    Arguments arguments = row.arguments;
    arguments.insert(arguments.end(), {"-o", row.output});
    CAPTURE(arguments);
    const Outcome outcome = run_program(arguments);
    CHECK(outcome.status == trouble);
    CHECK(outcome.out.empty());
    CHECK(contains(outcome.err, "ko2alias: error: " + row.output +
                                    ": is read too, and so not overwritten: name another file\n"));
    CHECK(read_file(row.output) == before);
  }
  // A file beside the inputs is none of them.
  CHECK(run_program({"emit", "acme_nic.ko", "-o", "acme_hid.ko"}).status == nothing_to_report);
}

TEST_CASE("--output: - is standard output", "[cli]") {
  const ExampleFolder folder;
  for (const Arguments& arguments : {Arguments{"emit", "acme_nic.ko"},
                                     {"diff", "old.json", "new.json"},
                                     {"check", "acme_nic.ko"},
                                     {"match", "--in", "new.json", "i2c:acme-dac1"}}) {
    CAPTURE(arguments);
    const Outcome plain = run_program(arguments);
    Arguments with_dash = arguments;
    with_dash.insert(with_dash.end(), {"-o", "-"});
    const Outcome dash = run_program(with_dash);
    CHECK(dash.out == plain.out);
    CHECK(dash.err == plain.err);
    CHECK(dash.status == plain.status);
  }
  CHECK_FALSE(fs::exists("-"));
}

TEST_CASE("emit: where nothing could be read, the file of --output stays as it is", "[cli]") {
  const ExampleFolder folder;
  write_file("good.alias", "alias x y\n");
  CHECK(run_program({"emit", "-o", "good.alias", "missing"}).status == trouble);
  CHECK(read_file("good.alias") == "alias x y\n");
  CHECK(run_program({"emit", "-o", "good.alias", "acme_nic.ko", "missing"}).status == trouble);
  CHECK(contains(read_file("good.alias"), "acme_nic"));
}

TEST_CASE("terminal: bytes of a module are escaped for it", "[cli]") {
  const ExampleFolder folder;
  write_file("evil.ko", module_of(lp64_le,
                                  {{.symbol = "__mod_i2c__ids_device_table",
                                    .bytes = table_of({i2c(lp64_le, "\x1b[31m\xff")})}},
                                  {"vermagic=6.1.0 ", "name=evil"}));
  CHECK(run_program({"emit", "-f", "modalias", "evil.ko"}).out == "i2c:\x1b[31m\xff\n");
  CHECK(run_program({"emit", "-f", "modalias", "evil.ko"}, true).out == "i2c:\\x1b[31m\\xff\n");
  CHECK(run_program({"emit", "-f", "mod-c", "evil.ko"}).out ==
        "MODULE_ALIAS(\"i2c:\\033[31m\\377\");\n");
  const std::string json = run_program({"emit", "-f", "json", "evil.ko"}).out;
  CHECK(contains(json, "\"pattern_bytes\":\"6932633a1b5b33316dff\""));
  CHECK_FALSE(contains(run_program({"dump", "evil.ko"}).out, "\x1b"));
}
