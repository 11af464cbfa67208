// `embed` on files: where the result goes, what stays of a file, and what is said.
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <csignal>

#include <nlohmann/json.hpp>

#include "kit/examples.h"
#include "kit/kit.h"
#include "kit/packing.h"
#include "kit/signing_key.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

Outcome embed(Arguments arguments) {
  arguments.insert(arguments.begin(), "embed");
  return run_program(arguments);
}

const std::string nic_alias = "pci:v00001ED5d00000200sv*sd*bc*sc*i*";

Outcome add_in_place(const std::string& path) {
  return embed({"--add", nic_alias, "--in-place", path});
}

std::string aliases(const std::string& source, const std::string& path) {
  return run_program({"emit", "--source", source, "-f", "modalias", path}).out;
}

}  // namespace

TEST_CASE("embed: tables and .modinfo say the same afterwards", "[cli][embed]") {
  const ExampleFolder folder;
  for (const std::string path : {"acme_nic.ko", "acme_hid.ko"}) {
    const Outcome outcome = embed({"--replace", "--in-place", path});
    INFO(outcome.out << outcome.err);
    CHECK(outcome.status == nothing_to_report);
    CHECK(contains(outcome.err, "note: depmod has to run"));
    CHECK(aliases("modinfo", path) == aliases("tables", path));
    const std::string bytes = read_file(path);
    const Outcome again = embed({"--replace", "--in-place", path});
    CHECK(again.status == nothing_to_report);
    CHECK(again.out == path + ": nothing to change\n");
    CHECK_FALSE(contains(again.err, "depmod"));
    CHECK(read_file(path) == bytes);
  }
  const Outcome check = run_program({"check", "acme_hid.ko"});
  CHECK_FALSE(contains(check.out, "missing-alias"));
  CHECK_FALSE(contains(check.out, "unexported"));
}

TEST_CASE("embed: --dry-run tells by its status, and writes nothing", "[cli][embed]") {
  const ExampleFolder folder;
  const std::string bytes = read_file("acme_nic.ko");
  const Outcome outcome = embed({"--replace", "--dry-run", "acme_nic.ko"});
  CHECK(outcome.status == finding);
  CHECK(outcome.out ==
        "acme_nic.ko: 2 aliases would be added, 1 removed\n"
        "+pci:v00001ED5d*sv*sd*bc02sc00i*\n"
        "+vfio_pci:v00001ED5d00000101sv*sd*bc*sc*i*\n"
        "-char-major-250-*\n");
  CHECK(contains(outcome.err,
                 "warning: acme_nic.ko: no table makes 1 of its aliases, which goes "
                 "(--add keeps one)"));
  CHECK(contains(outcome.err, "entry 3: override_only is 2"));
  CHECK(read_file("acme_nic.ko") == bytes);
  CHECK(embed({"--remove", "usb:*", "--dry-run", "acme_nic.ko"}).status == nothing_to_report);
}

TEST_CASE("embed: an override's prefix", "[cli][embed]") {
  const ExampleFolder folder;
  const Outcome outcome = embed({"--override-prefix", "pci:2=acme_", "--replace", "--add",
                                 "char-major-250-*", "-o", "new.ko", "acme_nic.ko"});
  INFO(outcome.err);
  CHECK(outcome.status == nothing_to_report);
  CHECK(contains(aliases("modinfo", "new.ko"), "acme_pci:v00001ED5d00000102"));
  CHECK(contains(aliases("modinfo", "new.ko"), "char-major-250-*"));
}

TEST_CASE("embed: -o is a new file, also of what needs no change", "[cli][embed]") {
  const ExampleFolder folder;
  CHECK(embed({"--remove", "usb:*", "-o", "same.ko", "acme_nic.ko"}).status == nothing_to_report);
  CHECK(read_file("same.ko") == read_file("acme_nic.ko"));
  const Outcome piped = embed({"--add", nic_alias, "-o", "-", "acme_nic.ko"});
  write_file("piped.ko", piped.out);
  CHECK(embed({"--add", nic_alias, "-o", "new.ko", "acme_nic.ko"}).status == nothing_to_report);
  CHECK(read_file("new.ko") == piped.out);
  CHECK(contains(aliases("modinfo", "new.ko"), nic_alias));
  const std::string before = read_file("acme_nic.ko");
  const Outcome onto = embed({"--add", nic_alias, "-o", "acme_nic.ko", "acme_nic.ko"});
  CHECK(onto.status == trouble);
  CHECK(contains(onto.err, "not overwritten"));
  CHECK(read_file("acme_nic.ko") == before);
}

TEST_CASE("embed: a list of aliases", "[cli][embed]") {
  const ExampleFolder folder;
  write_file("aliases.txt", "# two\n  i2c:one \n\ni2c:two\r\n");
  CHECK(
      embed({"--add", "@aliases.txt", "--add", "i2c:three", "--in-place", "acme_nic.ko"}).status ==
      nothing_to_report);
  CHECK(contains(aliases("modinfo", "acme_nic.ko"), "i2c:one\ni2c:two\ni2c:three\n"));
  CHECK(contains(embed({"--add", "@none", "--dry-run", "acme_nic.ko"}).err, "--add @none: "));
}

TEST_CASE("embed: a tree, in which a module that fails stops no other", "[cli][embed]") {
  const ExampleFolder folder;
  fs::copy_file("broken.ko", "modules/broken.ko");
  write_file("modules/net/acme_zip.ko.xz", compressed(read_file("acme_hid.ko"), "xz"));
  const std::string broken = read_file("broken.ko");
  for (const char* const jobs : {"1", "3"}) {
    const Outcome outcome = embed({"--replace", "--in-place", "--jobs", jobs, "modules"});
    CHECK(outcome.status == trouble);
    CHECK(contains(outcome.err, "error: modules/broken.ko: "));
    CHECK(contains(outcome.out, "modules/broken.ko: not changed\n"));
  }
  CHECK(read_file("modules/broken.ko") == broken);
  for (const std::string path :
       {"modules/net/acme_nic.ko", "modules/net/acme_hid.ko", "modules/net/acme_zip.ko.xz"})
    CHECK(aliases("modinfo", path) == aliases("tables", path));
}

TEST_CASE("embed: mode and extended attributes stay", "[cli][embed]") {
  const ExampleFolder folder;
  REQUIRE(::chmod("acme_nic.ko", 0640) == 0);
  const bool has_attributes = ::setxattr("acme_nic.ko", "user.acme", "x", 1, 0) == 0;
  // A hash of the old bytes.
  if (::geteuid() == 0) ::setxattr("acme_nic.ko", "security.ima", "\1", 1, 0);
  CHECK(add_in_place("acme_nic.ko").status == nothing_to_report);
  struct stat status {};
  REQUIRE(::stat("acme_nic.ko", &status) == 0);
  CHECK((status.st_mode & 07777) == 0640);
  char value = 0;
  if (has_attributes) {
    CHECK(::getxattr("acme_nic.ko", "user.acme", &value, 1) == 1);
    CHECK(value == 'x');
  }
  CHECK(::getxattr("acme_nic.ko", "security.ima", nullptr, 0) == -1);
}

TEST_CASE("embed: links", "[cli][embed]") {
  const ExampleFolder folder;
  const std::string before = read_file("acme_nic.ko");
  fs::create_directory("elsewhere");
  fs::create_symlink("../acme_nic.ko", "elsewhere/link.ko");
  CHECK(add_in_place("elsewhere/link.ko").status == nothing_to_report);
  CHECK(fs::is_symlink("elsewhere/link.ko"));
  CHECK(read_file("acme_nic.ko") != before);
  fs::create_hard_link("acme_hid.ko", "other.ko");
  const std::string other = read_file("other.ko");
  const Outcome outcome = add_in_place("acme_hid.ko");
  CHECK(outcome.status == nothing_to_report);
  CHECK(
      contains(outcome.err, "acme_hid.ko: a file with 2 names: under the others it is as it was"));
  CHECK(read_file("other.ko") == other);
}

TEST_CASE("embed: a disk that is full leaves the old module", "[cli][embed]") {
  const ExampleFolder folder;
  const std::string before = read_file("acme_nic.ko");
  rlimit old_limit{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &old_limit) == 0);
  const rlimit small{1000, old_limit.rlim_max};
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const Outcome outcome = add_in_place("acme_nic.ko");
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &old_limit) == 0);
  std::signal(SIGXFSZ, old_handler);
  CHECK(outcome.status == trouble);
  CHECK(contains(outcome.err, "error: acme_nic.ko: File too large"));
  CHECK_FALSE(contains(outcome.err, "depmod"));
  CHECK(read_file("acme_nic.ko") == before);
  for (const auto& entry : fs::directory_iterator("."))
    CHECK_FALSE(contains(entry.path().filename().string(), ".ko2alias-"));
  const Outcome full = embed({"--add", nic_alias, "-o", "/dev/full", "acme_nic.ko"});
  CHECK(full.status == trouble);
  CHECK(contains(full.err, "No space left on device"));
}

TEST_CASE("embed: a module that is too large, which --max-size allows", "[cli][embed]") {
  const ExampleFolder folder;
  fs::resize_file("acme_nic.ko", 97U << 20);
  CHECK(contains(add_in_place("acme_nic.ko").err, "(--max-size allows more)"));
  CHECK(embed({"--add", nic_alias, "--max-size", "98M", "--dry-run", "acme_nic.ko"}).status ==
        finding);
}

TEST_CASE("embed: packages are refused, with the way out", "[cli][embed]") {
  const ExampleFolder folder;
  write_file("tree.tar.xz", archive_of({{"m.ko", read_file("acme_nic.ko")}}, "gnutar", "xz"));
  for (const std::string path : {"linux-image-6.1.deb", "tree.tar.xz"}) {
    const Outcome outcome = add_in_place(path);
    CHECK(outcome.status == trouble);
    CHECK(outcome.err == "ko2alias: error: " + path +
                             ": an archive (take the modules out, change them, and pack them "
                             "again: dpkg-deb -R and -b, rpm2cpio, tar)\n");
  }
}

TEST_CASE("embed: records of built-in modules", "[cli][embed]") {
  const ExampleFolder folder;
  const std::string before("acme.license=GPL\0acme.alias=pci:a\0hub.license=GPL\0", 50);
  write_file("modules.builtin.modinfo", before);
  CHECK(contains(add_in_place("modules.builtin.modinfo").err, "needs the name of its own"));
  CHECK(contains(embed({"--replace", "--dry-run", "modules.builtin.modinfo"}).err,
                 "the tables are in the kernel"));
  CHECK(embed({"--add", nic_alias, "--builtin", "hub", "--in-place", "modules.builtin.modinfo"})
            .status == nothing_to_report);
  CHECK(read_file("modules.builtin.modinfo") ==
        before + "hub.alias=" + nic_alias + std::string(1, '\0'));
}

TEST_CASE("embed: signatures are told, and taken off or replaced", "[cli][embed]") {
  const ExampleFolder folder;
  write_file("key.pem", signing_key);
  write_file("cert.pem", signing_certificate);
  const Outcome anew = embed(
      {"--add", "i2c:a", "--sign-with", "key.pem,cert.pem", "-o", "signed.ko", "acme_nic.ko"});
  INFO(anew.err);
  CHECK(anew.status == nothing_to_report);
  CHECK(contains(anew.out, "acme_nic.ko: 1 alias added, 0 removed; signed\n"));
  const std::string before = read_file("signed.ko");
  const Outcome refused = add_in_place("signed.ko");
  CHECK(refused.status == trouble);
  CHECK(contains(refused.err,
                 "error: signed.ko: signed by Acme Module Signing: the signature would no longer "
                 "hold, and kernels refuse the module with it (--unsign takes it off, --sign-with "
                 "KEY,CERT signs the result)"));
  CHECK(read_file("signed.ko") == before);
  const Outcome again =
      embed({"--add", nic_alias, "--sign-with", "key.pem,cert.pem", "-o", "twice.ko", "signed.ko"});
  CHECK(contains(again.out, "; the signature of Acme Module Signing is replaced\n"));
  CHECK(contains(again.err,
                 "note: signed.ko: the signature of Acme Module Signing no longer holds "
                 "and is replaced"));
  const Outcome gone = embed({"--add", nic_alias, "--unsign", "--in-place", "signed.ko"});
  CHECK(contains(gone.out, "; the signature of Acme Module Signing is gone\n"));
  CHECK(contains(gone.err, "no longer holds and is removed: "));
}

// A program in the place of the kernel's.
TEST_CASE("embed: --sign-file signs", "[cli][embed]") {
  const ExampleFolder folder;
  write_file("key.pem", signing_key);
  write_file("cert.pem", signing_certificate);
  write_file("sign", "#!/bin/sh\necho \"$1 $2 $3\"; echo no >&2; exit 3\n");
  REQUIRE(::chmod("sign", 0755) == 0);
  const Outcome failed = embed({"--add", "i2c:a", "--sign-with", "key.pem,cert.pem", "--sign-file",
                                "./sign", "-o", "signed.ko", "acme_nic.ko"});
  CHECK(failed.status == trouble);
  CHECK(contains(failed.err, "./sign: sha256 key.pem cert.pem"));
  CHECK_FALSE(fs::exists("signed.ko"));
  // What another program signed is not checked but for its form, and that the module is in it.
  write_file("sign", "#!/bin/sh\necho x >\"$4\"\n");
  CHECK(contains(embed({"--add", "i2c:a", "--sign-with", "key.pem,cert.pem", "--sign-file",
                        "./sign", "--dry-run", "acme_nic.ko"})
                     .err,
                 "./sign: changed more than the signature"));
}

TEST_CASE("embed: JSON", "[cli][embed]") {
  const ExampleFolder folder;
  const Outcome outcome =
      embed({"--replace", "--dry-run", "-f", "json", "acme_hid.ko", "broken.ko"});
  CHECK(outcome.status == trouble);
  const auto json = nlohmann::json::parse(outcome.out);
  CHECK(json["written"] == false);
  CHECK(json["modules"][0]["path"] == "acme_hid.ko");
  CHECK(json["modules"][0]["added"].size() == 5);
  CHECK(json["modules"][0]["changed"] == true);
  CHECK(json["modules"][0]["signature"].is_null());
  CHECK(json["modules"][0]["error"].is_null());
  CHECK(json["modules"][1]["changed"] == false);
  CHECK(contains(json["modules"][1]["error"].get<std::string>(), "would lose some"));
}

TEST_CASE("embed: options that do not go together", "[cli][embed]") {
  const ExampleFolder folder;
  const auto message = [](const Arguments& arguments) {
    const Outcome outcome = embed(arguments);
    CHECK(outcome.status == trouble);
    return outcome.err;
  };
  CHECK(contains(message({"--dry-run", "acme_nic.ko"}), "nothing says what to change"));
  CHECK(contains(message({"--replace", "acme_nic.ko"}), "where the result goes"));
  CHECK(
      contains(message({"--replace", "-o", "x", "--in-place", "acme_nic.ko"}), "where the result"));
  CHECK(contains(message({"--replace", "-o", "x", "acme_nic.ko", "acme_hid.ko"}), "one module"));
  CHECK(contains(message({"--replace", "--in-place", "-"}), "standard input has no place"));
  CHECK(contains(message({"--add", "x", "--order", "modinfo", "--dry-run", "m.ko"}), "--order"));
  CHECK(contains(message({"--replace", "--order", "abc", "--dry-run", "m.ko"}), "--order abc"));
  CHECK(contains(message({"--replace", "--sign-file", "x", "--dry-run", "m.ko"}), "--sign-with"));
  CHECK(contains(message({"--replace", "--in-place", "missing.ko"}), "missing.ko: No such file"));
  CHECK(contains(message({"--replace", "--in-place", "ids"}), "no modules"));
}

}  // namespace ko2alias::test
