// Snapshots: what is said of one is what is said of its kernel.
#include <algorithm>

#include "kit/driver_module.h"
#include "kit/entries.h"
#include "kit/examples.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

const std::string module_tree = "lib/modules/9.9.9";

// A pci table whose second entry's data is a pointer.
std::string module_with_data() {
  const EntryBytes first = pci(lp64_le, {.vendor = 0x1ed5, .device = 1, .data = 7});
  return elf_of({.ids = table_of({first, pci(lp64_le, {.vendor = 0x1ed5, .device = 2})}),
                 .pointers = {{.offset = first.bytes().size() + 24, .addend = 8}},
                 .mark = "__mod_pci__ids_device_table",
                 .modinfo = {"license=GPL", "vermagic=6.12.48 SMP ", "alias=acme-hand"}});
}

void write_tree() {
  fs::create_directories(module_tree + "/kernel");
  fs::create_directories("boot");
  write_file(module_tree + "/kernel/b.ko", module_with_data());
  for (const std::string name : {"a", "c"})
    write_file(module_tree + "/kernel/" + name + ".ko",
               module_of(lp64_le, {}, {"license=GPL", "alias=pci:v00001ED5d*sv*sd*bc*sc*i*"}));
  // By their hashes the order is c, b, a.
  write_file(module_tree + "/modules.order", "kernel/b.ko\nkernel/c.ko\nkernel/a.ko\n");
  write_file(module_tree + "/modules.builtin", "kernel/core-x.ko\nkernel/quiet.ko\n");
  write_file(module_tree + "/modules.builtin.modinfo",
             std::string("core-x.alias=of:N*T*Ccore\0", 26));
  write_file("boot/config-9.9.9", "CONFIG_A=m\nCONFIG_QUIET=y\n");
}

std::string emit_json(const std::string& path, const std::string& source = "all") {
  return run_program({"emit", "-f", "json", "--source", source, path}).out;
}

// The output, in which the kernel has the same name whichever it is.
std::string said(Arguments arguments, const std::string& kernel) {
  const Outcome outcome = run_program(arguments);
  CHECK(outcome.err.empty());
  std::string text = outcome.out;
  for (auto at = text.find(kernel + "\""); at != std::string::npos;
       at = text.find(kernel + "\"", at))
    text.replace(at, kernel.size(), "K");
  // A link's target tells another release than the modules, which alone a snapshot of it has.
  const std::string release = "     \"release\": ";
  for (auto at = text.find(release); at != std::string::npos; at = text.find(release))
    text.erase(at, text.find('\n', at) + 1 - at);
  return text;
}

const strings devices{"pci:v00001ED5d00000001sv00000000sd00000000bc00sc00i00",
                      "pci:v00001ED5d00000002sv00000000sd00000000bc00sc00i00",
                      "acme-hand",
                      "of:NxTyCcore",
                      "quiet",
                      "core-x"};

std::string without_kernel(const std::string& snapshot) {
  return snapshot.substr(0, snapshot.find("], \"kernel\": ")) + "]}\n";
}

}  // namespace

TEST_CASE("snapshot: match says the same as of the tree", "[cli][snapshot]") {
  const ExampleFolder folder;
  write_tree();
  write_file("s.json", emit_json(module_tree));
  fs::create_directory_symlink(module_tree, "link");
  write_file("l.json", emit_json("link"));
  for (const std::string format : {"text", "json", "names"})
    for (const std::string option : {"--full", "--first", "--no-builtin"}) {
      CAPTURE(format, option);
      const auto match = [&](const std::string& kernel) {
        Arguments arguments{"match", "-f", format, option, "--in", kernel, "--ids", "ids"};
        arguments.insert(arguments.end(), devices.begin(), devices.end());
        return said(arguments, kernel);
      };
      CHECK(match("s.json") == match(module_tree));
      CHECK(match("l.json") == match("link"));
    }
  const std::string text = run_program({"match", "--in", "s.json", "--ids", "ids", devices[1]}).out;
  CHECK(contains(text, "driver_data board_info+0x8"));
  CHECK(run_program({"match", "-f", "names", "--in", "s.json", devices[0]}).out == "b c a\n");
  CHECK(run_program({"match", "-f", "names", "--in", "s.json", "quiet"}).out == "quiet\n");
  CHECK(run_program({"match", "-f", "names", "--no-builtin", "--in", "s.json", "quiet"}).out ==
        "\n");
}

TEST_CASE("snapshot: diff says the same as of the trees, with data and reasons",
          "[cli][snapshot]") {
  const ExampleFolder folder;
  write_tree();
  write_file("s.json", emit_json(module_tree));
  for (const std::string format : {"text", "json", "markdown"})
    for (const std::string option : {"--data", "--full", "--no-builtin"}) {
      CAPTURE(format, option);
      for (const bool is_first : {false, true}) {
        const auto diff = [&](const std::string& kernel, const std::string& other) {
          std::string text = run_program({"diff", "-f", format, option, "--ids", "ids",
                                          is_first ? kernel : other, is_first ? other : kernel})
                                 .out;
          for (const std::string& name : {kernel, other})
            for (auto at = text.find(name); at != std::string::npos; at = text.find(name))
              text.replace(at, name.size(), "K");
          return text;
        };
        CHECK(diff("s.json", "old.json") == diff(module_tree, "lib/modules/6.12.57"));
      }
    }
  CHECK(run_program({"diff", "--data", module_tree, "s.json"}).status == nothing_to_report);
}

TEST_CASE("snapshot: written again it is the same", "[cli][snapshot]") {
  const ExampleFolder folder;
  write_tree();
  for (const std::string source : {"all", "tables"}) {
    const std::string snapshot = emit_json(module_tree, source);
    write_file("s.json", snapshot);
    CHECK(emit_json("s.json") == snapshot);
    write_file("old.json", without_kernel(snapshot));
    CHECK(emit_json("old.json") == without_kernel(snapshot));
  }
}

TEST_CASE("snapshot: an older one is read, in the order of its modules", "[cli][snapshot]") {
  const ExampleFolder folder;
  write_tree();
  write_file("s.json", without_kernel(emit_json(module_tree)));
  const Outcome outcome = run_program({"match", "-f", "names", "--in", "s.json", devices[0]});
  CHECK(outcome.out == "a b c\n");
  CHECK(outcome.err ==
        "ko2alias: warning: s.json: an older snapshot, without the order of the kernel's modules, "
        "its configuration and the list of what is built in: one that is made anew has them\n");
}

TEST_CASE("snapshot: one of tables alone says so", "[cli][snapshot]") {
  const ExampleFolder folder;
  write_tree();
  write_file("s.json", emit_json(module_tree, "tables"));
  CHECK(
      run_program({"match", "-f", "names", "--in", "s.json", devices[0]}).err ==
      "ko2alias: warning: s.json: a snapshot of device tables alone, without the aliases that were "
      "written by hand\n");
  // A list has no others.
  write_file("list", "alias i2c:a b\n");
  write_file("l.json", emit_json("list", "tables"));
  CHECK(
      run_program({"match", "-f", "names", "--no-builtin", "--in", "l.json", "i2c:a"}).err.empty());
}

TEST_CASE("snapshot: --no-builtin leaves out what lists say to be built in", "[cli][snapshot]") {
  const ExampleFolder folder;
  write_tree();
  write_file("s.json", emit_json(module_tree));
  write_file("list", run_program({"emit", module_tree}).out);
  for (const std::string kernel : {"s.json", "list"}) {
    CAPTURE(kernel);
    const std::string text = run_program({"emit", "--no-builtin", kernel}).out;
    CHECK_FALSE(contains(text, "of:N*T*Ccore"));
    CHECK_FALSE(contains(text, "# built in"));
    CHECK(contains(text, "pci:v00001ED5d00000001"));
  }
}

TEST_CASE("depmod format: .modinfo's aliases in modprobe's order", "[cli][emit]") {
  const ExampleFolder folder;
  write_tree();
  const std::string lines =
      "# Aliases extracted from modules themselves.\n"
      "alias acme-hand b\n"
      "alias pci:v00001ED5d*sv*sd*bc*sc*i* c\n"
      "alias pci:v00001ED5d*sv*sd*bc*sc*i* a\n";
  CHECK(run_program({"emit", "-f", "depmod", module_tree}).out == lines);
  write_file("lines", lines);
  CHECK(run_program({"emit", "-f", "depmod", "lines"}).out == lines);
  CHECK(run_program({"emit", "-f", "depmod", "--source", "tables", module_tree}).status == trouble);
  write_file("s.json", emit_json(module_tree));
  const Outcome refused = run_program({"emit", "-f", "depmod", "s.json"});
  CHECK(refused.status == trouble);
  CHECK(contains(refused.err, "a snapshot does not record the order"));
  CHECK(run_program({"emit", "-f", "depmod", "missing"}).status == trouble);
}

}  // namespace ko2alias::test
