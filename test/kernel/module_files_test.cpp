// The files of a kernel's modules: which of several with one name counts. Judged by what depmod was
// seen to take.
#include "kernel/module_files.h"

#include "kit/examples.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

// The file that counts of several of a module `m`, given as their folders, under lines of depmod.d.
// Folders that are read before it do not matter.
std::string taken(const strings& folders, std::string_view lines) {
  DepmodConfig config;
  CHECK(config.add_lines(lines).empty());
  std::string taken;
  // In both orders.
  for (const bool is_reversed : {false, true}) {
    std::vector<ModuleFile> files;
    for (const std::string& folder : folders) files.push_back({"m", folder + "/m.ko", "9.9.9"});
    if (is_reversed) std::reverse(files.begin(), files.end());
    const FileChoice choice = choose_files(files, config);
    CHECK_FALSE(choice.problem);
    std::string left;
    for (std::size_t i = 0; i < files.size(); ++i)
      if (!choice.is_hidden[i]) left += files[i].place.substr(0, files[i].place.rfind('/'));
    if (is_reversed) CHECK(left == taken);
    taken = left;
  }
  return taken;
}

}  // namespace

TEST_CASE("module files: depmod.d says which one counts", "[module_files]") {
  struct Row {
    std::string_view lines;
    strings folders;
    std::string_view expected;
  };
  const Row row = GENERATE(values<Row>({
      {"", {"kernel", "updates"}, "updates"},
      {"", {"kernel", "updates/dkms"}, "updates/dkms"},
      {"search extra updates built-in", {"kernel", "extra", "updates"}, "extra"},
      {"search weak-updates extra", {"kernel", "extra", "weak-updates"}, "weak-updates"},
      {"search weak-updates extra", {"kernel", "extra"}, "extra"},
      {"search built-in extra updates", {"kernel", "extra", "updates"}, "kernel"},
      {"search zzz\nsearch misc", {"misc", "kernel", "zzz"}, "zzz"},
      {"search nothing updates", {"kernel", "updates"}, "updates"},
      {"search misc/x updates", {"updates", "misc/x/y"}, "misc/x/y"},
      {"search extra/ updates", {"updates", "extra"}, "updates"},
      {"search ext updates", {"updates", "extra"}, "updates"},
      {"  search\textra \\\n updates", {"updates", "extra"}, "extra"},
      {"#search extra", {"updates", "extra"}, "updates"},
      {"search misc/x extra misc", {"extra", "misc/y"}, "extra"},
      {"override m * misc", {"misc", "updates"}, "misc"},
      {"override m 9.9.9 misc", {"misc", "updates"}, "misc"},
      {"override m 9.9 misc", {"misc", "updates"}, "misc"},
      {"override m 9\\..* extra", {"extra", "updates"}, "extra"},
      {"override m [0-9]+ misc", {"misc", "updates"}, "misc"},
      {"override m (9|8) misc", {"misc", "updates"}, "misc"},
      {"override m 8 misc", {"misc", "updates"}, "updates"},
      {"override m *9 misc", {"misc", "updates"}, "updates"},
      {"override n * misc", {"misc", "updates"}, "updates"},
      {"override m* * misc", {"misc", "updates"}, "updates"},
      {"override m * misc", {"misc/x", "updates"}, "updates"},
      {"override m * misc\noverride m * kernel", {"misc", "updates", "kernel"}, "kernel"},
      {"override m * misc\noverride m * none", {"misc", "updates"}, "misc"},
      {"exclude updates", {"kernel", "updates"}, "kernel"},
      {"exclude updates kernel", {"kernel", "a/updates"}, ""},
      {"exclude up*", {"kernel", "updates"}, "updates"},
      {"", {"build", "kernel/source", "extra/build/x"}, ""},
      {"search external updates built-in", {"/opt/ext", "updates"}, "/opt/ext"},
      {"search built-in external", {"/opt/ext", "kernel"}, "kernel"},
      {"external * /opt/build\nsearch external", {"/opt/build", "kernel"}, "/opt/build"},
      {"search foo", {"/opt/ext", "kernel"}, "kernel"},
      {"", {"/opt/ext", "kernel"}, "kernel"},
  }));
  CAPTURE(row.lines, row.folders);
  CHECK(taken(row.folders, row.lines) == row.expected);
}

TEST_CASE("module files: a member of an archive that depmod.d adds to its tree", "[module_files]") {
  const auto hidden = [](std::string_view lines) {
    DepmodConfig config;
    CHECK(config.add_lines(lines).empty());
    const std::string tree = "/lib/modules/";
    const FileChoice choice =
        choose_files({{"m", "", "", "", "/opt/ext/m.ko"},
                      {"m", "updates/m.ko", "1", "one", tree + "1/updates/m.ko"},
                      {"m", "kernel/m.ko", "2", "two", tree + "2/kernel/m.ko"},
                      {"m", "kernel/m.ko", "1", "disk", ""},
                      {"m", "", "", "", "/opt/extra/m.ko"}},
                     config);
    CHECK_FALSE(choice.problem);
    std::string all;
    for (const bool is_hidden : choice.is_hidden) all += is_hidden ? '-' : '+';
    return all;
  };
  CHECK(hidden("") == "+++++");
  CHECK(hidden("external * /opt/ext\n") == "-++++");
  CHECK(hidden("external * /opt/ext/\nsearch external\n") == "+--++");
  CHECK(hidden("external 2 /opt/ext\nsearch external\n") == "++-++");
  CHECK(hidden("external 3 /opt/ext\nsearch external\n") == "+++++");
  // One tree takes it, the other does not.
  CHECK(hidden("external * /opt/ext\nsearch updates external\n") == "++-++");
}

TEST_CASE("module files: lines that depmod would not take are problems", "[module_files]") {
  DepmodConfig config;
  strings problems;
  for (const Problem& problem : config.add_lines("blah x\n\nsearch\noverride m 9\nexternal *\n"
                                                 "make_map_files no\n"))
    problems.push_back(to_text(problem));
  CHECK(problems == strings{"warning: line 1: not a line of depmod.d: 'blah x'",
                            "warning: line 4: not a line of depmod.d: 'override m 9'",
                            "warning: line 5: not a line of depmod.d: 'external *'"});
}

TEST_CASE("module files: a version that would cost much matches nothing", "[module_files]") {
  CHECK_FALSE(is_version("9{1,200}{1,200}{1,200}", "9.9.9"));
  CHECK_FALSE(is_version("(", "("));
  CHECK_FALSE(is_version(std::string(200, '9'), std::string(200, '9')));
}

TEST_CASE("module files: what decides nothing is told, and the first counts", "[module_files]") {
  const std::vector<ModuleFile> files{{"a", "extra/a.ko", "6.1"},   {"b", "extra/b.ko", "6.1"},
                                      {"a", "kernel/a.ko", "6.1"},  {"b", "kernel/b.ko", "6.1"},
                                      {"b", "updates/b.ko", "6.1"}, {"a", "", ""}};
  const FileChoice choice = choose_files(files, {});
  CHECK(choice.is_hidden == std::vector<bool>{false, true, true, true, false, false});
  REQUIRE(choice.problem);
  CHECK(
      choice.problem->message ==
      "1 module has several files; depmod takes the one that the file system lists first, here the "
      "first by name counts (depmod.d can decide): a (extra/a.ko, kernel/a.ko)");
}

TEST_CASE("module files: built-in modules and those of lists hide nothing", "[module_files]") {
  const std::string tree = "lib/modules/6.12/";
  Kernel kernel{.modules = {{.name = "a", .path = "list"},
                            {.name = "a", .path = "list"},
                            {.name = "a", .path = tree + "kernel/a.ko"},
                            {.name = "a", .path = tree + "updates/a.ko"},
                            {.name = "a", .path = tree + "modules.builtin.modinfo"}}};
  const std::vector<ModuleFile> files{
      {"a"}, {"a"}, {"a", "kernel/a.ko", "6.12"}, {"a", "updates/a.ko", "6.12"}, {"a"}};
  CHECK_FALSE(drop_hidden_modules(kernel, files, {}));
  strings paths;
  for (const KernelModule& module : kernel.modules) paths.push_back(module.path);
  CHECK(paths == strings{"list", "list", tree + "updates/a.ko", tree + "modules.builtin.modinfo"});
}

TEST_CASE("module files: the names in modules.builtin", "[module_files]") {
  const auto names =
      built_in_names({.builtin = "kernel/rtc-cmos.ko\n\nkernel/a b.ko\nkernel/fs/ext4.ko\n"});
  CHECK(strings(names.begin(), names.end()) == strings{"ext4", "rtc_cmos"});
}

}  // namespace ko2alias::test
