#include "input/file_names.h"

#include "kit/catch.h"

using namespace ko2alias;

namespace {

struct Row {
  std::string_view name;
  bool expected = false;
};

template <class Question, std::size_t count>
void check(Question question, const Row (&rows)[count]) {
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(question(row.name) == row.expected);
  }
}

}  // namespace

TEST_CASE("file names: modules", "[input]") {
  check(is_module_name, {{"e1000.ko", true},
                         {"./kernel/net/e1000.ko.xz", true},
                         {"e1000.ko.zst", true},
                         {"e1000.ko.gz", true},
                         {"e1000.ko.bz2"},
                         {"e1000.o"},
                         {"e1000.ko/README"}});
  CHECK(module_endings() == ".ko, .ko.xz, .ko.zst, .ko.gz");
}

TEST_CASE("file names: a module is called after its file", "[input]") {
  CHECK(name_of_file("kernel/sound/pci/snd-hda-intel.ko.xz") == "snd_hda_intel");
  CHECK(name_of_file("x.y.ko") == "x");
  CHECK(name_of_file("M.ko") == "M");
  CHECK(name_of_file("a.deb: data.tar.xz: top-level.ko") == "top_level");
  CHECK(name_of_file("a.deb: ./kernel/b.ko") == "b");
}

TEST_CASE("file names: what a module cannot be called", "[input]") {
  check(is_module_word, {{"acme_nic", true},
                         {"acme-nic", true},
                         {"\xc3\xa4", true},
                         {""},
                         {"acme nic"},
                         {"acme\tnic"},
                         {"acme\nnic"},
                         {"acme\x1b[2Jnic"},
                         {"acme\x7f"}});
}

TEST_CASE("file names: archives within archives", "[input]") {
  check(is_archive_name, {{"data.tar.xz", true},
                          {"./pool/linux.deb", true},
                          {"initrd.cpio", true},
                          {"control.tar.xz"},
                          {"./control.tar.gz"},
                          {"README"}});
}

TEST_CASE("file names: a kernel's configuration", "[input]") {
  check(is_config_name, {{"boot/config-6.12.57", true},
                         {"./boot/config-6.12.57", true},
                         {"/srv/root/boot/config-6.12.57", true},
                         {"lib/modules/6.12.57/config", true},
                         {"usr/lib/modules/6.12.57/config", true},
                         {"lib/modules/6.12.57/build/config"},
                         {"etc/config-6.12.57"},
                         {"myboot/config-6.12.57"},
                         {"config"},
                         {"config-6.12.57"}});
}

TEST_CASE("file names: the lists of a kernel's modules", "[input]") {
  check(is_builtin_name, {{"lib/modules/6.1/modules.builtin.modinfo", true},
                          {"modules.builtin.modinfo", true},
                          {"modules.builtin"}});
  check(is_order_name, {{"lib/modules/6.1/modules.order", true}, {"modules.order.bak"}});
  check(is_builtin_list_name, {{"modules.builtin", true}, {"modules.builtin.modinfo"}});
  check(is_kernel_file_name, {{"modules.builtin", true},
                              {"modules.order", true},
                              {"boot/config-6.1", true},
                              {"modules.builtin.modinfo"},
                              {"modules.alias"}});
}
