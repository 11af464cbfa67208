// Where `match` writes: terminals and files, and what may not get there.
#include <filesystem>

#include "kit/kit.h"
#include "kit/match_runs.h"

namespace ko2alias::test {

namespace fs = std::filesystem;

using namespace match_runs;

TEST_CASE("match: colours on a terminal, unless NO_COLOR", "[match][cli]") {
  const ExampleFolder folder;
  write_lists();
  const Arguments page{"--devices", "fleet.txt", "--in", new_kernel};
  {
    const Environment empty("NO_COLOR", "");
    check_golden("match-colors.txt", run_match(page, true).out);
    const Arguments vfio{"--vfio", "--in", "vfio.alias", function};
    CHECK(contains(run_match(vfio, true).out,
                   "\n  \x1b[32macme_vfio_pci\x1b[0m, driver not known\n"));
  }
  const Environment no_color("NO_COLOR", "1");
  for (const std::string format : {"text", "json", "names"}) {
    Arguments arguments{"-f", format};
    arguments.insert(arguments.end(), page.begin(), page.end());
    CHECK(run_match_on_screen(arguments, 200).out == run_match(arguments).out);
  }
  Environment empty("NO_COLOR", "");
  CHECK(run_match({"-o", "out.txt", "--in", new_kernel, nic}, true).out.empty());
  CHECK(read_file("out.txt") == run_match({"--in", new_kernel, nic}).out);
}

TEST_CASE("match: bytes of devices and kernels are escaped for a terminal", "[match][cli]") {
  const ExampleFolder folder;
  // U+009B and U+200F: terminals that know UTF-8 obey these too.
  const std::string evil =
      "\x1b"
      "c\xff\xc2\x9b"
      "2J\xe2\x80\x8f";
  // modprobe, and so match, passes over patterns with bytes above 127.
  write_file("evil\x1b.alias",
             "alias i2c:\x1b"
             "c* evil\xc2\x9b\n"
             "alias vfio_pci:v00001ED5d00000200sv*sd*bc*sc*i* a\xc2\x9b\n"
             "alias vfio_pci:v[0\x1b]*d*sv*sd*bc*sc*i* b\nalias i2c:" +
                 evil + "* x\n");
  write_file("devices",
             "ho\x1bst\ti2c:" + evil + "\nhost\t" + function + "\nhost\tpci:" + evil + "\n");
  const Environment no_color("NO_COLOR", "1");
  const auto is_harmless = [](const std::string& text) {
    return !contains(text, "\x1b") && !contains(text, "\xc2\x9b") &&
           !contains(text, "\xe2\x80\x8f");
  };
  for (const std::string format : {"text", "json", "names"})
    for (const Arguments& options : {Arguments{},
                                     {"--vfio"},
                                     {"--full"},
                                     {"--driver-override", "evil\xc2\x9b"},
                                     {"--in", new_kernel},
                                     {"--in", "missing\x1b"}}) {
      Arguments arguments{"-f",        format,    "--in",        "evil\x1b.alias",
                          "--devices", "devices", "pci:" + evil, evil};
      arguments.insert(arguments.end(), options.begin(), options.end());
      CAPTURE(arguments);
      const Outcome outcome = run_match(arguments, true);
      CHECK(is_harmless(outcome.out));
      CHECK(is_harmless(outcome.err));
    }
  for (const Arguments& wrong : {Arguments{"--from", evil},
                                 {"--format", evil},
                                 {"--devices", evil},
                                 {"--sys=" + evil},
                                 {"--" + evil},
                                 {"-o", evil + "/out", "--in", new_kernel}}) {
    Arguments arguments = wrong;
    arguments.push_back(nic);
    CAPTURE(arguments);
    const Outcome outcome = run_match(arguments);
    CHECK(outcome.status == trouble);
    CHECK_FALSE(outcome.err.empty());
    CHECK(is_harmless(outcome.err));
  }
  // They are there, and in a file a format for programs keeps what it can of them.
  CHECK(contains(run_match({"--in", "evil\x1b.alias", "i2c:" + evil}).out,
                 "\n  evil\\xc2\\x9b\n    i2c:\\x1bc*  "));
  const std::string vfio = run_match({"--vfio", "--in", "evil\x1b.alias", function}).out;
  CHECK(contains(vfio, "line 2, 5 stars: vfio_pci:v00001ED5d00000200sv*sd*bc*sc*i*  a\\xc2\\x9b"));
  CHECK(contains(vfio, "b: field 'v[0\\x1b]*' is neither '00001ED5' nor '*', "));
  CHECK(run_match({"-f", "names", "--in", "evil\x1b.alias", "i2c:" + evil}).out ==
        "evil\xc2\x9b\n");
  CHECK(devices_of({"--in", "evil\x1b.alias", "i2c:\xc2\x9b"})[0]["modalias"] == "i2c:\xc2\x9b");
}

TEST_CASE("match: output does not depend on the number of threads", "[match][cli]") {
  const ExampleFolder folder;
  const Arguments page{"--devices", "fleet.txt", "--in", old_kernel};
  const auto with_jobs = [&](const std::string& jobs) {
    Arguments arguments = page;
    arguments.push_back(jobs);
    return run_match(arguments).out;
  };
  CHECK(with_jobs("-j1") == with_jobs("-j7"));
}

TEST_CASE("match: --output, a file is there whole or not at all", "[match][cli]") {
  const ExampleFolder folder;
  const Arguments page{"--in", new_kernel, nic, mouse};
  const auto run_into = [&](const std::string& path) {
    Arguments arguments = page;
    arguments.insert(arguments.end(), {"-o", path});
    return run_match(arguments);
  };
  for (const char* const time : {"first", "again"}) {
    CAPTURE(time);
    const Outcome outcome = run_into("out.txt");
    CHECK(outcome.status == finding);
    CHECK(outcome.out.empty());
    CHECK(read_file("out.txt") == run_match(page).out);
  }
  const Outcome lost = run_into("nowhere/out.txt");
  CHECK(lost.status == trouble);
  CHECK(lost.err == "ko2alias: error: nowhere/out.txt: No such file or directory\n");
  CHECK(run_match({"-o", "usage.txt", "--from", "lshw"}).status == trouble);
  CHECK(run_match({"-o", "usage.txt", "--in", "missing", nic}).status == trouble);
  CHECK_FALSE(fs::exists("usage.txt"));
  if (fs::exists("/dev/full")) {
    const Outcome full = run_into("/dev/full");
    CHECK(full.status == trouble);
    CHECK(full.err == "ko2alias: error: /dev/full: No space left on device\n");
  }
  for (const auto& entry : fs::directory_iterator("."))
    CHECK_FALSE(entry.path().filename().string().starts_with('.'));
}

}  // namespace ko2alias::test
