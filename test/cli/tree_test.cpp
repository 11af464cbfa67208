// Trees as depmod reads them: one file counts of each module, in every command and every wrapping.
#include <algorithm>

#include "kit/examples.h"
#include "kit/kit.h"
#include "kit/packing.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

const std::string tree = "root/lib/modules/9.9.9/";

// A module whose alias tells which file it is from, and that was built under another name.
std::string module_file(const std::string& alias) {
  return module_of(lp64_le, {}, {"license=GPL", "name=built", "alias=i2c:" + alias});
}

void add(const std::string& path, const std::string& alias) {
  fs::create_directories(fs::path(path).parent_path());
  write_file(path, module_file(alias));
}

Outcome emit(const Arguments& more) {
  Arguments arguments{"emit", "--source", "modinfo"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_program(arguments);
}

// `one` and `two` of the lines `alias i2c:one m` and `alias i2c:two m`.
strings emitted(const Arguments& arguments) {
  std::string text = emit(arguments).out;
  strings words;
  for (std::size_t at = text.find("alias i2c:"); at != std::string::npos;
       at = text.find("alias i2c:", at + 1))
    words.push_back(text.substr(at + 10, text.find(' ', at + 10) - at - 10));
  return words;
}

}  // namespace

TEST_CASE("tree: emit takes the file that depmod takes", "[cli][tree]") {
  const ExampleFolder folder;
  add(tree + "kernel/m.ko", "kernel");
  add(tree + "kernel/other.ko", "other");
  add(tree + "updates/dkms/m.ko", "updates");
  add(tree + "extra/build/x.ko", "build");
  add(tree + "kernel/source/x.ko", "source");
  fs::create_directory_symlink(fs::absolute(tree), "link");
  const Members members{{"./lib/modules/9.9.9/kernel/m.ko", module_file("kernel")},
                        {"./lib/modules/9.9.9/kernel/other.ko", module_file("other")},
                        {"./lib/modules/9.9.9/updates/dkms/m.ko", module_file("updates")},
                        {"./lib/modules/9.9.9/updates/source/x.ko", module_file("source")}};
  write_file("a.deb", deb_of(members));
  write_file("a.tar", archive_of(members, "gnutar"));
  for (const std::string path : {"root", "root/lib/modules/9.9.9", "link", "a.deb", "a.tar"}) {
    CAPTURE(path);
    CHECK(emitted({path}) == strings{"other", "updates"});
    CHECK(run_program({"match", "-f", "names", "--in", path, "i2c:updates", "i2c:kernel"}).out ==
          "m\n\n");
    const std::string json = emit({"-f", "json", path}).out;
    CHECK(contains(json, "i2c:updates"));
    CHECK_FALSE(contains(json, "i2c:kernel"));
    CHECK_FALSE(contains(run_program({"dump", path}).out, "kernel/m.ko"));
  }
  // Files that are in no tree are what the user named.
  CHECK(emitted({tree + "../../../../" + tree + "kernel/m.ko"}) == strings{"kernel"});
  add("extra/build/m.ko", "mine");
  CHECK(emitted({"extra"}) == strings{"mine"});
}

TEST_CASE("tree: check looks at the file that depmod takes", "[cli][tree]") {
  const ExampleFolder folder;
  fs::create_directories(tree + "kernel");
  fs::create_directories(tree + "updates");
  fs::copy_file("acme_nic.ko", tree + "kernel/acme_nic.ko");
  const auto checked = [] { return run_program({"check", "root"}).out; };
  CHECK(contains(checked(), "kernel/acme_nic.ko"));
  fs::copy_file("acme_nic.ko", tree + "updates/acme_nic.ko");
  CHECK_FALSE(contains(checked(), "kernel/acme_nic.ko"));
  CHECK(contains(checked(), "updates/acme_nic.ko"));
  CHECK(contains(checked(), "in 1 module"));
}

TEST_CASE("tree: several kernels below one root hide nothing of each other", "[cli][tree]") {
  const ExampleFolder folder;
  add("root/lib/modules/1/kernel/m.ko", "one");
  add("root/lib/modules/2/updates/m.ko", "two");
  CHECK(emitted({"root"}) == strings{"one", "two"});
  CHECK(emitted({"root/lib/modules/1", "root/lib/modules/2"}) == strings{"one", "two"});
  CHECK(emit({"root"}).err.empty());
  // As one kernel they cannot be taken.
  CHECK(contains(run_program({"match", "-f", "names", "--in",
                              "root/lib/modules/1+root/lib/modules/2", "i2c:two"})
                     .err,
                 "modules of several releases, of which the first counts: 1, 2; name one"));
}

TEST_CASE("tree: where one kernel is wanted the first of a folder is taken", "[cli][tree]") {
  const ExampleFolder folder;
  // What packages leave behind when they go is no kernel.
  fs::create_directories("root/lib/modules/0");
  write_file("root/lib/modules/0/modules.builtin", "kernel/only.ko\n");
  add("root/lib/modules/1/kernel/m.ko", "one");
  const std::string path = GENERATE("root", "root/", "root/lib/modules");
  const auto depmod = [&] { return emit({"-f", "depmod", path}); };
  const Outcome alone = depmod();
  CHECK(alone.err.empty());
  add("root/lib/modules/2/kernel/m.ko", "two");
  add("root/lib/modules/2/kernel/only.ko", "only");
  write_file("root/lib/modules/2/modules.order", "kernel/only.ko\nkernel/m.ko\n");
  CHECK(depmod().out == alone.out);
  const std::string told =
      "several kernels (1, 2), of which the first alone is taken; name the folder of one\n";
  CHECK(depmod().err == "ko2alias: warning: " + path + ": " + told);
  CHECK(depmod().status == nothing_to_report);
  const auto match = [&](const std::string& device) {
    return run_program({"match", "-f", "names", "--in", path, device});
  };
  CHECK(match("i2c:one").out == "m\n");
  CHECK(match("i2c:only").out == "\n");
  CHECK(match("i2c:only").err.find(told) != std::string::npos);
}

TEST_CASE("tree: the depmod.d of the image, or of --depmod-d", "[cli][tree]") {
  const ExampleFolder folder;
  for (const std::string name : {"kernel", "extra", "updates"}) add(tree + name + "/m.ko", name);
  CHECK(emitted({"root"}) == strings{"updates"});
  fs::create_directories("root/lib/depmod.d");
  fs::create_directories("root/etc/depmod.d");
  write_file("root/lib/depmod.d/dist.conf", "search extra updates\n");
  CHECK(emitted({"root"}) == strings{"extra"});
  CHECK(emitted({"root/lib/modules/9.9.9"}) == strings{"extra"});
  CHECK(run_program({"match", "-f", "names", "--in", "root", "i2c:extra"}).out == "m\n");
  // An earlier folder hides a file of the same name, and another file adds its lines.
  write_file("root/etc/depmod.d/dist.conf", "search updates built-in\n");
  CHECK(emitted({"root"}) == strings{"updates"});
  write_file("root/etc/depmod.d/m.conf", "override m 9.9 kernel\n");
  CHECK(emitted({"root"}) == strings{"kernel"});
  write_file("root/etc/depmod.d/README", "search nothing\n");
  CHECK(emitted({"root"}) == strings{"kernel"});

  fs::create_directory("own");
  write_file("own/x.conf", "search extra updates\nunknown line\n");
  const Outcome own = emit({"--depmod-d", "own", "root"});
  CHECK(contains(own.out, "i2c:extra"));
  CHECK(own.err ==
        "ko2alias: warning: root: own/x.conf: line 2: not a line of depmod.d: 'unknown "
        "line'\n");
  CHECK(contains(emit({"--depmod-d", "none", "root"}).err, "--depmod-d none: no such folder"));
}

TEST_CASE("tree: a package brings its depmod.d along", "[cli][tree]") {
  const ExampleFolder folder;
  write_file("kernel.deb", deb_of({{"./lib/modules/9.9.9/kernel/m.ko", module_file("kernel")},
                                   {"./lib/modules/9.9.9/updates/m.ko", module_file("updates")}}));
  write_file("kmod.rpm", rpm_of({{"./etc/depmod.d/kmod-m.conf", "override m * extra\n"},
                                 {"./lib/modules/9.9.9/extra/m.ko", module_file("extra")}}));
  CHECK(emitted({"kernel.deb", "kmod.rpm"}) == strings{"extra"});
  CHECK(run_program({"match", "-f", "names", "--in", "kernel.deb+kmod.rpm", "i2c:extra"}).out ==
        "m\n");
  CHECK(run_program({"check", "kernel.deb", "kmod.rpm"}).out.ends_with("\n1 note in 1 module\n"));
}

TEST_CASE("tree: a folder outside of it that depmod.d adds", "[cli][tree]") {
  const ExampleFolder folder;
  add(tree + "updates/m.ko", "updates");
  add("root/opt/ext/m.ko", "external");
  add("root/opt/ext/only.ko", "only");
  fs::create_directories("root/etc/depmod.d");
  const auto set = [](const std::string& lines) {
    write_file("root/etc/depmod.d/a.conf", lines);
    return emitted({"root"});
  };
  CHECK(set("external * /opt/ext\n") == strings{"updates", "only"});
  CHECK(set("external 9.9 /opt/ext\nsearch external updates\n") == strings{"external", "only"});
  CHECK(emitted({"root/lib/modules/9.9.9"}) == strings{"external", "only"});
  CHECK(set("external 8 /opt/ext\nsearch external updates\n") == strings{"updates"});
}

TEST_CASE("tree: a folder outside of it in a package", "[cli][tree]") {
  const ExampleFolder folder;
  const auto set = [](const std::string& lines) {
    const Members members{{"./opt/ext/m.ko", module_file("external")},
                          {"./opt/ext/only.ko", module_file("only")},
                          {"./lib/modules/9.9.9/updates/m.ko", module_file("updates")},
                          {"./usr/lib/depmod.d/a.conf", lines}};
    write_file("a.deb", deb_of(members));
    write_file("a.tar", archive_of(members, "gnutar"));
    const Outcome outcome = emit({"a.deb"});
    CHECK(outcome.err.empty());
    CHECK(emitted({"a.tar"}) == emitted({"a.deb"}));
    CHECK(emitted({"-f", "depmod", "a.deb"}).size() == emitted({"a.deb"}).size());
    return emitted({"a.deb"});
  };
  CHECK(set("") == strings{"external", "only", "updates"});
  CHECK(set("external 9.9 /opt/ext\n") == strings{"only", "updates"});
  CHECK(set("external * /opt/ext\nsearch external updates\n") == strings{"external", "only"});
  CHECK(run_program({"match", "-f", "names", "--in", "a.deb", "i2c:external", "i2c:updates"}).out ==
        "m\n\n");
  CHECK(set("external 8 /opt/ext\nsearch external\n") == strings{"external", "only", "updates"});
}

TEST_CASE("tree: a folder outside of it that was not read is told", "[cli][tree]") {
  const ExampleFolder folder;
  const auto told = [](const std::string& path, const std::string& release,
                       const std::string& end) {
    return "ko2alias: warning: " + path +
           ": depmod.d: external /opt/ext: no module of this folder " +
           "was read, though it belongs to the kernel " + release + end + "\n";
  };
  write_file("a.deb", deb_of({{"./lib/modules/9.9.9/kernel/m.ko", module_file("kernel")},
                              {"./etc/depmod.d/a.conf", "external * /opt/ext\n"}}));
  const std::string of_package = told("a.deb", "9.9.9", "");
  CHECK(emit({"a.deb"}).err == of_package);
  CHECK(run_program({"match", "-f", "names", "--in", "a.deb", "i2c:kernel"}).err == of_package);
  CHECK(run_program({"check", "a.deb"}).err == of_package);

  add(tree + "kernel/m.ko", "kernel");
  fs::create_directories("root/etc/depmod.d");
  write_file("root/etc/depmod.d/a.conf", "external 9.9 /opt/ext\n");
  CHECK(emit({"root"}).err == told("root", "9.9.9", ""));
  // The folder is one kernel's; with two it is left to the user which.
  add("root/opt/ext/x.ko", "external");
  CHECK(emit({"root"}).err.empty());
  add("root/lib/modules/9.9.8/kernel/m.ko", "older");
  CHECK(emit({"root"}).err == told("root", "9.9.8", " (of several: name one)"));
  CHECK(emitted({"root/lib/modules/9.9.8"}) == strings{"older", "external"});
}

TEST_CASE("tree: a module that stands twice in one class is told", "[cli][tree]") {
  const ExampleFolder folder;
  add(tree + "kernel/m.ko", "kernel");
  add(tree + "extra/m.ko", "extra");
  const std::string told =
      "ko2alias: warning: root: 1 module has several files; depmod takes the one that the file "
      "system lists first, here the first by name counts (depmod.d can decide): m (extra/m.ko, "
      "kernel/m.ko)\n";
  const Outcome outcome = emit({"root"});
  CHECK(outcome.err == told);
  CHECK(outcome.status == nothing_to_report);
  CHECK(run_program({"match", "-f", "names", "--no-builtin", "--in", "root", "i2c:extra"}).err ==
        told);
}

TEST_CASE("tree: nothing but lists is nothing", "[cli][tree]") {
  const ExampleFolder folder;
  fs::create_directories(tree);
  write_file(tree + "modules.builtin", "kernel/ext4.ko\n");
  write_file(tree + "modules.builtin.modinfo", "");
  const Outcome nothing = emit({"root"});
  CHECK(nothing.status == trouble);
  CHECK(nothing.err.starts_with("ko2alias: error: root: no modules and no aliases in it\n"));
}

TEST_CASE("tree: a modules.builtin.modinfo that is empty is none", "[cli][tree]") {
  const ExampleFolder folder;
  add(tree + "kernel/m.ko", "kernel");
  write_file(tree + "modules.builtin.modinfo", "");
  const Outcome outcome = emit({"root"});
  CHECK(outcome.status == nothing_to_report);
  CHECK(outcome.err.empty());
  CHECK(run_program({"match", "-f", "names", "--in", "root", "i2c:kernel"}).status ==
        nothing_to_report);
}

TEST_CASE("tree: a module is called like its file in every command", "[cli][tree]") {
  const ExampleFolder folder;
  add(tree + "updates/dkms/wide-current-open.ko", "wide");
  CHECK(emit({"root"}).out.ends_with("alias i2c:wide wide_current_open\n"));
  const auto matched = [](const std::string& device) {
    return run_program({"match", "-f", "names", "--in", "root", device}).out;
  };
  CHECK(matched("i2c:wide") == "wide_current_open\n");
  CHECK(matched("wide_current_open") == "wide_current_open\n");
  CHECK(matched("built") == "\n");
  CHECK(contains(run_program({"dump", "root"}).out, "module wide_current_open,"));
}

}  // namespace ko2alias::test
