// Modules read from paths: values and problems, and nothing written.
#include "module/read_modules.h"

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
        "stripped of its device tables' symbols: its 1 aliases stand in .modinfo alone");
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
    CHECK(events[0].find("a module cannot be called '") != std::string::npos);
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

}  // namespace ko2alias::test
