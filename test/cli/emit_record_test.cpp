// `emit` of package metadata: options, notes and files. What each format writes is in the golden
// pages and in test/metadata/.
#include "kit/catch.h"
#include "kit/examples.h"
#include "kit/kit.h"

using namespace ko2alias;
using namespace ko2alias::test;

namespace {

Outcome emit(Arguments arguments) {
  arguments.insert(arguments.begin(), "emit");
  return run_program(arguments);
}

// A module with aliases that not all can carry.
void write_odd_module(const std::string& path, const strings& aliases,
                      const std::string& vermagic = "6.12.1-2-default SMP ") {
  strings modinfo{"license=GPL", "version=1.2-b", "vermagic=" + vermagic, "name=odd"};
  for (const std::string& alias : aliases) modinfo.push_back("alias=" + alias);
  write_file(path, module_of(lp64_le, {}, modinfo));
}

}  // namespace

TEST_CASE("emit: metadata counts what it cannot say as it is", "[cli][metadata]") {
  const ExampleFolder folder;
  write_odd_module("odd.ko", {"of:N*T*Ca,b", "acpi*:X1:*", "i8k", "char-major-1-*"});
  const Outcome ubuntu = emit({"-f", "substvars", "odd.ko"});
  CHECK(ubuntu.status == nothing_to_report);
  CHECK(ubuntu.out == "modaliases=odd(of:N*T*Ca?b, acpi:X1:*, acpi:*:X1:*, i8k)\n");
  CHECK(ubuntu.err ==
        "ko2alias: note: substvars: 1 alias with '?' for what ubuntu-drivers cannot carry\n"
        "ko2alias: note: substvars: 1 alias written as two patterns each, as ubuntu-drivers looks "
        "a device up by the text before its first ':'\n"
        "ko2alias: note: substvars: 1 alias left out: before the first ':' stands a pattern, and "
        "devices are looked up by the text there\n");
  const Outcome suse = emit({"-f", "supplements", "odd.ko"});
  CHECK(suse.out ==
        "modalias(kernel-default:acpi*:X1:*)\nmodalias(kernel-default:of:N*T*Ca%2Cb)\n");
  CHECK(suse.err ==
        "ko2alias: note: supplements: 2 aliases left out: there is no ':' between two "
        "characters\n");
}

TEST_CASE("emit: --raw writes what the distribution's script does", "[cli][metadata]") {
  const ExampleFolder folder;
  write_odd_module("odd.ko", {"of:N*T*Ca,b", "acpi*:X1:*", "i8k", "i8k"});
  write_odd_module("bare.ko", {});
  CHECK(emit({"-f", "substvars", "--raw", "odd.ko", "bare.ko"}).out ==
        "modaliases=odd(of:N*T*Ca,b, acpi*:X1:*, i8k, i8k), bare()\n");
  CHECK(emit({"-f", "modaliases", "--raw", "odd.ko"}).out ==
        "alias of:N*T*Ca,b odd\nalias acpi*:X1:* odd\nalias i8k odd\nalias i8k odd\n");
  CHECK(emit({"-f", "provides", "--raw", "odd.ko"}).out ==
        "modalias(acpi*:X1:*) = 1.2_b\nmodalias(i8k) = 1.2_b\nmodalias(of:N*T*Ca_b) = 1.2_b\n");
  write_odd_module("odd.ko", {"x:foo-a", "x:foo.a"});
  const Outcome broken = emit({"-f", "supplements", "--raw", "odd.ko"});
  CHECK(broken.status == trouble);
  CHECK(broken.out.empty());
  CHECK(contains(broken.err,
                 "error: supplements: odd.ko: the script merges aliases to "
                 "'x:foo%2[DE]a', within an escape"));
  CHECK(emit({"-f", "supplements", "odd.ko"}).out ==
        "modalias(kernel-default:x:foo%2Da)\nmodalias(kernel-default:x:foo%2Ea)\n");
}

TEST_CASE("emit: SUSE's flavour is that of vermagic, or --flavour's", "[cli][metadata]") {
  const ExampleFolder folder;
  write_odd_module("odd.ko", {"x:a"}, "6.12.117+deb13-amd64 SMP ");
  CHECK(emit({"-f", "supplements", "odd.ko"}).out == "modalias(kernel-amd64:x:a)\n");
  CHECK(emit({"-f", "supplements", "--flavour", "rt", "odd.ko"}).out ==
        "modalias(kernel-rt:x:a)\n");
  write_odd_module("odd.ko", {"x:a"}, "6.12.117 SMP ");
  const Outcome none = emit({"-f", "supplements", "odd.ko"});
  CHECK(none.status == trouble);
  CHECK(contains(none.err, "odd.ko: the release '6.12.117' in its vermagic tells no flavour"));
}

TEST_CASE("emit: --version-of decides the version of provides", "[cli][metadata]") {
  const ExampleFolder folder;
  write_odd_module("odd.ko", {"x:a"});
  const auto provides = [](const std::string& of) {
    return emit({"-f", "provides", "--version-of", of, "odd.ko"}).out;
  };
  CHECK(provides("module") == "modalias(x:a) = 1.2_b\n");
  CHECK(provides("kernel") == "modalias(x:a) = 6.12.1_2_default\n");
  CHECK(provides("none") == "modalias(x:a)\n");
}

TEST_CASE("emit: --into replaces one line and keeps the rest", "[cli][metadata]") {
  const ExampleFolder folder;
  write_odd_module("odd.ko", {"x:${a}"});
  const std::string line = "modaliases=odd(x:${}{a})\n";
  const auto into = [](const std::string& before) {
    write_file("p.substvars", before);
    const Outcome outcome = emit({"-f", "substvars", "--into", "p.substvars", "odd.ko"});
    CHECK(outcome.status == nothing_to_report);
    CHECK(outcome.out.empty());
    return read_file("p.substvars");
  };
  CHECK(into("") == line);
  CHECK(into("misc:Depends=\nmodaliases=old(x)\nshlibs:Depends=libc6") ==
        "misc:Depends=\n" + line + "shlibs:Depends=libc6\n");
  CHECK(into("modaliases?=a(b)\nmodaliases=c(d)\nmodaliasesx=1\n") == line + "modaliasesx=1\n");
  CHECK(emit({"-f", "substvars", "--into", "new.substvars", "odd.ko"}).status == nothing_to_report);
  CHECK(read_file("new.substvars") == line);
}

TEST_CASE("emit: --merge keeps all of a metainfo file but its modaliases", "[cli][metadata]") {
  const ExampleFolder folder;
  write_odd_module("odd.ko", {"x:a", "x:<&"});
  write_file("a.xml",
             "<!-- ours -->\n<component type=\"driver\">\n  <id>a</id>\n  <provides>\n"
             "    <modalias>old:1</modalias>\n  </provides>\n</component>\n");
  const Outcome merged = emit({"-f", "appstream", "--merge", "a.xml", "odd.ko"});
  CHECK(merged.out ==
        "<!-- ours -->\n<component type=\"driver\">\n  <id>a</id>\n  <provides>\n"
        "    <modalias>x:a</modalias>\n    <modalias>x:&lt;&amp;</modalias>\n  </provides>\n"
        "</component>\n");
  CHECK(merged.err == "ko2alias: note: appstream: 2 modaliases written in the place of 1\n");
  write_file("a.xml", "<component>");
  CHECK(contains(emit({"-f", "appstream", "--merge", "a.xml", "odd.ko"}).err,
                 "error: appstream: line 1: <component> is not closed"));
}

TEST_CASE("emit: an option that a format has no use for is refused", "[cli][metadata]") {
  const ExampleFolder folder;
  struct Row {
    Arguments arguments;
    std::string message;
  };
  const std::vector<Row> rows{
      {{"--raw", "acme_nic.ko"}, "--raw: --format modules-alias has no use for it"},
      {{"-f", "provides", "--into", "x", "acme_nic.ko"},
       "--into: --format provides has no use for it"},
      {{"-f", "isenkram", "acme_nic.ko"}, "--format isenkram: --name PACKAGE"},
      {{"-f", "appstream", "acme_nic.ko"}, "--format appstream: --id ID"},
      {{"-f", "supplements", "--flavour", "a b", "acme_nic.ko"}, "--flavour a b: expected"},
      {{"-f", "provides", "--version-of", "x", "acme_nic.ko"},
       "--version-of x: expected module, kernel or none"},
      {{"-f", "substvars", "--into", "a", "-o", "b", "acme_nic.ko"}, "--into and --output"}};
  for (const Row& row : rows) {
    const Outcome outcome = emit(row.arguments);
    CHECK(outcome.status == trouble);
    CHECK(contains(outcome.err, row.message));
  }
}
