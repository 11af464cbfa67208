// Everything else that PATH can be, through the commands: standard input, lists, trees and
// snapshots.
#include <fcntl.h>
#include <unistd.h>

#include "input/file_source.h"
#include "input/hid_module.h"
#include "input/inputs.h"
#include "kit/kit.h"
#include "kit/packing.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

// Standard input is a file while this lives.
class StandardInput {
 public:
  explicit StandardInput(const std::string& path) : before_(::dup(STDIN_FILENO)) {
    const int file = ::open(path.c_str(), O_RDONLY);
    ::dup2(file, STDIN_FILENO);
    ::close(file);
  }
  StandardInput(const StandardInput&) = delete;
  StandardInput& operator=(const StandardInput&) = delete;
  ~StandardInput() {
    ::dup2(before_, STDIN_FILENO);
    ::close(before_);
  }

 private:
  int before_;
};

}  // namespace

TEST_CASE("standard input: a module, compressed or not, an archive or a list", "[cli][input]") {
  const ExampleFolder folder;
  write_file("a.ko.xz", compressed(hid_module(), "xz"));
  write_file("a.deb", deb_of({{"acme_hid.ko", hid_module()}}));
  write_file("list", modalias({"acme_hid.ko"}).out.insert(0, "alias x:y z\n").substr(0, 12));
  for (const char* const name : {"acme_hid.ko", "a.ko.xz", "a.deb"}) {
    const StandardInput input(name);
    check_gives_hid_aliases("-");
  }
  const StandardInput input("list");
  CHECK(modalias({"-"}).out == "x:y\n");
}

TEST_CASE("@FILE: a list of paths", "[cli][input]") {
  const ExampleFolder folder;
  write_file("list", "acme_hid.ko\n\nacme_hid.ko\n");
  CHECK(modalias({"@list"}).out == std::string(hid_aliases) + std::string(hid_aliases));
  CHECK(modalias({"@missing"}).err == "ko2alias: error: @missing: No such file or directory\n");
}

TEST_CASE("@FILE: comments, names that end with a NUL, and standard input", "[cli][input]") {
  const ExampleFolder folder;
  fs::create_directory("#odd\n");
  write_file("#odd\n/acme_hid.ko", read_file("acme_hid.ko"));
  const std::string lists[] = {"# modules\nacme_hid.ko\n",
                               "\xef\xbb\xbf# modules\r\nacme_hid.ko\r\n",
                               std::string("acme_hid.ko\0", 12),
                               "acme_hid.ko",
                               std::string("#odd\n/acme_hid.ko\0", 18),
                               "@inner\n"};
  write_file("inner", "acme_hid.ko\n");
  for (const std::string& list : lists) {
    CAPTURE(list);
    write_file("list", list);
    CHECK(modalias({"@list"}).out == hid_aliases);
    const StandardInput input("list");
    CHECK(modalias({"@-"}).out == hid_aliases);
  }
  // The module itself stands on standard input.
  write_file("list", "-\n");
  const StandardInput input("acme_hid.ko");
  CHECK(modalias({"@list"}).out == hid_aliases);
}

TEST_CASE("@FILE: a list that names itself is an error, and the rest is read", "[cli][input]") {
  const ExampleFolder folder;
  write_file("self", "acme_hid.ko\n@self\n@./self\n");
  write_file("a", "@b\nacme_hid.ko\n");
  write_file("b", "@a\n");
  fs::create_symlink("self", "link");
  const Outcome self = modalias({"@self"});
  CHECK(self.status == trouble);
  CHECK(self.out == hid_aliases);
  CHECK(self.err ==
        "ko2alias: error: @self: a list that names itself\n"
        "ko2alias: error: @./self: a list that names itself\n"
        "ko2alias: 2 of 3 inputs could not be read\n");
  const Outcome through = modalias({"@a"});
  CHECK(through.status == trouble);
  CHECK(through.out == hid_aliases);
  CHECK(through.err ==
        "ko2alias: error: @a: a list that names itself through @b\n"
        "ko2alias: 1 of 2 inputs could not be read\n");
  CHECK(modalias({"@link"}).out == hid_aliases);
  // Twice is not itself.
  write_file("twice", "@inner\n@inner\n");
  write_file("inner", "acme_hid.ko\n");
  CHECK(modalias({"@twice"}).out == std::string(hid_aliases) + std::string(hid_aliases));
  write_file("input", "@-\n");
  const StandardInput input("input");
  CHECK(modalias({"@-"}).err == "ko2alias: error: @-: a list that names itself\n");
}

TEST_CASE("module tree: found below its root, with built-in modules", "[cli][input]") {
  const ExampleFolder folder;
  fs::create_directories("root/usr/lib/modules/6.1.0/kernel");
  fs::create_directory_symlink("usr/lib", "root/lib");
  fs::create_directories("root/home");
  fs::copy_file("acme_nic.ko", "root/home/other.ko");
  fs::copy_file("acme_hid.ko", "root/usr/lib/modules/6.1.0/kernel/acme_hid.ko");
  write_file(
      "root/usr/lib/modules/6.1.0/modules.builtin.modinfo",
      std::string("ext4.license=GPL\0ext4.alias=fs-ext4\0acme-core.alias=of:N*T*Cacme,core\0", 71));
  const std::string builtin = "fs-ext4\nof:N*T*Cacme,core\n";
  CHECK(modalias({"root"}).out == std::string(hid_aliases) + builtin);
  CHECK(modalias({"root/usr/lib/modules/6.1.0"}).out == std::string(hid_aliases) + builtin);
  CHECK(modalias({"--no-builtin", "root"}).out == hid_aliases);
  const std::string marked = run_program({"emit", "root"}).out;
  CHECK(contains(marked, "# built in\nalias of:N*T*Cacme,core acme_core\n"));
  CHECK(contains(run_program({"emit", "-f", "json", "root"}).out,
                 "\"name\":\"acme_core\",\"builtin\":true"));
}

TEST_CASE("lists: modules.alias and snapshots give back what they were made of", "[cli][input]") {
  const ExampleFolder folder;
  write_file("modules/modules.builtin.modinfo", std::string("a.alias=x:y\0b.alias=x:z\0", 24));
  for (const char* const format : {"modules-alias", "json"}) {
    const std::string text = run_program({"emit", "-f", format, "modules"}).out;
    write_file("list", text);
    CHECK(run_program({"emit", "-f", format, "list"}).out == text);
  }
  CHECK(run_program({"emit", "-f", "modules-alias", "list"}).out ==
        run_program({"emit", "modules"}).out);
}

TEST_CASE("lists: what is wrong is said with its place", "[cli][input]") {
  const ExampleFolder folder;
  struct Row {
    std::string text;
    std::string message;
  };
  const Row rows[] = {
      {"# comment\nalias only-two\n", "line 2: expected 'alias PATTERN MODULE'"},
      {"{\"schema_version\": 2, \"modules\": []}",
       "a snapshot of schema version 2, but this ko2alias reads version 1"},
      {"{\"schema_version\": 1}", "not a snapshot that 'emit --format json' wrote"},
      {"{", "not a snapshot that 'emit --format json' wrote"},
      {"{\"x\": " + std::string(200'000, '['),
       "not a snapshot that 'emit --format json' wrote: nested too deeply"},
      {"", "the file is empty"},
      {"hello\n", "neither an ELF file nor an archive"},
  };
  for (const Row& row : rows) {
    write_file("list", row.text);
    const Outcome outcome = modalias({"list"});
    CHECK(outcome.status == trouble);
    CHECK(contains(outcome.err, "list: " + row.message));
  }
}

TEST_CASE("stripped module: said and counted, --source auto takes .modinfo", "[cli][input]") {
  const ExampleFolder folder;
  write_file("stripped.ko",
             module_of(lp64_le, {},
                       {"alias=pci:v00001ED5d*sv*sd*bc*sc*i*", "vermagic=6.18.2 ", "name=x"}));
  const Outcome outcome = modalias({"stripped.ko"});
  CHECK(outcome.out.empty());
  CHECK(outcome.err ==
        "ko2alias: warning: stripped.ko: stripped of its device tables' symbols: its aliases (1) "
        "stand in .modinfo alone (--source auto takes them)\n");
  const Outcome automatic = modalias({"--source", "auto", "stripped.ko", "acme_hid.ko"});
  CHECK(automatic.out == "pci:v00001ED5d*sv*sd*bc*sc*i*\n" + std::string(hid_aliases));
  CHECK(automatic.err.empty());
  CHECK(contains(run_program({"emit", "--source", "auto", "-f", "json", "stripped.ko"}).out,
                 "\"source\":\"modinfo\""));
}

// Every byte is asked for, and each piece is of the file as it was when it was read.
TEST_CASE("file: both of its ends are read with the first piece of them, and nothing twice",
          "[input]") {
  const ExampleFolder folder;
  write_file("module", std::string(200'000, 'x'));
  ReadBuffer buffer;
  const auto source = open_file("module", buffer);
  REQUIRE(source);
  const auto byte_at = [&](std::uint64_t offset, std::uint64_t length) {
    REQUIRE_FALSE((*source)->load(offset, length));
    return (*source)->data()[offset];
  };
  CHECK(byte_at(0, 16) == 'x');
  CHECK(byte_at(198'000, 1'000) == 'x');
  write_file("module", std::string(200'000, 'y'));
  CHECK(byte_at(1'000, 3'000) == 'x');
  CHECK(byte_at(194'000, 1'000) == 'x');
  CHECK(byte_at(199'000, 1'000) == 'x');
  CHECK(byte_at(100'000, 1'000) == 'y');
  // What is new of a piece is read, and the rest stays.
  CHECK(byte_at(2'000, 20'000) == 'x');
  CHECK((*source)->data()[21'999] == 'y');
  CHECK(byte_at(150'000, 49'000) == 'y');
  CHECK((*source)->data()[198'999] == 'x');
}

TEST_CASE("file: a small one is read whole", "[input]") {
  const ExampleFolder folder;
  write_file("module", std::string(10'000, 'x'));
  ReadBuffer buffer;
  const auto source = open_file("module", buffer);
  REQUIRE(source);
  CHECK_FALSE((*source)->load(0, 16));
  write_file("module", std::string(10'000, 'y'));
  CHECK_FALSE((*source)->load(5'000, 5'000));
  CHECK((*source)->data() == std::string(10'000, 'x'));
}

TEST_CASE("file that shrinks while it is read: a problem", "[input]") {
  const ExampleFolder folder;
  write_file("large", std::string(100000, 'x'));
  ReadBuffer buffer;
  const auto source = open_file("large", buffer);
  REQUIRE(source);
  fs::resize_file("large", 50000);
  CHECK_FALSE((*source)->load(0, 10));
  const auto problem = (*source)->load(40000, 20000);
  REQUIRE(problem);
  CHECK(problem->message == "the file became shorter while it was read");
}

}  // namespace ko2alias::test
