// modprobe's configuration in match, diff and check: where it comes from, and what it decides.
#include "kit/examples.h"
#include "kit/kit.h"
#include "kit/match_runs.h"
#include "kit/packing.h"

namespace ko2alias::test {
namespace {

using namespace match_runs;
namespace fs = std::filesystem;

constexpr std::string_view blacklisted = "blacklisted (/etc/modprobe.d/acme.conf:2)";

std::string module_with(const std::string& alias, const strings& more = {}) {
  strings modinfo{"license=GPL", "name=built", "alias=i2c:" + alias};
  modinfo.insert(modinfo.end(), more.begin(), more.end());
  return module_of(lp64_le, {}, modinfo);
}

const Members image{{"./lib/modules/9.9.9/kernel/m.ko", module_with("m")},
                    {"./lib/modules/9.9.9/kernel/n.ko", module_with("n", {"depends=m"})},
                    {"./etc/modprobe.d/acme.conf", "\nblacklist m\n"},
                    {"./usr/lib/modprobe.d/acme.conf", "blacklist n\n"},
                    {"./etc/modprobe.d/README", "blacklist n\n"}};

void write_root() {
  for (const auto& [name, text] : image) {
    fs::create_directories(fs::path("root/" + name).parent_path());
    write_file("root/" + name, text);
  }
}

}  // namespace

TEST_CASE("modprobe: an image, an initramfs and a package bring their own", "[cli][modprobe]") {
  const ExampleFolder folder;
  write_root();
  write_file("a.deb", deb_of(image));
  write_file("a.cpio", archive_of(image, "newc"));
  for (const std::string path : {"root", "root/lib/modules/9.9.9", "a.deb", "a.cpio"}) {
    CAPTURE(path);
    const Outcome dropped = run_match({"--in", path, "i2c:m"});
    CHECK(dropped.status == finding);
    CHECK(contains(dropped.out, "  m  " + std::string(blacklisted) + "\n    i2c:m  exact\n"));
    // A dependency is loaded nevertheless.
    const Outcome loaded = run_match({"--in", path, "-f", "names", "i2c:n"});
    CHECK(loaded.status == nothing_to_report);
    CHECK(loaded.out == "n\n");
    CHECK(run_match({"--in", path, "-f", "names", "i2c:m"}).out == "\n");
    const Outcome found = run_match({"--in", path, "--no-modprobe-d", "-f", "names", "i2c:m"});
    CHECK(found.status == nothing_to_report);
    CHECK(found.out == "m\n");
  }
}

TEST_CASE("modprobe: named files and a command line", "[cli][modprobe]") {
  const ExampleFolder folder;
  write_file("line", "quiet modprobe.blacklist=acme_nic acme_nic.debug=1\n");
  write_file("b", "install acme_nic /bin/false\n");
  write_file("c.conf", "alias pci:v00001ED5* acme_hub\nalias pci:v* off\n");
  const auto match = [](const Arguments& more) {
    Arguments arguments{"--in", new_kernel, nic};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_match(arguments);
  };
  CHECK(match({}).status == nothing_to_report);
  CHECK(contains(match({"--cmdline", "line"}).out, "  acme_nic  blacklisted (line:1)\n"));
  CHECK(contains(match({"--modprobe-d=b"}).out, "  acme_nic  install /bin/false (b:1)\n"));
  CHECK(match({"--modprobe-d=b"}).status == finding);
  const Outcome replaced = match({"--modprobe-d=b", "--modprobe-d=c.conf"});
  CHECK(replaced.status == nothing_to_report);
  CHECK(contains(replaced.out,
                 "  acme_hub  alias pci:v00001ED5* (c.conf:1)\n"
                 "  off  alias pci:v* (c.conf:2), no such module\n"
                 "  acme_nic  not asked for: the alias above replaces it\n"));
  CHECK(contains(match({"--modprobe-d=none"}).err, "--modprobe-d none: no such file or folder"));
  CHECK(contains(match({"--cmdline", "none"}).err, "--cmdline none: "));
  CHECK(
      contains(match({"--modprobe-d=b", "--no-modprobe-d"}).err, "only one of them can be given"));
}

TEST_CASE("modprobe: JSON and the table of kernels", "[cli][modprobe]") {
  const ExampleFolder folder;
  const auto answer = answer_of({"--in", new_kernel, "--modprobe-d=modprobe.d", nic});
  CHECK(answer["modprobe"] == nlohmann::json{"acme_nic"});
  CHECK(answer["loaded"].empty());
  REQUIRE(answer["loading"].size() == 1);
  CHECK(answer["loading"][0]["loaded"] == false);
  CHECK(answer["loading"][0]["configuration"][0] == nlohmann::json{{"kind", "blacklist"},
                                                                   {"file", "modprobe.d/acme.conf"},
                                                                   {"line", 2},
                                                                   {"text", "blacklist acme_nic"}});
  CHECK_FALSE(answer_of({"--in", new_kernel, nic}).contains("loading"));
  const Outcome table =
      run_match({"--in", old_kernel, "--in", new_kernel, "--modprobe-d=modprobe.d", nic, mouse});
  CHECK(contains(table.out, "acme_nic (not loaded)"));
  CHECK(table.status == finding);
}

TEST_CASE("modprobe: diff compares what is loaded", "[cli][modprobe]") {
  const ExampleFolder folder;
  write_root();
  fs::copy("root", "new", fs::copy_options::recursive);
  write_file("new/etc/modprobe.d/acme.conf", "\n\nblacklist n\nalias i2c:m n\n");
  write_file("devices", "i2c:m\ni2c:n\n");
  const Outcome diff = run_program({"diff", "--modprobe-d", "--devices", "devices", "root", "new"});
  CHECK(contains(diff.out,
                 "lost: n → nothing  i2c:n\n  after: n: blacklist n "
                 "(/etc/modprobe.d/acme.conf:3)\n"));
  CHECK(diff.status == finding);
  CHECK(run_program({"diff", "--devices", "devices", "root", "new"}).status == nothing_to_report);
  CHECK(contains(run_program({"diff", "root", "new", "--modprobe-d"}).err,
                 "there are no devices without --devices"));
}

TEST_CASE("modprobe: a folder of configuration that cannot be read is told", "[cli][modprobe]") {
  const ExampleFolder folder;
  for (const std::string name : {"etc/modprobe.d", "etc/depmod.d"}) {
    write_root();
    fs::remove_all("root/" + name);
    fs::create_symlink(fs::path(name).filename(), "root/" + name);
    const Outcome outcome = run_match({"--in", "root", "-f", "names", "i2c:n"});
    CHECK(outcome.status == trouble);
    CHECK(contains(outcome.err, "root/" + name + ": Too many levels of symbolic links\n"));
    fs::remove("root/" + name);
  }
}

// What `diff` makes of a device in the new kernel is what `match` says would be loaded there.
TEST_CASE("modprobe: diff and match have one answer", "[cli][modprobe]") {
  const ExampleFolder folder;
  write_root();
  fs::remove_all("root/etc");
  fs::remove_all("root/usr");
  write_file("root/lib/modules/9.9.9/modules.builtin", "kernel/built.ko\n");
  fs::copy("root", "new", fs::copy_options::recursive);
  fs::create_directories("new/etc/modprobe.d");
  const std::string lines = GENERATE(
      as<std::string>(), "blacklist m\n", "install m /bin/false\n",
      "install m /bin/false\nsoftdep m pre: n\n", "install m /bin/false\nsoftdep m pre: nosuch\n",
      "install m /bin/false\nsoftdep m post: i2c:n\n",
      "install m /bin/false\nsoftdep m pre: built\n",
      "install m /bin/false\nsoftdep m pre: x\nalias x off\n", "install m /sbin/setup\n",
      "alias i2c:m n\n", "alias i2c:m built\n", "alias i2c:m none\n",
      "alias i2c:m n\nblacklist n\n", "blacklist built\n");
  write_file("new/etc/modprobe.d/acme.conf", lines);
  const std::string device = GENERATE(as<std::string>(), "i2c:m", "i2c:n", "m", "built");
  CAPTURE(lines, device);
  const auto names_in = [&](const std::string& kernel) {
    std::string names = run_match({"--in", kernel, "-f", "names", device}).out;
    names.pop_back();
    return names;
  };
  write_file("devices", device + "\n");
  const Outcome diff = run_program({"diff", "--modprobe-d", "-f", "json", "--devices", "devices",
                                    "--from=verbatim", "root", "new"});
  const auto changes = nlohmann::json::parse(diff.out)["devices"];
  std::string after = names_in("root");
  if (!changes.empty()) {
    after.clear();
    for (const auto& claim : changes[0]["after"]) after += claim["module"].get<std::string>();
  }
  CHECK(after == names_in("new"));
}

TEST_CASE("modprobe: the word behind --modprobe-d is none of its own", "[cli][modprobe]") {
  const ExampleFolder folder;
  write_root();
  CHECK(run_match({"--in", "root", "-f", "names", "--modprobe-d", "i2c:n"}).out == "n\n");
  for (const char* const other : {"--vfio", "--driver-override=acme"})
    CHECK(contains(run_match({"--in", "root", other, "--modprobe-d", "i2c:n"}).err,
                   "and --modprobe-d: only one of them can be given"));
  CHECK(contains(run_program({"diff", "--vfio", "--modprobe-d", "--sys=sys", "a", "b"}).err,
                 "--vfio and --modprobe-d: only one of them can be given"));
}

TEST_CASE("modprobe: what a listed module depends on is not known", "[cli][modprobe]") {
  const ExampleFolder folder;
  write_root();
  write_file("list.alias", "alias i2c:n n\n");
  for (const auto& [kernel, is_known] : {std::pair("root", true), std::pair("list.alias", false)}) {
    const auto answer = answer_of({"--in", kernel, "--modprobe-d=modprobe.d", "i2c:n"});
    CHECK(answer["loading"][0]["has_all_steps"] == is_known);
  }
}

TEST_CASE("modprobe: check in all formats", "[cli][modprobe]") {
  const ExampleFolder folder;
  const auto check = [](const std::string& format) {
    return run_program({"check", "--modprobe-d=modprobe.d", "--against", new_kernel, "-f", format});
  };
  CHECK(contains(check("github").out, "::notice file=modprobe.d/acme.conf,line=3,title=config-"));
  CHECK(contains(check("junit").out, "modprobe.d/acme.conf: config-needless-blacklist"));
  const auto json = nlohmann::json::parse(check("json").out);
  CHECK(json["config_files"] == 1);
  CHECK(json["findings"][0]["directive"] == "blacklist acme_older_nic");
  const auto sarif = nlohmann::json::parse(check("sarif").out);
  const auto place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
  CHECK(place["region"]["startLine"] == 3);
  // A baseline knows the finding again.
  const Arguments all{"check", "--modprobe-d=modprobe.d", "--against", new_kernel};
  Arguments write = all;
  write.insert(write.end(), {"--write-baseline", "accepted"});
  CHECK(run_program(write).status == nothing_to_report);
  Arguments read = all;
  read.insert(read.end(), {"--baseline", "accepted", "--fail-on", "note"});
  CHECK(run_program(read).status == nothing_to_report);
  // An image is checked by its own.
  write_root();
  CHECK(contains(run_program({"check", "--modprobe-d", "root"}).out,
                 "/etc/modprobe.d/README: note[config-not-read]: not read"));
}

}  // namespace ko2alias::test
