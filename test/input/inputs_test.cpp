// Everything that PATH can be, through the commands: the same module has to give the same aliases
// in any wrapping.
#include <fcntl.h>
#include <unistd.h>

#include <random>

#include "input/file_source.h"
#include "input/inputs.h"
#include "kit/catch.h"
#include "kit/examples.h"
#include "kit/kit.h"
#include "kit/packing.h"

using namespace ko2alias;
using namespace ko2alias::test;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view hid_aliases =
    "usb:v1ED5p0200d010[5-9]dc*dsc*dp*ic*isc*ip*in*\n"
    "usb:v1ED5p0200d0230dc*dsc*dp*ic*isc*ip*in*\n"
    "usb:v1ED5p0200d01[1-9]*dc*dsc*dp*ic*isc*ip*in*\n"
    "usb:v1ED5p0200d02[0-2]*dc*dsc*dp*ic*isc*ip*in*\n"
    "hid:b0003g*v00001ED5p00000201\n";

constexpr std::string_view signature = "signature bytes~Module signature appended~\n";

Outcome modalias(const Arguments& paths) {
  Arguments arguments{"emit", "-f", "modalias"};
  arguments.insert(arguments.end(), paths.begin(), paths.end());
  return run_program(arguments);
}

std::string hid_module() { return read_file("acme_hid.ko"); }

void check_gives_hid_aliases(const std::string& path) {
  INFO(path);
  const Outcome outcome = modalias({path});
  CHECK(outcome.err.empty());
  CHECK(outcome.out == hid_aliases);
}

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

TEST_CASE("compressed module: told by its content, whatever its name", "[cli][input]") {
  const ExampleFolder folder;
  for (const std::string filter : {"xz", "zstd", "gzip"}) {
    write_file("acme.ko", compressed(hid_module(), filter));
    check_gives_hid_aliases("acme.ko");
    write_file("renamed", compressed(hid_module(), filter));
    check_gives_hid_aliases("renamed");
  }
}

TEST_CASE("compressed module: streams in a row, signed before or after", "[cli][input]") {
  const ExampleFolder folder;
  const std::string module = hid_module();
  for (const std::string filter : {"xz", "zstd", "gzip"}) {
    const std::string two =
        compressed(module.substr(0, 100), filter) + compressed(module.substr(100), filter);
    write_file("two.ko.x", two);
    check_gives_hid_aliases("two.ko.x");
    write_file("after.ko.x", two + std::string(signature));
    check_gives_hid_aliases("after.ko.x");
    write_file("before.ko.x", compressed(module + std::string(signature), filter));
    check_gives_hid_aliases("before.ko.x");
    write_file("rubbish.ko.x", two + "rubbish");
    CHECK(modalias({"rubbish.ko.x"})
              .err.find("rubbish.ko.x: something that is not " + filter + " follows") !=
          std::string::npos);
  }
}

TEST_CASE("compressed module: truncated anywhere is a problem", "[cli][input]") {
  const ExampleFolder folder;
  for (const std::string filter : {"xz", "zstd", "gzip"}) {
    const std::string whole = compressed(hid_module(), filter);
    for (std::size_t size = 0; size < whole.size(); size += size < 40 ? 1 : 7) {
      write_file("cut.ko", std::string_view(whole).substr(0, size));
      const Outcome outcome = modalias({"cut.ko", "acme_hid.ko"});
      CAPTURE(filter, size, outcome.err);
      CHECK(outcome.status == trouble);
      CHECK(outcome.err.starts_with("ko2alias: error: cut.ko: "));
      CHECK(outcome.out == hid_aliases);
    }
  }
}

TEST_CASE("compressed module: damaged anywhere never crashes, and is told where it has a checksum",
          "[cli][input]") {
  const ExampleFolder folder;
  std::mt19937 random(4);
  for (const std::string filter : {"xz", "gzip"}) {
    std::string bytes = compressed(hid_module(), filter);
    for (int i = 0; i < 100; ++i) {
      std::string damaged = bytes;
      const std::size_t at = 12 + random() % (damaged.size() - 12);
      damaged[at] = static_cast<char>(damaged[at] ^ (1U << random() % 8));
      write_file("damaged.ko", damaged);
      const Outcome outcome = modalias({"damaged.ko"});
      CAPTURE(filter, at, outcome.err);
      CHECK((outcome.status == trouble || outcome.out == hid_aliases));
    }
  }
}

TEST_CASE("decompression bomb: --max-size bounds it", "[cli][input]") {
  const ExampleFolder folder;
  for (const std::string filter : {"xz", "zstd", "gzip"}) {
    write_file("bomb.ko", compressed(std::string(3 << 20, '\0'), filter));
    const Outcome outcome = run_program({"emit", "--max-size", "2M", "bomb.ko"});
    CHECK(outcome.status == trouble);
    CHECK(outcome.err.find(
              "bomb.ko: more than 2097152 bytes when decompressed (--max-size allows more)") !=
          std::string::npos);
  }
}

TEST_CASE("archives: every kind, also within each other", "[cli][input]") {
  const ExampleFolder folder;
  const Members members{{"lib/modules/6.1.0/kernel/acme_hid.ko.xz", compressed(hid_module(), "xz")},
                        {"usr/share/doc/README", "nothing"}};
  write_file("a.tar.gz", archive_of(members, "gnutar", "gzip"));
  write_file("a.tar.zst", archive_of(members, "gnutar", "zstd"));
  write_file("a.tar", archive_of(members, "gnutar"));
  write_file("a.cpio", archive_of(members, "newc"));
  write_file("a.deb", deb_of(members));
  write_file("a.rpm", rpm_of(members));
  write_file("nested.tar", archive_of({{"pool/a.deb", deb_of(members)}}, "gnutar"));
  write_file("no-ending", deb_of(members));
  for (const char* const name :
       {"a.tar.gz", "a.tar.zst", "a.tar", "a.cpio", "a.deb", "a.rpm", "nested.tar", "no-ending"})
    check_gives_hid_aliases(name);
}

TEST_CASE("initramfs: archives in a row, padded and compressed in different ways", "[cli][input]") {
  const ExampleFolder folder;
  const std::string microcode =
      archive_of({{"kernel/x86/microcode/AuthenticAMD.bin", "xx"}}, "newc");
  const std::string modules = archive_of({{"usr/lib/modules/acme_hid.ko", hid_module()}}, "newc");
  const std::string packed =
      archive_of({{"lib/modules/acme_hid.ko", hid_module()}}, "newc", "zstd");
  write_file("initrd.img",
             microcode + std::string(700, '\0') + modules + std::string(16, '\0') + packed);
  CHECK(modalias({"initrd.img"}).out == std::string(hid_aliases) + std::string(hid_aliases));
  write_file("broken.img", microcode + std::string(12, '\0') + "rubbish");
  CHECK(modalias({"broken.img"}).err.find("broken.img: what follows an archive") !=
        std::string::npos);
}

TEST_CASE("initramfs: archives in a row, compressed alike or together", "[cli][input]") {
  const ExampleFolder folder;
  const std::string nothing = archive_of({{"etc/fstab", std::string(200'000, 'x')}}, "newc");
  const std::string modules = archive_of({{"lib/modules/acme_hid.ko", hid_module()}}, "newc");
  for (const std::string filter : {"gzip", "xz", "zstd", "bzip2", "lzma", "lz4"}) {
    CAPTURE(filter);
    write_file("alike.img", compressed(nothing, filter) + compressed(modules, filter) +
                                compressed(modules, filter));
    CHECK(modalias({"alike.img"}).out == std::string(hid_aliases) + std::string(hid_aliases));
    write_file("together.img",
               compressed(nothing + modules + std::string(512, '\0') + nothing + modules, filter));
    CHECK(modalias({"together.img"}).out == std::string(hid_aliases) + std::string(hid_aliases));
    write_file("cut.img", compressed(nothing, filter) + compressed(modules, filter).substr(0, 150));
    CHECK(modalias({"cut.img"}).status == trouble);
  }
}

TEST_CASE("archives: members' names are only names", "[cli][input]") {
  const ExampleFolder folder;
  write_file("evil.tar",
             archive_of({{"../../escape.ko", hid_module()}, {"/tmp/absolute.ko", hid_module()}},
                        "gnutar"));
  CHECK(modalias({"evil.tar"}).out == std::string(hid_aliases) + std::string(hid_aliases));
  CHECK_FALSE(fs::exists("../../escape.ko"));
  CHECK_FALSE(fs::exists("/tmp/absolute.ko"));
}

TEST_CASE("archives: a bad member or a truncated archive loses only what is lost, with its name",
          "[cli][input]") {
  const ExampleFolder folder;
  write_file("a.tar", archive_of({{"bad.ko",
                                   "\x7f"
                                   "ELF and no more"},
                                  {"good.ko", hid_module()}},
                                 "gnutar"));
  const Outcome outcome = modalias({"a.tar"});
  CHECK(outcome.status == trouble);
  CHECK(outcome.err.starts_with("ko2alias: error: a.tar: bad.ko: "));
  CHECK(outcome.out == hid_aliases);

  const std::string whole =
      archive_of({{"one.ko", hid_module()}, {"two.ko", hid_module()}}, "gnutar", "gzip");
  for (std::size_t size = 1; size < whole.size(); size += 5) {
    write_file("cut.tar.gz", std::string_view(whole).substr(0, size));
    const Outcome cut = modalias({"cut.tar.gz", "acme_hid.ko"});
    CAPTURE(size, cut.err);
    CHECK(cut.status == trouble);
    CHECK(cut.out.ends_with(hid_aliases));
  }
  write_file("empty.tar", archive_of({{"README", "no modules"}}, "gnutar"));
  CHECK(modalias({"empty.tar"})
            .err.find("empty.tar: no modules (.ko, .ko.xz, .ko.zst, .ko.gz) in this archive") !=
        std::string::npos);
  CHECK(run_program({"emit", "--max-size", "100", "a.tar"})
            .err.find("good.ko: more than 100 bytes") != std::string::npos);
}

TEST_CASE("archives: without a module anywhere in them, or nested too deep, they say so",
          "[cli][input]") {
  const ExampleFolder folder;
  const auto check_fails = [](const std::string& name, const std::string& message) {
    const Outcome outcome = modalias({name});
    CAPTURE(name, outcome.err);
    CHECK(outcome.status == trouble);
    CHECK(outcome.err.find(message) != std::string::npos);
    CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 2);
  };
  const std::string none = "no modules (.ko, .ko.xz, .ko.zst, .ko.gz) in this archive";
  write_file("empty.deb", deb_of({{"usr/share/doc/README", "nothing"}}));
  check_fails("empty.deb", "empty.deb: " + none);
  write_file("nested.tar",
             archive_of({{"a.tar", archive_of({{"b.deb", deb_of({{"README", ""}})}}, "gnutar")}},
                        "gnutar"));
  check_fails("nested.tar", "nested.tar: " + none);

  std::string deep = archive_of({{"acme_hid.ko", hid_module()}}, "gnutar");
  for (unsigned depth = 1; depth < 8; ++depth) deep = archive_of({{"a.tar", deep}}, "gnutar");
  write_file("deep.tar", deep);
  check_gives_hid_aliases("deep.tar");
  write_file("deeper.tar", archive_of({{"a.tar", deep}}, "gnutar"));
  check_fails("deeper.tar", "a.tar: not searched: more than 8 archives within each other");
}

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
  CHECK(modalias({"@missing"}).err ==
        "ko2alias: error: @missing: No such file or directory\n"
        "ko2alias: 1 of 1 inputs could not be read\n");
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
  CHECK(modalias({"@-"}).err ==
        "ko2alias: error: @-: a list that names itself\n"
        "ko2alias: 1 of 1 inputs could not be read\n");
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
  CHECK(marked.find("# built in\nalias of:N*T*Cacme,core acme_core\n") != std::string::npos);
  CHECK(run_program({"emit", "-f", "json", "root"})
            .out.find("\"name\":\"acme_core\",\"builtin\":true") != std::string::npos);
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
       "a snapshot of schema version 2, but 1 is the one known"},
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
    CHECK(outcome.err.find("list: " + row.message) != std::string::npos);
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
        "ko2alias: warning: stripped.ko: stripped of its device tables' symbols: its 1 aliases "
        "stand in .modinfo alone "
        "(--source auto takes them)\nko2alias: 1 modules are stripped of their device tables\n");
  const Outcome automatic = modalias({"--source", "auto", "stripped.ko", "acme_hid.ko"});
  CHECK(automatic.out == "pci:v00001ED5d*sv*sd*bc*sc*i*\n" + std::string(hid_aliases));
  CHECK(automatic.err.empty());
  CHECK(run_program({"emit", "--source", "auto", "-f", "json", "stripped.ko"})
            .out.find("\"source\":\"modinfo\"") != std::string::npos);
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
