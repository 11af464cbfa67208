// Modules read from paths: values and problems, and nothing written.
#include "module/read_modules.h"

#include "kit/c_compiler.h"
#include "kit/examples.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

// What happened, in order: `log ITEM: PROBLEM…` and `take NAME ALIASES`.
strings events_of(const std::vector<std::string>& paths, const ReadOptions& options) {
  strings events;
  read_modules<std::string>(paths, options,
                            {.convert =
                                 [](const ModuleReport& report) {
                                   return std::string(report.name) + " " +
                                          std::to_string(report.aliases.size());
                                 },
                             .take = [&](std::string& text) { events.push_back("take " + text); },
                             .log =
                                 [&](const ItemLog& item) {
                                   events.push_back("log " + item.name + ":");
                                   for (const Problem& problem : item.problems)
                                     if (problem.severity != Severity::note)
                                       events.back().append(" ").append(problem.message);
                                 }});
  return events;
}

}  // namespace

TEST_CASE("read_modules: in the order of the paths, whatever the threads", "[read_modules]") {
  const ExampleFolder folder;
  write_file("list", "alias i2c:a one\nalias i2c:b two\n");
  const unsigned jobs = GENERATE(1U, 4U);
  CHECK(events_of({"acme_hid.ko", "list", "missing.ko", "acme_hid.ko"}, {.jobs = jobs}) ==
        strings{"log acme_hid.ko:", "take acme_hid 5", "log list:", "take one 1", "take two 1",
                "log missing.ko: No such file or directory",
                "log acme_hid.ko:", "take acme_hid 5"});
}

TEST_CASE("read_modules: problems within a module are told if that is wanted", "[read_modules]") {
  const ExampleFolder folder;
  const strings told = events_of({"broken.ko"}, {});
  REQUIRE(told.size() == 2);
  CHECK(told[0].starts_with("log broken.ko: size "));
  CHECK(events_of({"broken.ko"}, {.tells_module_problems = false})[0] == "log broken.ko:");
}

TEST_CASE("read_modules: a stripped module says where its aliases are", "[read_modules]") {
  const ExampleFolder folder;
  write_file("stripped.ko",
             module_of(lp64_le, {}, {"name=stripped", "alias=pci:v1*", "vermagic=6.1 "}));
  const auto log_of = [](AliasSource source) {
    ItemLog log;
    read_modules<int>({"stripped.ko"}, {.source = source},
                      {.convert = [](const ModuleReport&) { return 0; },
                       .take = [](int&) {},
                       .log = [&](const ItemLog& item) { log = item; }});
    return log;
  };
  const ItemLog log = log_of(AliasSource::tables);
  CHECK(log.is_stripped);
  CHECK(log.modules == 1);
  REQUIRE(log.problems.size() == 1);
  CHECK(log.problems[0].message ==
        "stripped of its device tables' symbols: its aliases (1) stand in .modinfo alone");
  CHECK(log_of(AliasSource::automatic).problems.empty());
}

TEST_CASE("read_modules: a module is called like its file, as depmod does", "[read_modules]") {
  const ExampleFolder folder;
  const std::string module = read_file("acme_nic.ko");
  const std::string name =
      GENERATE("acme-nic-open.ko", "acme-nic-open.1.ko", "acme-nic-open.ko.xz");
  write_file(name, module);
  CHECK(events_of({name}, {})[1] == "take acme_nic_open 3");
  write_file("renamed", module);
  CHECK(events_of({"renamed"}, {})[1] == "take acme_nic 3");
}

TEST_CASE("read_modules: a file whose name no module can have is refused", "[read_modules]") {
  const ExampleFolder folder;
  for (const std::string name : {"a b.ko", "a\nalias x y.ko", "\x1b[2J.ko", ".ko"}) {
    CAPTURE(name);
    write_file(name, read_file("acme_nic.ko"));
    const strings events = events_of({name}, {});
    REQUIRE(events.size() == 1);
    CHECK(contains(events[0], "a module cannot be called '"));
  }
}

TEST_CASE("read_modules: an item that is taken aside is no module", "[read_modules]") {
  const ExampleFolder folder;
  strings names;
  read_modules<int>({"acme_nic.ko", "acme_hid.ko"}, {},
                    {.convert = [](const ModuleReport&) { return 0; },
                     .take = [](int&) {},
                     .log = [&](const ItemLog& item) { names.push_back(item.name); },
                     .take_aside = [](const Item& item) { return item.name == "acme_nic.ko"; }});
  CHECK(names == strings{"acme_hid.ko"});
}

namespace {

// An ELF file of that type with one symbol and one section of that name.
std::string elf_with(const Abi& abi, const std::string& type, const std::string& section,
                     const std::string& symbol) {
  return elf_of(header_yaml(abi, type) + "Sections:\n  - Name: " + section +
                "\n    Type: SHT_PROGBITS\n    Size: 8\nSymbols:\n  - Name: " + symbol +
                "\n    Section: " + section + "\n    Binding: STB_GLOBAL\n");
}

}  // namespace

TEST_CASE("read_modules: files of kinds that have no tables say so", "[read_modules]") {
  const ExampleFolder folder;
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const auto message_of = [&](const std::string& bytes) {
    write_file("file", bytes);
    const strings events = events_of({"file"}, {});
    return events.size() == 1 ? events[0] : "read: " + events.at(1);
  };
  const std::string slim =
      "log file: an object of gcc's intermediate code (slim LTO): its tables "
      "are not made before it is linked";
  const std::string linked =
      "log file: a linked file without device tables: an executable, a "
      "library, or a kernel that was stripped of its symbols";
  const std::string bitcode =
      "log file: an object of LLVM's intermediate code (bitcode): its "
      "tables are not made before it is linked";
  CHECK(message_of(elf_with(abi, "ET_REL", ".gnu.lto_.lto.1", "__gnu_lto_slim")) == slim);
  CHECK(message_of(elf_with(abi, "ET_REL", ".gnu.lto_.lto.1", "fat")) == "read: take file 0");
  CHECK(message_of(elf_with(abi, "ET_REL", ".text", "init_module")) == "read: take file 0");
  CHECK(message_of(elf_with(abi, "ET_DYN", ".text", "main")) == linked);
  CHECK(message_of(elf_with(abi, "ET_EXEC", ".text", "main")) == linked);
  CHECK(message_of(elf_with(abi, "ET_EXEC", ".modinfo", "main")) == "read: take file 0");
  CHECK(message_of("BC\xC0\xDE\x35\x14") == bitcode);
  CHECK(message_of("\xDE\xC0\x17\x0B\x01") == bitcode);
}

TEST_CASE("read_modules: objects of compilers' intermediate code", "[read_modules]") {
  const std::string c = "const int ids = 1;\n";
  const auto last_problem = [](const std::string& bytes) {
    const ExampleFolder folder;
    write_file("code.o", bytes);
    return events_of({"code.o"}, {}).at(0);
  };
  const auto slim = c_object(std::string(KO2ALIAS_CC) + " -flto -fno-fat-lto-objects", c);
  if (slim && slim->find(".gnu.lto_") != std::string::npos)
    CHECK(contains(last_problem(*slim), "slim LTO"));
  else
    WARN("the compiler makes no slim objects");
  const std::string clang = KO2ALIAS_CLANG;
  for (const char* const flto : {" -flto=thin", " -flto=full"})
    if (const auto object = clang.empty() ? std::nullopt : c_object(clang + flto, c))
      CHECK(contains(last_problem(*object), "bitcode"));
}

TEST_CASE("read_modules: lists are a problem where tables are wanted", "[read_modules]") {
  const ExampleFolder folder;
  write_file("built-in", std::string("acme.alias=pci:v1*\0", 19));
  const auto problem_of = [](const std::string& path) {
    return events_of({path}, {.needs_tables = true}).back();
  };
  CHECK(problem_of("modules.alias.old") ==
        "log modules.alias.old: a list of aliases, which has no device tables");
  CHECK(problem_of("old.json") == "log old.json: a snapshot, which has no device tables");
  CHECK(problem_of("built-in") ==
        "log built-in: a list of built-in modules, which has no device tables");
  CHECK(problem_of("acme_nic.ko") == "take acme_nic 3");
}

}  // namespace ko2alias::test
