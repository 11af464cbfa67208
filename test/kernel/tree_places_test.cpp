// The places of module files, read off their paths and the folders that the user named.
#include "kernel/tree_places.h"

#include "kernel/module_files.h"
#include "kit/examples.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

std::string place(const strings& paths, std::string_view path) {
  const ModuleFile file = TreePlaces(paths).file("a", path);
  return file.release + (file.release.empty() ? "" : " ") + file.place;
}

}  // namespace

TEST_CASE("tree places: a place begins below the release's folder", "[tree_places]") {
  CHECK(place({}, "linux.deb: ./lib/modules/6.12/kernel/a.ko.zst") == "6.12 kernel/a.ko");
  CHECK(place({}, "/old/lib/modules/1/lib/modules/6.12/kernel/a.ko") == "6.12 kernel/a.ko");
  CHECK(place({}, "lib/modules/6.12").empty());
  CHECK(place({}, "lib/modules/6.12/modules.alias").empty());
  CHECK(place({}, "drivers/a.ko").empty());
  CHECK(place_of({.path = "./kernel/a.ko.xz", .place = "kernel/a.ko.xz"}) == "kernel/a.ko");
  CHECK(place_of({.path = "lib/modules/6.12/modules.alias"}).empty());
}

TEST_CASE("tree places: a place below a folder that was named", "[tree_places]") {
  const ExampleFolder folder;
  fs::create_directories("lib/modules/9.9/extra/net");
  fs::create_directories("tree/kernel");
  fs::create_directory_symlink("lib/modules/9.9", "link");
  fs::create_directory_symlink("lib/modules/9.9/extra", "link2");
  CHECK(place({"tree"}, "tree/kernel/a.ko") == "kernel/a.ko");
  CHECK(place({"none", "tree/"}, "tree/kernel/a.ko.xz") == "kernel/a.ko");
  CHECK(place({"link"}, "link/extra/a.ko.xz") == "9.9 extra/a.ko");
  CHECK(place({"link2/"}, "link2/net/a.ko.xz") == "9.9 extra/net/a.ko");
  CHECK(place({"modules"}, "modules/net/a.ko").empty());
  CHECK(place({"tree"}, "trees/a.ko").empty());
}

TEST_CASE("tree places: a folder outside of the tree", "[tree_places]") {
  TreePlaces places({});
  const ModuleFile own = places.file("a", "root/usr/lib/modules/6.12/kernel/a.ko");
  places.add_external("root/opt/ext", "/opt/ext", own);
  const ModuleFile file = places.file("a", "root/opt/ext/x/a.ko.xz");
  CHECK(file.place == "/opt/ext/x/a.ko");
  CHECK(file.release == "6.12");
  CHECK(file.tree == own.tree);
}

TEST_CASE("tree places: an archive's member has a path in its system", "[tree_places]") {
  const auto member = [](std::string_view path) { return TreePlaces({}).file("a", path).member; };
  CHECK(member("a.rpm: ./opt/ext/a.ko.xz") == "/opt/ext/a.ko");
  CHECK(member("a.deb: data.tar: opt/ext/a.ko") == "/opt/ext/a.ko");
  CHECK(member("a.cpio: /lib/modules/1/kernel/a.ko") == "/lib/modules/1/kernel/a.ko");
  CHECK(member("opt/ext/a.ko").empty());
  CHECK(member("a.deb: ./opt/modules.alias").empty());
}

TEST_CASE("tree places: trees that have nothing to do with each other", "[tree_places]") {
  const TreePlaces places({});
  const auto tree = [&](std::string_view path) { return places.file("a", path).tree; };
  CHECK(tree("a/lib/modules/1/a.ko") != tree("a/lib/modules/2/a.ko"));
  CHECK(tree("a/lib/modules/1/a.ko") != tree("b/lib/modules/1/a.ko"));
  CHECK(tree("a/lib/modules/1/a.ko") == tree("a/usr/lib/modules/1/x/b.ko"));
  CHECK(tree("a.deb: ./lib/modules/1/a.ko") == tree("b.deb: data.tar: usr/lib/modules/1/b.ko"));
}

}  // namespace ko2alias::test
