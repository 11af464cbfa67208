// Which paths are of records, and what is found in folders.
#include "metadata/record_search.h"

#include "kit/catch.h"
#include "kit/examples.h"
#include "kit/kit.h"
#include "kit/packing.h"

namespace ko2alias::test {
namespace {

const std::string packages = "Package: acme-dkms\nVersion: 1\nModaliases: acme_nic(pci:v1*)\n";

std::string deb_with(const std::string& control, const Members& members) {
  return archive_of({{"debian-binary", "2.0\n"},
                     {"control.tar.xz", archive_of({{"./control", control}}, "gnutar", "xz")},
                     {"data.tar.xz", archive_of(members, "gnutar", "xz")}},
                    "arbsd");
}

strings packages_of(const RecordSearch& search) {
  strings names;
  for (const PackageRecord& record : search.records)
    names.insert(names.end(), record.packages.begin(), record.packages.end());
  return names;
}

}  // namespace

TEST_CASE("records: a path is one of them by what is in it", "[metadata]") {
  const ExampleFolder folder;
  write_file("list", packages);
  write_file("a_Packages.gz", compressed(packages, "gzip"));
  write_file("dkms.deb", deb_with(packages, {{"./usr/src/acme/acme.c", "x"}}));
  write_file("built.deb", deb_with(packages, {{"./lib/modules/6.1/acme_nic.ko", "x"}}));
  write_file("fragment", "modalias(pci:v1*)\n");
  write_file("aliases", "# by hand\n\nalias pci:v1* acme_nic\n");
  std::filesystem::create_directories("both");
  write_file("both/dkms.deb", deb_with(packages, {{"./a", "x"}}));
  std::filesystem::copy("both", "packages");
  write_file("both/acme_nic.ko", "x");
  for (const char* const path : {"list", "a_Packages.gz", "dkms.deb", "packages"}) {
    CAPTURE(path);
    CHECK(is_of_records(path, {}));
  }
  for (const char* const path :
       {"built.deb", "fragment", "aliases", "both", "acme_nic.ko", "modules", "old.json",
        "lib/modules/6.12.57", "linux-image-6.1.deb", "modules.alias.old", "missing"}) {
    CAPTURE(path);
    CHECK_FALSE(is_of_records(path, {}));
  }
}

TEST_CASE("records: a folder has those of its packages and files", "[metadata]") {
  const ExampleFolder folder;
  std::filesystem::create_directories("packages/pool/a");
  write_file("packages/pool/a/b.deb", deb_with("Package: b\nModaliases: b(x:1)\n", {{"./a", "x"}}));
  write_file("packages/pool/none.deb", deb_with("Package: n\n", {{"./a", "x"}}));
  write_file("packages/a.modaliases", "alias x:1 a\n");
  write_file("packages/Packages.xz", compressed(packages, "xz"));
  write_file("packages/other.xml", "<a/>");
  write_file("packages/README", "Package: readme\nModaliases: r(x:1)\n");
  const RecordSearch search = find_records("packages", {});
  CHECK(packages_of(search) == strings{"acme-dkms", "a", "b"});
  CHECK(search.problems.empty());
  write_file("packages/pool/a/broken.deb", "!<arch>\nx");
  const RecordSearch broken = find_records("packages", {});
  REQUIRE(broken.problems.size() == 1);
  CHECK(broken.problems.front().place == "packages/pool/a/broken.deb");
  // A list that is cut off may have had more.
  const std::string cut = compressed(packages, "xz");
  write_file("packages/a_Packages.xz", cut.substr(0, cut.size() / 2));
  write_file("packages/bad.xml", "<component><modalias>");
  const RecordSearch more = find_records("packages", {});
  strings places;
  for (const Problem& problem : more.problems) places.push_back(problem.place);
  CHECK(places ==
        strings{"packages/a_Packages.xz", "packages/bad.xml", "packages/pool/a/broken.deb"});
}

}  // namespace ko2alias::test
