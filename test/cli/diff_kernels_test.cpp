// The kernels that `diff` compares, as packages, trees, lists and snapshots.
#include <nlohmann/json.hpp>

#include "kit/diff_runs.h"
#include "kit/example_kernels.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

using namespace diff_runs;

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
    "acme_dac CONFIG_ACME_DAC: m > not set",  "acme_touch CONFIG_ACME_TOUCH: m > absent",
    "acme_vmbus CONFIG_ACME_VMBUS: m > y",    "acme_rtc CONFIG_ACME_RTC: y > m",
    "acme_wifi CONFIG_ACME_WIFI: absent > m",
};

}  // namespace

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
  // A list has no modules without aliases.
  auto with_aliases = nlohmann::json::array();
  for (const auto& change : packages)
    if (change["category"] != "module-gone" && change["category"] != "module-new")
      with_aliases.push_back(change);
  CHECK(with_configs({"modules.alias.old", "modules.alias.new"}) == with_aliases);
  CHECK(with_configs({"old.json", "new.json"}) == packages);
  CHECK(with_configs({"old.json", new_kernel}) == packages);
}

TEST_CASE("diff: alike kernels are nothing to report, whatever they come as", "[cli][diff]") {
  const ExampleFolder folder;
  const Outcome outcome = run_diff({"lib/modules/6.12.57", "old.json"});
  CHECK(outcome.status == nothing_to_report);
  CHECK(outcome.err.empty());
  // Both are of one release, so that their paths tell them apart.
  CHECK(outcome.out ==
        "6.12.57 (old) → 6.12.57 (new): no difference\nold: lib/modules/6.12.57\nnew: old.json\n");
}

TEST_CASE("diff: a kernel is called by its release, and as --label says", "[cli][diff]") {
  const ExampleFolder folder;
  const auto head = [](const Arguments& arguments) {
    const std::string text = run_diff(arguments).out;
    return text.substr(0, text.find(':'));
  };
  CHECK(head({old_kernel, new_kernel}) == "6.12.57 → 7.2.1");
  CHECK(head({"old.json", "lib/modules/7.2.1"}) == "6.12.57 → 7.2.1");
  CHECK(head({"lib/modules/6.12.57/kernel/drivers", "new.json"}) == "6.12.57 → 7.2.1");
  // A list does not say its release, modules without a tree do.
  CHECK(head({"modules.alias.old", "acme_nic.ko"}) == "modules.alias.old → 6.12.48");
  CHECK(head({"acme_nic.ko+acme_hid.ko", "new.json"}) == "acme_nic.ko+acme_hid.ko → 7.2.1");
  CHECK(head({"--label", "stable", "--label", "next <1>", "old.json", "new.json"}) ==
        "stable → next <1>");
  CHECK(head({"--label", "stable", "old.json", "new.json"}) == "stable → 7.2.1");
  // Its path is there, once.
  const std::string text = run_diff({"old.json", new_kernel}).out;
  CHECK(contains(text, "\nold: old.json\nnew: " + new_kernel + "\n"));
  CHECK(text.find("old.json") == text.rfind("old.json"));
  const auto json = nlohmann::json::parse(run_diff({"-f", "json", "old.json", new_kernel}).out);
  CHECK(json["old"] == "old.json");
  CHECK(json["new_name"] == "7.2.1");
}

TEST_CASE("diff: paths joined with + are one kernel", "[cli][diff]") {
  const ExampleFolder folder;
  CHECK(run_diff({new_kernel, "lib/modules/7.2.1"}).out ==
        "7.2.1 (old) → 7.2.1 (new): no difference\nold: " + new_kernel +
            "\nnew: lib/modules/7.2.1\n");
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
  CHECK(contains(missing.err, "missing.deb: No such file or directory\n"));
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
  CHECK(reasons_of({"--only", "lost-to-nothing", "--config-new", "config", old_kernel, new_kernel})
            .empty());
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
    CHECK_FALSE(contains(outcome.err, "error"));
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

TEST_CASE("diff: a kernel that cannot be read is trouble, and named", "[cli][diff]") {
  const ExampleFolder folder;
  write_file("rubbish", "rubbish\n");
  for (const Arguments& paths :
       {Arguments{"old.json", "missing"}, Arguments{"missing", "new.json"}}) {
    const Outcome outcome = run_diff(paths);
    CHECK(outcome.status == trouble);
    CHECK(contains(outcome.err, "ko2alias: error: missing: No such file or directory\n"));
  }
  const Outcome rubbish = run_diff({"old.json", "rubbish"});
  CHECK(rubbish.status == trouble);
  CHECK(contains(rubbish.err, "ko2alias: error: rubbish: "));
  // The modules that could be read are compared all the same.
  const Outcome broken = run_diff({"acme_nic.ko", "acme_nic.ko+broken.ko"});
  CHECK(broken.status == trouble);
  CHECK(contains(broken.err, "broken.ko: __mod_pci__short_ids_device_table: "));
  CHECK(contains(broken.out, "i2c:acme-temp"));
}

TEST_CASE("diff: a warning where one kernel alone says what is built in", "[cli][diff]") {
  const ExampleFolder folder;
  const std::string part = "linux-modules-7.2.deb";
  const auto warning = [](const std::string& lacks, const std::string& has) {
    return "ko2alias: warning: " + lacks +
           ": nothing says which modules are built in, so those of " + has +
           " seem to be missing (join the PATH that has modules.builtin.modinfo with '+', or leave "
           "them out with --no-builtin)\n";
  };
  CHECK(run_diff({old_kernel, part}).err == warning("7.2.1", "6.12.57"));
  CHECK(run_diff({part, old_kernel}).err == warning("7.2.1", "6.12.57"));
  CHECK(run_diff({"--no-builtin", old_kernel, part}).err.empty());
  CHECK(run_diff({part, part}).err.empty());
  CHECK(run_diff({old_kernel, new_kernel}).err.empty());
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
  CHECK(text.status == finding);
  CHECK(text.out ==
        "1 → 2: 1 module gone\nold: a\nnew: b\n\n"
        "gone modules without aliases (1):\n"
        "  snd_dummy  gone  no alias\n\n"
        "module gone: modules without aliases, which only their names loaded (1)\n"
        "  other  snd_dummy\n");
  CHECK(run_diff({"--only", "lost", "a", "b"}).out == text.out);
  CHECK(run_diff({"--fail-on", "module-gone", "a", "b"}).status == finding);
  CHECK(run_diff({"--fail-on", "lost-to-nothing", "a", "b"}).status == nothing_to_report);
  // A list of names is one of devices: modprobe takes both.
  write_file("names", "snd-dummy\nweb1\tsnd_dummy\n");
  const Outcome named = run_diff({"--fail-on", "lost", "--devices", "names", "a", "b"});
  CHECK(named.status == finding);
  CHECK(contains(named.out, "lost: snd_dummy → nothing"));
  CHECK(contains(named.out, ", of 2 devices"));
  write_file("words", "snd-dummy\nhello\n");
  const Outcome words = run_diff({"--fail-on", "lost", "--devices", "words", "a", "b"});
  CHECK(words.status == trouble);
  CHECK(contains(words.err, "error: words: line 2: expected a modalias or ids"));
  CHECK(contains(words.out, ", of 1 device\n"));
  write_file("hello", "hello\n");
  CHECK(run_diff({"--devices", "hello", "a", "b"}).out.empty());
  CHECK(contains(run_diff({"-f", "markdown", "a", "b"}).out, "| other | snd\\_dummy |  |  |"));
  CHECK(contains(run_diff({"-f", "html", "a", "b"}).out, "<td>no alias</td>"));
  const auto changes = changes_of({"a", "b"});
  REQUIRE(changes.size() == 1);
  CHECK(changes[0]["before"] == nlohmann::json{{"module", "snd_dummy"}, {"builtin", false}});
  // Built in, it is not gone.
  write_file("b/lib/modules/2/modules.builtin", "kernel/sound/drivers/snd-dummy.ko\n");
  CHECK(changes_of({"a", "b"})[0]["category"] == "now-built-in");
}

}  // namespace ko2alias::test
