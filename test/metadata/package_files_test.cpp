#include "metadata/package_files.h"

#include <filesystem>

#include "kit/examples.h"
#include "kit/kit.h"
#include "kit/packing.h"
#include "metadata/record.h"

namespace ko2alias::test {
namespace {

std::string big(std::uint64_t value) { return number_bytes(value, 4, ByteOrder::big); }

struct RpmTag {
  std::uint32_t tag;
  strings texts;
};

std::string header_of(const std::vector<RpmTag>& tags) {
  std::string index;
  std::string store;
  for (const RpmTag& tag : tags) {
    index += big(tag.tag) + big(tag.texts.size() == 1 && tag.tag == 1000 ? 6 : 8) +
             big(store.size()) + big(tag.texts.size());
    for (const std::string& text : tag.texts) store += text + '\0';
  }
  return std::string("\x8E\xAD\xE8\x01\0\0\0\0", 8) + big(tags.size()) + big(store.size()) + index +
         store;
}

// A signature of an odd size, so that padding follows.
std::string rpm_with(const std::vector<RpmTag>& tags) {
  std::string rpm = std::string("\xED\xAB\xEE\xDB\x03\x00", 6) + std::string(90, '\0') +
                    header_of({{1000, {"x"}}});
  rpm.resize((rpm.size() + 7) / 8 * 8);
  return rpm + header_of(tags);
}

const std::vector<RpmTag> acme_tags{
    {1000, {"acme-kmp"}},
    {1047, {"acme-kmp = 1", "modalias(pci:v*)"}},
    {5052, {"modalias(kernel-default:x:a%2Cb)", "modalias(kernel-default:x:c)"}}};

}  // namespace

TEST_CASE("package: the dependencies of an rpm", "[metadata]") {
  const ExampleFolder folder;
  write_file("acme.rpm", rpm_with(acme_tags));
  const auto records = read_records("acme.rpm", {});
  REQUIRE(records);
  REQUIRE(records->size() == 2);
  CHECK((*records)[0].kind == RecordKind::supplements);
  CHECK((*records)[0].packages == strings{"acme-kmp"});
  CHECK((*records)[0].patterns.front().pattern == "x:a,b");
  CHECK((*records)[1].patterns.size() == 1);
}

TEST_CASE("package: every prefix of an rpm's head is a problem", "[metadata]") {
  const ExampleFolder folder;
  const std::string rpm = rpm_with(acme_tags);
  for (std::size_t size = package_head; size < rpm.size(); ++size) {
    write_file("short.rpm", rpm.substr(0, size));
    CHECK_FALSE(read_records("short.rpm", {}));
  }
  std::string wrong = rpm;
  // Sizes and offsets that lead outside.
  for (std::size_t i = 96; i < rpm.size(); ++i) {
    wrong[i] = static_cast<char>(~rpm[i]);
    write_file("wrong.rpm", wrong);
    (void)read_records("wrong.rpm", {});
    wrong[i] = rpm[i];
  }
}

TEST_CASE("package: the control file of a .deb", "[metadata]") {
  const ExampleFolder folder;
  write_file(
      "acme.deb",
      archive_of({{"debian-binary", "2.0\n"},
                  {"control.tar.xz",
                   archive_of({{"./control", "Package: acme\nVersion: 1\nModaliases: a(x:1)\n"}},
                              "gnutar", "xz")},
                  {"data.tar.xz", archive_of({{"./a", "b"}}, "gnutar", "xz")}},
                 "arbsd"));
  const auto records = read_records("acme.deb", {});
  REQUIRE(records);
  REQUIRE(records->size() == 1);
  CHECK((*records)[0].packages == strings{"acme"});
  CHECK((*records)[0].patterns.front().pattern == "x:1");
  // Debian's own have none.
  write_file("linux.deb", deb_of({{"./a", "b"}}));
  const auto none = read_records("linux.deb", {});
  REQUIRE(none);
  CHECK(none->empty());
}

}  // namespace ko2alias::test
