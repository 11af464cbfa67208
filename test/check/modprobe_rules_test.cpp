// The rules about modprobe's configuration: each finds one thing in one configuration and nothing
// in another just beside it.
#include "check/modprobe_rules.h"
#include "check/formats.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

// A kernel with e1000e, soft1, and soft2 with soft dependencies of its own; loop is built in.
Kernel kernel_of_modules() {
  return {.modules = {{.name = "e1000e"},
                      {.name = "soft1"},
                      {.name = "soft2", .softdeps = {"pre: soft1"}},
                      {.name = "loop", .is_builtin = true}}};
}

struct ConfigFixture {
  std::string_view rule;
  std::string_view file;
  std::string_view guilty;
  std::string_view innocent;
  /// As `file: place: message`.
  std::string_view finding;
};

constexpr ConfigFixture fixtures[] = {
    {"config-crlf", "/etc/modprobe.d/acme.conf", "# why\nblacklist soft1\r\nblacklist e1000e\r\n",
     "# why\r\nblacklist soft1\n",
     "/etc/modprobe.d/acme.conf: line 2: lines end with a carriage return, which kmod takes for a "
     "part of the last word"},
    {"config-bracket", "/etc/modprobe.d/acme.conf", "alias pci:[0* e1000e\n",
     "alias pci:[0]* e1000e\n",
     "/etc/modprobe.d/acme.conf: line 1: passed over, as a bracket is without its other half: "
     "alias pci:[0* e1000e"},
    {"config-not-read", "/etc/modprobe.d/acme.cfg", "blacklist e1000e\n", "",
     "/etc/modprobe.d/acme.cfg: : not read, as its name does not end with .conf"},
    {"config-dash", "/proc/cmdline", "quiet modprobe.blacklist=soft1,snd-hda",
     "modprobe.blacklist=soft1",
     "/proc/cmdline: line 1: keeps no module away, as '-' is not '_' on the command line: "
     "modprobe.blacklist=soft1,snd-hda"},
    {"config-lost-install", "/etc/modprobe.d/acme.conf", "install soft2 /bin/false\n",
     "install soft1 /bin/false\n",
     "/etc/modprobe.d/acme.conf: line 1: the command never runs, as soft2 has soft dependencies of "
     "its own: pre: soft1"},
    {"config-lost-softdep", "/etc/modprobe.d/zacme.conf", "softdep soft2 pre: e1000e\n",
     "softdep e1000e pre: soft1\n",
     "/etc/modprobe.d/zacme.conf: line 1: never used, as soft2 has soft dependencies of its own "
     "(pre: soft1), and 'zacme.conf' comes behind 'modules.softdep' by name"},
    {"config-needless-blacklist", "/etc/modprobe.d/acme.conf", "\nblacklist e1000\n",
     "blacklist e1000e\n", "/etc/modprobe.d/acme.conf: line 2: the kernel has no module e1000"},
    {"config-alias-target", "/etc/modprobe.d/acme.conf", "alias eth0 e1000\n",
     "alias eth0 e1000e\nalias eth1 off\n",
     "/etc/modprobe.d/acme.conf: line 1: nothing is loaded for 'eth0', as the kernel has no module "
     "e1000"},
};

ModprobeConfig config_of(std::string_view file, std::string_view text) {
  ModprobeConfig config;
  if (file == "/proc/cmdline")
    config.add_command_line(std::string(file), text);
  else if (file.ends_with(".conf"))
    config.add_file(std::string(file), text);
  else if (!text.empty())
    config.add_unread_file(std::string(file));
  return config;
}

strings findings_in_config(std::string_view rule, const ModprobeConfig& config,
                           const Kernel* kernel) {
  strings all;
  for (const Finding& finding : check_config({&config, kernel}))
    if (rule.empty() || finding.rule->id == rule)
      all.push_back(finding.path + ": " + place_text(finding) + ": " + finding.message);
  return all;
}

}  // namespace

TEST_CASE("modprobe rules: each finds what it is for, and nothing beside it", "[rules][modprobe]") {
  const Kernel kernel = kernel_of_modules();
  for (const ConfigFixture& fixture : fixtures) {
    CAPTURE(fixture.rule);
    CHECK(findings_in_config(fixture.rule, config_of(fixture.file, fixture.guilty), &kernel) ==
          strings{std::string(fixture.finding)});
    CHECK(findings_in_config("", config_of(fixture.file, fixture.innocent), &kernel).empty());
  }
}

TEST_CASE("modprobe rules: a line before decides, and what is built in", "[rules][modprobe]") {
  const Kernel kernel = kernel_of_modules();
  const ModprobeConfig config =
      config_of("a.conf",
                "softdep e1000e pre: soft1\nsoftdep e1000e post: soft1\ninstall e1000e /bin/x\n"
                "blacklist loop\nblacklist soft1\nsoftdep soft2 pre: e1000e\n");
  CHECK(
      findings_in_config("", config, &kernel) ==
      strings{"a.conf: line 2: never used, as e1000e has a line before it (a.conf:1)",
              "a.conf: line 3: the command never runs, as e1000e has soft dependencies (a.conf:1)",
              "a.conf: line 4: loop is built in, and there without being loaded"});
  // A command runs if no soft dependency is there. Without a kernel it is not known what is there.
  const ModprobeConfig missing =
      config_of("a.conf", "softdep e1000e pre: nosuch\ninstall e1000e /bin/x\n");
  CHECK(findings_in_config("", missing, &kernel).empty());
  CHECK(findings_in_config("", missing, nullptr) ==
        strings{"a.conf: line 2: the command runs only where no soft dependency of e1000e is there "
                "(a.conf:1)"});
  const ModprobeConfig always =
      config_of("a.conf", "softdep m pre: x\nalias x off\ninstall m /bin/x\n");
  CHECK(findings_in_config("", always, nullptr) ==
        strings{"a.conf: line 3: the command never runs, as m has soft dependencies (a.conf:1)"});
  CHECK(findings_in_config("", config_of("a.conf", "blacklist x\nalias y x\n"), nullptr).empty());
}

}  // namespace ko2alias::test
