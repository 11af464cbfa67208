// `diff` as a user runs it, in-process, on the kernels of example_kernels.h.
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <set>

#include "diff/formats.h"
#include "kit/example_kernels.h"
#include "kit/examples.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

const std::string old_kernel = "linux-image-6.12.deb";
const std::string new_kernel = "linux-image-7.2.deb+linux-modules-7.2.deb";

// Runs diff, with names that do not depend on the machine.
Outcome run_diff(Arguments arguments, bool out_is_terminal = false) {
  arguments.insert(arguments.begin(), {"diff", "--ids", "ids"});
  return run_program(arguments, out_is_terminal);
}

Outcome run_diff_of_packages(Arguments arguments, bool out_is_terminal = false) {
  arguments.insert(arguments.end(), {old_kernel, new_kernel});
  return run_diff(std::move(arguments), out_is_terminal);
}

// The changes alone, whatever the kernels are called.
nlohmann::json changes_of(Arguments arguments) {
  arguments.insert(arguments.begin(), {"-f", "json"});
  const Outcome outcome = run_diff(arguments);
  INFO(outcome.err);
  REQUIRE(outcome.status != trouble);
  return nlohmann::json::parse(outcome.out)["changes"];
}

// The configuration's option of each change that has one, as `module OPTION: before > after`, each
// once.
strings reasons_of(const Arguments& arguments) {
  strings reasons;
  for (const auto& change : changes_of(arguments)) {
    if (!change.contains("config")) continue;
    const auto& party = change.contains("before") ? change["before"] : change["after"];
    const auto text = [&](const char* key) { return change["config"][key].get<std::string>(); };
    const std::string reason = party["module"].get<std::string>() + " " + text("option") + ": " +
                               text("before") + " > " + text("after");
    if (reasons.empty() || reasons.back() != reason) reasons.push_back(reason);
  }
  return reasons;
}

const strings example_reasons{
    "acme_dac CONFIG_ACME_DAC: m > not set",
    "acme_vmbus CONFIG_ACME_VMBUS: m > y",
    "acme_rtc CONFIG_ACME_RTC: y > m",
    "acme_wifi CONFIG_ACME_WIFI: absent > m",
};

}  // namespace

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
  // Generic drivers and modules without aliases have examples of their own below; what is not
  // decided takes a list that was made for it.
  const std::set<std::string> others{"lost-to-generic", "gained-from-generic", "module-gone",
                                     "module-new", "not-decided"};
  for (const auto& [category, count] : json["counts"].items()) {
    CAPTURE(category);
    CHECK((count.get<int>() > 0) != others.contains(category));
  }
  CHECK(json["counts"].size() == category_count);
}

TEST_CASE("diff: HTML is a page of its own", "[cli][diff]") {
  const ExampleFolder folder;
  const std::string page = run_diff_of_packages({"-f", "html", "--data"}).out;
  CHECK(page.starts_with("<!DOCTYPE html>"));
  for (const char* const outside : {"http://", "https://", "src=", "@import"})
    CHECK(page.find(outside) == page.npos);
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
  CHECK(outcome.out ==
        old_kernel + " → " + new_kernel + ": no device changes its module, of 1 device\n");
}

TEST_CASE("diff: trees, lists and snapshots say the same as packages", "[cli][diff]") {
  const ExampleFolder folder;
  const auto packages = changes_of({old_kernel, new_kernel});
  CHECK(changes_of({"lib/modules/6.12.57", "lib/modules/7.2.1"}) == packages);
  const Arguments configs{"--config-old", "lib/modules/6.12.57/config", "--config-new",
                          "lib/modules/7.2.1/config"};
  const auto with_configs = [&](Arguments arguments) {
    arguments.insert(arguments.end(), configs.begin(), configs.end());
    return changes_of(arguments);
  };
  CHECK(with_configs({"modules.alias.old", "modules.alias.new"}) == packages);
  CHECK(with_configs({"old.json", "new.json"}) == packages);
  CHECK(with_configs({"old.json", new_kernel}) == packages);
}

TEST_CASE("diff: alike kernels are nothing to report, whatever they come as", "[cli][diff]") {
  const ExampleFolder folder;
  const Outcome outcome = run_diff({"lib/modules/6.12.57", "old.json"});
  CHECK(outcome.status == nothing_to_report);
  CHECK(outcome.err.empty());
  CHECK(outcome.out == "lib/modules/6.12.57 → old.json: no difference\n");
}

TEST_CASE("diff: output does not depend on the number of threads", "[cli][diff]") {
  const ExampleFolder folder;
  CHECK(run_diff_of_packages({"-j1"}).out == run_diff_of_packages({"-j7"}).out);
}

TEST_CASE("diff: no colours in a file, nor against NO_COLOR", "[cli][diff]") {
  const ExampleFolder folder;
  const std::string plain = run_diff_of_packages({}).out;
  CHECK(plain.find('\x1b') == std::string::npos);
  CHECK(run_diff_of_packages({"-o", "out.txt"}, true).out.empty());
  CHECK(read_file("out.txt") == plain);
  const Environment no_color("NO_COLOR", "1");
  CHECK(run_diff_of_packages({}, true).out.find("[31m") == std::string::npos);
}

TEST_CASE("diff: colours on a terminal", "[diff]") {
  const ExampleFolder folder;
  const Environment empty("NO_COLOR", "");
  const std::string colored = run_diff_of_packages({}, true).out;
  CHECK(colored.find("\x1b[31mlost\x1b[0m: ") != std::string::npos);
  CHECK(colored.find("\\x1b") == std::string::npos);
}

TEST_CASE("diff: what a terminal shows is what a file gets, colours aside", "[diff]") {
  const ExampleFolder folder;
  const Environment no_color("NO_COLOR", "1");
  for (const std::string format : {"text", "markdown", "json"}) {
    CAPTURE(format);
    CHECK(run_diff_of_packages({"-f", format}, true).out ==
          run_diff_of_packages({"-f", format}).out);
  }
}

TEST_CASE("diff: bytes of a kernel are escaped for a terminal", "[cli][diff]") {
  const ExampleFolder folder;
  write_file("evil\x1b.alias",
             "alias i2c:\x1b[31m\xff evil\nalias i2c:\x1b(0* evil\nalias i2c:same x\n");
  write_file("good.alias", "alias i2c:same x\n");
  write_file("devices", "ho\x1bst\ti2c:\x1b(0\xff\n");
  const Environment no_color("NO_COLOR", "1");
  for (const std::string format : {"text", "markdown", "json", "html"})
    for (const Arguments& devices : {Arguments{}, Arguments{"--devices", "devices"}}) {
      Arguments arguments{"-f", format, "evil\x1b.alias", "good.alias"};
      arguments.insert(arguments.end(), devices.begin(), devices.end());
      CAPTURE(format, devices);
      const Outcome outcome = run_diff(arguments, true);
      CHECK(outcome.status == finding);
      CHECK((outcome.out + outcome.err).find('\x1b') == std::string::npos);
      // Nor do they become markup, or end a table's cell, in a file.
      if (format != "text") CHECK(run_diff(arguments).out.find('\x1b') == std::string::npos);
    }
  CHECK(run_diff({"evil\x1b.alias", "good.alias"}, true).out.find("i2c:\\x1b[31m\\xff") !=
        std::string::npos);
  CHECK(run_diff({"evil\x1b.alias", "good.alias"}).out.find("i2c:\\x1b[31m\\xff") !=
        std::string::npos);
}

TEST_CASE("diff: markup in names stays text", "[cli][diff]") {
  const ExampleFolder folder;
  write_file("a.alias", "alias i2c:<b>|`x` <script>|m\n");
  write_file("b.alias", "alias i2c:same x\n");
  const std::string markdown = run_diff({"-f", "markdown", "a.alias", "b.alias"}).out;
  CHECK(markdown.find("\\<script\\>\\|m") != std::string::npos);
  CHECK(markdown.find("i2c:\\<b\\>\\|\\`x\\`") != std::string::npos);
  const std::string html = run_diff({"-f", "html", "a.alias", "b.alias"}).out;
  CHECK(html.find("<script>|m") == std::string::npos);
  CHECK(html.find("i2c:<b>") == std::string::npos);
}

TEST_CASE("diff: paths joined with + are one kernel", "[cli][diff]") {
  const ExampleFolder folder;
  CHECK(run_diff({new_kernel, "lib/modules/7.2.1"}).out ==
        new_kernel + " → lib/modules/7.2.1: no difference\n");
  CHECK(run_diff({"linux-modules-7.2.deb+linux-image-7.2.deb", "new.json"}).status ==
        nothing_to_report);
  // A file's own name may have one.
  fs::copy_file("linux-image-7.2.deb", "linux-image_7.2+deb13.deb");
  fs::copy_file("linux-modules-7.2.deb", "linux-modules_7.2+deb13.deb");
  CHECK(run_diff({"linux-image_7.2+deb13.deb+linux-modules_7.2+deb13.deb", "new.json"}).status ==
        nothing_to_report);
  CHECK(run_diff({"acme_nic.ko+acme_hid.ko", "modules"}).status == nothing_to_report);
  const Outcome missing = run_diff({"linux-image-7.2.deb+missing.deb", "new.json"});
  CHECK(missing.status == trouble);
  CHECK(missing.err.find("missing.deb: No such file or directory\n") != std::string::npos);
}

TEST_CASE("diff: configurations come from packages, trees and options", "[cli][diff]") {
  const ExampleFolder folder;
  CHECK(reasons_of({old_kernel, new_kernel}) == example_reasons);
  CHECK(reasons_of({"lib/modules/6.12.57", "lib/modules/7.2.1"}) == example_reasons);
  CHECK(reasons_of({"old.json", "new.json"}) == example_reasons);
  CHECK(reasons_of({"old.json", new_kernel}) == example_reasons);
  CHECK(reasons_of({"modules.alias.old", new_kernel}).empty());
  CHECK(reasons_of({"--config-old", "lib/modules/6.12.57/config", "modules.alias.old",
                    new_kernel}) == example_reasons);
  // One that was named replaces the one that was found.
  write_file("config", "CONFIG_ACME_DAC=y\n");
  CHECK(reasons_of({"--only", "lost", "--config-new", "config", old_kernel, new_kernel}).empty());
  CHECK(reasons_of({"linux-image-6.12.deb+lib/modules/6.12.57", new_kernel}) == example_reasons);
  // Which of two is the kernel's is not known.
  CHECK(reasons_of({"linux-image-6.12.deb+linux-image-6.1.deb", new_kernel}).empty());
}

TEST_CASE("diff: a configuration is found under whatever name an archive gives it", "[diff]") {
  const ExampleFolder folder;
  const ExampleKernel& kernel = kernel_6_12();
  for (const std::string name :
       {"boot/config-6.12.57", "/boot/config-6.12.57", "lib/modules/6.12.57/config"}) {
    Members members = kernel.module_files();
    members.emplace_back(name, kernel.config);
    write_file("a.tar", archive_of(members, "gnutar"));
    CAPTURE(name);
    const Outcome outcome = run_diff({"a.tar", "new.json"});
    CHECK(outcome.err.find("error") == std::string::npos);
    CHECK(outcome.status == finding);
  }
}

TEST_CASE("diff: a configuration without modules is no kernel", "[cli][diff]") {
  const ExampleFolder folder;
  fs::create_directories("only/boot");
  fs::create_directories("only/lib/modules");
  write_file("only/boot/config-7.2.1", "CONFIG_A=m\n");
  const Outcome outcome = run_diff({"old.json", "only"});
  CHECK(outcome.status == trouble);
  CHECK(outcome.err.starts_with("ko2alias: error: only: no modules and no aliases in it\n"));
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
  CHECK(count({"--only", "lost"}) == 4);
  CHECK(count({"--only", "lost,moved", "--bus", "i2c,pci"}) == 3);
  CHECK(count({"--only", "data-changed"}) == 0);
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
      {{"old.json"}, "expected OLD and NEW, but there are 1 paths"},
      {{"old.json", "new.json", "new.json"}, "expected OLD and NEW, but there are 3 paths"},
      {{"--only", "gone", "old.json", "new.json"}, "--only gone: --help lists the categories"},
      {{"--only", "lost,partly_lost", "old.json", "new.json"},
       "--only partly_lost: --help lists the categories"},
      {{"--fail-on", "gone", "old.json", "new.json"},
       "--fail-on gone: --help lists the categories"},
      {{"-f", "xml", "old.json", "new.json"},
       "--format xml: expected one of text, markdown, json, html"},
      {{"--devices", "empty.txt", "old.json", "new.json"}, "empty.txt: no devices in this file"},
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
  CHECK(run_diff({"--devices", "missing", "old.json", "new.json"})
            .err.find("missing: No such file or directory") != std::string::npos);
  CHECK(run_diff({"--config-old", "missing", "old.json", "new.json"})
            .err.find("--config-old missing: No such file or directory") != std::string::npos);
  fs::create_directory("empty");
  CHECK(run_diff({"--config-old", "empty", "old.json", "new.json"})
            .err.find("--config-old empty: Is a directory") != std::string::npos);
}

TEST_CASE("diff: a kernel that cannot be read is trouble, and named", "[cli][diff]") {
  const ExampleFolder folder;
  write_file("rubbish", "rubbish\n");
  for (const Arguments& paths :
       {Arguments{"old.json", "missing"}, Arguments{"missing", "new.json"}}) {
    const Outcome outcome = run_diff(paths);
    CHECK(outcome.status == trouble);
    CHECK(outcome.err.find("ko2alias: error: missing: No such file or directory\n") !=
          std::string::npos);
  }
  const Outcome rubbish = run_diff({"old.json", "rubbish"});
  CHECK(rubbish.status == trouble);
  CHECK(rubbish.err.find("ko2alias: error: rubbish: ") != std::string::npos);
  // The modules that could be read are compared all the same.
  const Outcome broken = run_diff({"acme_nic.ko", "acme_nic.ko+broken.ko"});
  CHECK(broken.status == trouble);
  CHECK(broken.err.find("broken.ko: __mod_pci__short_ids_device_table: ") != std::string::npos);
  CHECK(broken.out.find("i2c:acme-temp") != std::string::npos);
}

TEST_CASE("diff: a warning where one kernel alone says what is built in", "[cli][diff]") {
  const ExampleFolder folder;
  const std::string part = "linux-modules-7.2.deb";
  const auto warning = [](const std::string& lacks, const std::string& has) {
    return "ko2alias: warning: " + lacks +
           ": nothing says which modules are built in, so those of " + has +
           " seem to be missing (join what has modules.builtin.modinfo with '+', or leave them out "
           "with "
           "--no-builtin)\n";
  };
  CHECK(run_diff({old_kernel, part}).err == warning(part, old_kernel));
  CHECK(run_diff({part, old_kernel}).err == warning(part, old_kernel));
  CHECK(run_diff({"--no-builtin", old_kernel, part}).err.empty());
  CHECK(run_diff({part, part}).err.empty());
  CHECK(run_diff({old_kernel, new_kernel}).err.empty());
}

TEST_CASE("diff: --output, a file is there whole or not at all", "[cli][diff]") {
  const ExampleFolder folder;
  const Outcome outcome = run_diff_of_packages({"-o", "out.txt"});
  CHECK(outcome.status == finding);
  CHECK(outcome.out.empty());
  CHECK(read_file("out.txt") == run_diff_of_packages({}).out);
  const Outcome lost = run_diff_of_packages({"-o", "nowhere/out.txt"});
  CHECK(lost.status == trouble);
  CHECK(lost.err == "ko2alias: error: nowhere/out.txt: No such file or directory\n");
  CHECK(run_diff({"-o", "usage.txt", "--only", "gone", "old.json", "new.json"}).status == trouble);
  CHECK_FALSE(fs::exists("usage.txt"));
  if (fs::exists("/dev/full")) {
    const Outcome full = run_diff_of_packages({"-o", "/dev/full"});
    CHECK(full.status == trouble);
    CHECK(full.err == "ko2alias: error: /dev/full: No space left on device\n");
  }
  for (const auto& entry : fs::directory_iterator("."))
    CHECK(entry.path().string().find(".tmp") == std::string::npos);
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
    CHECK(run({}).out.find("hid_multitouch → hid_generic") != std::string::npos);
    for (const char* const format : {"text", "markdown", "html", "json"}) {
      const std::string page = run({"-f", format}).out;
      CHECK((page.find("lost-to-generic") != std::string::npos ||
             page.find("lost to generic") != std::string::npos));
    }
  }
}

TEST_CASE("diff: modules without aliases are told of by name in every format",
          "[cli][diff][builtin]") {
  const ExampleFolder folder;
  fs::create_directories("a/lib/modules/1/kernel");
  fs::create_directories("b/lib/modules/2/kernel");
  fs::copy_file("acme_nic.ko", "a/lib/modules/1/kernel/acme_nic.ko");
  fs::copy_file("acme_nic.ko", "b/lib/modules/2/kernel/acme_nic.ko");
  const std::string bare = module_of(lp64_le, {}, {"license=GPL", "name=snd_dummy"});
  write_file("a/lib/modules/1/kernel/snd-dummy.ko", bare);
  write_file("b/lib/modules/2/modules.builtin", "");
  const Outcome text = run_diff({"--fail-on", "lost", "a", "b"});
  CHECK(text.status == nothing_to_report);
  CHECK(text.out ==
        "a → b: 1 module gone\n\n"
        "module gone: modules without aliases, which only their names loaded (1)\n"
        "  other  snd_dummy\n");
  CHECK(run_diff({"--fail-on", "module-gone", "a", "b"}).status == finding);
  CHECK(run_diff({"-f", "markdown", "a", "b"}).out.find("| other | snd\\_dummy |  |  |") !=
        std::string::npos);
  CHECK(run_diff({"-f", "html", "a", "b"}).out.find("<td>no alias</td>") != std::string::npos);
  const auto changes = changes_of({"a", "b"});
  REQUIRE(changes.size() == 1);
  CHECK(changes[0]["before"] == nlohmann::json{{"module", "snd_dummy"}, {"builtin", false}});
  // Built in, it is not gone.
  write_file("b/lib/modules/2/modules.builtin", "kernel/sound/drivers/snd-dummy.ko\n");
  CHECK(changes_of({"a", "b"})[0]["category"] == "now-built-in");
}

}  // namespace ko2alias::test
