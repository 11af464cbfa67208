// Archives and packages, through the commands.
#include <algorithm>
#include <filesystem>

#include "input/hid_module.h"
#include "kit/kit.h"
#include "kit/packing.h"

namespace ko2alias::test {

namespace fs = std::filesystem;

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
  CHECK(contains(modalias({"broken.img"}).err,
                 "broken.img: something that is no archive follows the archive, at byte "));
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
  CHECK(contains(modalias({"empty.tar"}).err,
                 "empty.tar: no modules (.ko, .ko.xz, .ko.zst, .ko.gz) in this archive"));
  CHECK(contains(run_program({"emit", "--max-size", "100", "a.tar"}).err,
                 "good.ko: more than 100 bytes"));
}

namespace {

// A tar archive of two modules, and much between them that cannot be compressed.
std::string long_tar() {
  std::string noise;
  for (std::uint32_t i = 0, number = 1; i < 100'000;
       ++i, number = number * 1'664'525 + 1'013'904'223)
    noise += static_cast<char>(number >> 24);
  return archive_of({{"one.ko", hid_module()}, {"noise", noise}, {"two.ko", hid_module()}},
                    "gnutar");
}

constexpr std::size_t block_size = 16'384;

}  // namespace

TEST_CASE("archives: the blocks of xz data, decoded at once, are what they are one by one",
          "[cli][input][xz]") {
  const ExampleFolder folder;
  const std::string tar = long_tar();
  const std::string blocks = xz_in_blocks(tar, block_size);
  const std::string half = xz_in_blocks(std::string_view(tar).substr(0, 70'000), block_size);
  const std::string rest = xz_in_blocks(std::string_view(tar).substr(70'000), block_size);
  write_file("a.tar.xz", blocks);
  write_file("a.deb", deb_around(blocks));
  write_file("streams.tar.xz", half + rest);
  write_file("padded.tar.xz", half + std::string(8, '\0') + rest + std::string(4, '\0'));
  write_file("padded.deb", deb_around(half + std::string(8, '\0') + rest));
  write_file("in-a-row.img", xz_in_blocks(tar, block_size) + std::string(700, '\0') + long_tar());
  const std::string both = std::string(hid_aliases) + std::string(hid_aliases);
  for (const char* const jobs : {"1", "2", "7"}) {
    for (const char* const name :
         {"a.tar.xz", "a.deb", "streams.tar.xz", "padded.tar.xz", "padded.deb"}) {
      CAPTURE(jobs, name);
      const Outcome outcome = modalias({"--jobs", jobs, name});
      CHECK(outcome.err == "");
      CHECK(outcome.out == both);
    }
    CHECK(modalias({"--jobs", jobs, "in-a-row.img"}).out == both + both);
  }
}

TEST_CASE("archives: xz data that is cut or damaged ends in a problem, whatever the threads",
          "[cli][input][xz]") {
  const ExampleFolder folder;
  const std::string whole = xz_in_blocks(long_tar(), block_size);
  const auto check_fails = [&](const std::string& bytes, const std::string& reason) {
    write_file("bad.tar.xz", bytes);
    const Outcome alone = modalias({"--jobs", "1", "bad.tar.xz", "acme_hid.ko"});
    CHECK(alone.status == trouble);
    CHECK(alone.out.ends_with(hid_aliases));
    CHECK(contains(alone.err, reason));
    const Outcome together = modalias({"--jobs", "3", "bad.tar.xz", "acme_hid.ko"});
    CHECK(together.status == trouble);
    CHECK(together.out == alone.out);
    CHECK(together.err == alone.err);
  };
  for (std::size_t size = 1; size < whole.size(); size += 1117) {
    CAPTURE(size);
    check_fails(whole.substr(0, size), "bad.tar.xz: ");
  }
  check_fails(whole.substr(0, whole.size() - 1), "truncated: the xz data ends too early");
  for (std::size_t at = 100; at < whole.size(); at += 9973) {
    CAPTURE(at);
    std::string damaged = whole;
    damaged[at] = static_cast<char>(~damaged[at]);
    check_fails(damaged, "damaged xz data");
  }
  std::string outer = whole;
  outer[outer.size() / 2] = static_cast<char>(~outer[outer.size() / 2]);
  write_file("bad.deb", deb_around(outer));
  const Outcome outcome = modalias({"bad.deb"});
  CHECK(outcome.status == trouble);
  CHECK(contains(outcome.err, "bad.deb: data.tar.xz: not a readable archive: damaged xz data"));
}

TEST_CASE("archives: one that was cut off says so, whatever its format", "[cli][input]") {
  const ExampleFolder folder;
  const Members members{{"acme_hid.ko", hid_module()}, {"README", std::string(100'000, 'x')}};
  for (const std::string format : {"gnutar", "newc"}) {
    CAPTURE(format);
    write_file("cut.img", archive_of(members, format).substr(0, 60'000));
    CHECK(contains(modalias({"cut.img"}).err,
                   "cut.img: not a readable archive: it ends too early\n"));
  }
}

TEST_CASE("archives: without a module anywhere in them, or nested too deep, they say so",
          "[cli][input]") {
  const ExampleFolder folder;
  const auto check_fails = [](const std::string& name, const std::string& message) {
    const Outcome outcome = modalias({name});
    CAPTURE(name, outcome.err);
    CHECK(outcome.status == trouble);
    CHECK(contains(outcome.err, message));
    CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
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
  check_fails("deeper.tar", "a.tar: not searched: archives are nested more than 8 deep");
}

}  // namespace ko2alias::test
