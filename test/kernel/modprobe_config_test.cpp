// How lines of modprobe.d are read. What kmod makes of them together is judged by
// test/real/modprobe_test.
#include "kernel/modprobe_config.h"

#include "kit/kit.h"

namespace ko2alias::test {
namespace {

ModprobeConfig config_of(std::string_view text) {
  ModprobeConfig config;
  config.add_file("/etc/modprobe.d/acme.conf", text);
  return config;
}

// `kind subject value line`
strings read(std::string_view text) {
  strings lines;
  const ModprobeConfig config = config_of(text);
  for (const Directive& line : config.directives())
    lines.push_back(std::string(name_of(line.kind)) + " " + line.subject + " [" + line.value +
                    "] " + std::to_string(line.line));
  return lines;
}

}  // namespace

TEST_CASE("modprobe config: lines are read as kmod reads them", "[modprobe]") {
  struct Row {
    std::string_view text;
    strings lines;
  };
  const Row row = GENERATE(values<Row>({
      {"blacklist acme-nic\n", {"blacklist acme_nic [] 1"}},
      {"\t blacklist\t a b # c", {"blacklist a [] 1"}},
      {"# blacklist a\n # blacklist b\nblacklist c", {"blacklist c [] 3"}},
      {"# a \\\nblacklist a\nblacklist \\\n b\nblacklist c",
       {"blacklist b [] 3", "blacklist c [] 5"}},
      {"black\\\nlist a\\b\n", {"blacklist ab [] 1"}},
      {"blacklist a\r\n", {"blacklist a\r [] 1"}},
      {"alias pci:[a-b]*-c d-e extra\n", {"alias pci:[a-b]*_c [d_e] 1"}},
      {"alias usb:[ a\nalias x\nblacklist ]a\n", {}},
      {"install a  /bin/x -y\ninstall b\ninstall c \n", {"install a [ /bin/x -y] 1"}},
      {"softdep a pre: b post: c\nsoftdep b\nsoftdep c x\n",
       {"softdep a [pre: b post: c] 1", "softdep c [x] 3"}},
      {"options a x=1  y=2\nremove b c\n", {"options a [x=1  y=2] 1", "remove b [c] 2"}},
      {"Blacklist a\ninclude /etc/x\nconfig a\n\n  \n", {}},
  }));
  CAPTURE(row.text);
  CHECK(read(row.text) == row.lines);
}

TEST_CASE("modprobe config: soft dependencies", "[modprobe]") {
  const SoftDependencies both = parse_soft_dependencies("x pre: a-b c post: d pre: e");
  CHECK(both.pre == strings{"a_b", "c", "e"});
  CHECK(both.post == strings{"d"});
  // One blank more than needed hides the first keyword.
  CHECK(parse_soft_dependencies(" pre: a").pre.empty());
  CHECK(parse_soft_dependencies("  pre: a").pre == strings{"a"});
}

TEST_CASE("modprobe config: the kernel's command line", "[modprobe]") {
  ModprobeConfig config;
  config.add_command_line(
      "/proc/cmdline",
      "quiet modprobe.blacklist=a,b-c root=/dev/x.y a.opt=1 e-f.s=\"x y\" blacklist=d");
  strings lines;
  for (const Directive& line : config.directives())
    lines.push_back(std::string(name_of(line.kind)) + " " + line.subject + " " + line.value);
  CHECK(lines ==
        strings{"blacklist a ", "blacklist b-c ", "options a opt=1", "options e_f s=\"x y\""});
  REQUIRE(config.faults().size() == 1);
  CHECK(config.faults()[0].kind == ConfigFault::Kind::dash);
}

TEST_CASE("modprobe config: what counts for a module or a device", "[modprobe]") {
  const ModprobeConfig config = config_of(
      "alias pci:v0001* a\nalias pci:[!v]* b\ninstall [ab] /bin/x\ninstall a /bin/y\n"
      "blacklist b\nsoftdep c pre: a\nsoftdep c pre: b\noptions a x=1\noptions eth0 y=2\n");
  CHECK(config.aliases_of("pci:v0001d2").size() == 1);
  CHECK(config.aliases_of("pci:v0002").empty());
  CHECK(config.install_of("a")->line == 3);
  CHECK(config.install_of("c") == nullptr);
  CHECK(config.blacklist_of("b")->place() == "/etc/modprobe.d/acme.conf:5");
  CHECK(config.softdep_of("c", true)->line == 6);
  CHECK(config.options_of("a", "eth0").size() == 2);
  CHECK(config.command_named("a")->line == 4);
  ModprobeConfig late;
  late.add_file("zacme.conf", "softdep c pre: a\n");
  CHECK(late.softdep_of("c", true) == nullptr);
  CHECK(late.softdep_of("c", false)->line == 1);
  CHECK(is_idle_command("/usr/bin/true"));
  CHECK_FALSE(is_idle_command("/bin/true && /sbin/modprobe x"));
}

}  // namespace ko2alias::test
