// `check` of what packages record of their modules: where records come from, and what is told.
#include "kit/catch.h"
#include "kit/check_runs.h"
#include "kit/examples.h"
#include "kit/kit.h"
#include "kit/packing.h"

using namespace ko2alias;
using namespace ko2alias::test;

namespace {

strings metadata_rules_of(Arguments arguments) {
  strings rules = rules_of(std::move(arguments));
  std::erase_if(rules, [](const std::string& rule) { return !rule.starts_with("metadata-"); });
  return rules;
}

}  // namespace

TEST_CASE("check: --metadata compares a record with the modules", "[cli][check][metadata]") {
  const ExampleFolder folder;
  for (const char* const format :
       {"substvars", "modaliases", "isenkram", "appstream", "supplements", "provides"}) {
    CAPTURE(format);
    Arguments arguments{"emit", "-f", format, "-o", std::string("acme.") + format, "modules"};
    if (std::string_view(format) == "isenkram") arguments.push_back("--name=acme");
    if (std::string_view(format) == "appstream") arguments.push_back("--id=org.example.acme");
    if (std::string_view(format) == "supplements") arguments.push_back("--flavour=default");
    REQUIRE(run_program(arguments).status == nothing_to_report);
    CHECK(metadata_rules_of({"--metadata", std::string("acme.") + format, "modules"}) == strings{});
    CHECK(metadata_rules_of({"--metadata", std::string("acme.") + format, "acme_nic.ko"}) ==
          strings{"metadata-stale"});
  }
  run_program({"emit", "-f", "substvars", "-o", "nic.substvars", "acme_nic.ko"});
  CHECK(metadata_rules_of({"--metadata", "nic.substvars", "modules"}) ==
        strings{"metadata-missing"});
  CHECK(contains(
      run_check({"--metadata", "nic.substvars", "modules"}).out,
      "nic.substvars: error[metadata-missing]: nothing is recorded for the devices of 'usb:v1ED5"));
}

TEST_CASE("check: a record that cannot be read is trouble", "[cli][check][metadata]") {
  const ExampleFolder folder;
  write_file("a.txt", "hello\n");
  const Outcome none = run_check({"--metadata", "a.txt", "acme_hid.ko"});
  CHECK(none.status == trouble);
  CHECK(contains(none.err, "error: a.txt: no record of modaliases in it"));
  // Each of several files is to have one.
  run_program({"emit", "-f", "substvars", "-o", "hid.substvars", "acme_hid.ko"});
  write_file("control", "Package: acme\nArchitecture: all\n");
  const Outcome one =
      run_check({"--metadata", "hid.substvars", "--metadata", "control", "acme_hid.ko"});
  CHECK(one.status == trouble);
  CHECK(contains(one.err, "error: control: no record of modaliases in it"));
  CHECK(contains(run_check({"--metadata", "missing", "acme_hid.ko"}).err,
                 "error: missing: No such file or directory"));
}
