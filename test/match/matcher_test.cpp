// The modules that a device gets: kmod's order and steps, the entry that the bus chooses, devices
// known in part.
//
//   found({"a i2c:x", "+b i2c:*"}, "i2c:x") == strings{"a by i2c:x", "+b by i2c:*"}
#include "match/matcher.h"

#include <algorithm>

#include "kit/catch.h"
#include "kit/kernel_lines.h"
#include "match/specificity.h"
#include "pattern/partial_device.h"

namespace ko2alias::test {
namespace {

// `+` marks a built-in module, `?` an alias that only may match, `!` a chosen entry and `-` one
// that is not.
strings texts_of(const std::vector<MatchedModule>& modules) {
  strings texts;
  for (const MatchedModule& module : modules) {
    std::string text = (module.is_builtin ? "+" : "") + std::string(module.name);
    for (const MatchedAlias& alias : module.aliases)
      text += std::string(" by ") + (alias.is_certain ? "" : "?") +
              (!alias.is_chosen   ? ""
               : *alias.is_chosen ? "!"
                                  : "-") +
              alias.claim->pattern;
    texts.push_back(text);
  }
  return texts;
}

strings found(const strings& lines, const std::string& modalias) {
  const Kernel all = kernel(lines);
  return texts_of(Matcher(all).find(modalias));
}

strings names(const Kernel& kernel, const std::string& modalias) {
  const Matcher matcher(kernel);
  std::vector<std::string_view> found;
  matcher.find_names(modalias, found);
  return {found.begin(), found.end()};
}

const std::string nic = "pci:v00001ED5d00000100sv00001ED5sd00000001bc02sc00i00";
const std::string nic_ids = "pci:v00001ED5d00000100sv*sd*bc02sc00i*";

}  // namespace

TEST_CASE("match: all modules whose aliases match, with the aliases", "[match]") {
  const strings lines = {"a i2c:x",      "a i2c:x*", "b i2c:?", "c i2c:y",
                         "+d i2c:[a-z]", "e",        "a i2c:x"};
  CHECK(found(lines, "i2c:x") ==
        strings{"a by i2c:x by i2c:x* by i2c:x", "b by i2c:?", "+d by i2c:[a-z]"});
  CHECK(found(lines, "i2c:xy") == strings{"a by i2c:x*"});
  CHECK(found(lines, "i2c:X") == strings{"b by i2c:?"});
  CHECK(found(lines, "I2C:x").empty());
  CHECK(found(lines, "").empty());
  CHECK(found({}, "i2c:x").empty());
}

TEST_CASE("match: `-` and `_` are one outside brackets", "[match]") {
  CHECK(found({"a i2c:x-1"}, "i2c:x_1") == strings{"a by i2c:x-1"});
  CHECK(found({"a i2c:x_1"}, "i2c:x-1") == strings{"a by i2c:x_1"});
  CHECK(found({"a i2c:x[-]1"}, "i2c:x-1").empty());
}

TEST_CASE("match: a bracket without its other half matches nothing", "[match]") {
  CHECK(found({"a i2c:x", "b i2c:*", "c i2c:[x"}, "i2c:[x").empty());
  CHECK(found({"a i2c:[]x]*", "b i2c:x]", "c i2c:?"}, "i2c:x") == strings{"c by i2c:?"});
  CHECK(found({"a pci:v*d*sv*sd*bc]*", "b " + nic_ids}, "pci:v00001ED5d00000100sv*sd*bc02sc00i00")
            .size() == 1);
}

TEST_CASE("match: modules stand in the order of modules.order, the others behind", "[match]") {
  // docs/kernel-facts/module-order.md has the hashes of these names.
  Kernel all = kernel({"a i2c:x", "abc i2c:x", "ab i2c:x", "abcd i2c:x"});
  for (KernelModule& module : all.modules)
    module.path = "/lib/modules/6.12/kernel/" + module.name + ".ko";
  CHECK(names(all, "i2c:x") == strings{"abcd", "ab", "a", "abc"});
  all.order = "kernel/abc.ko\nkernel/ab.ko\n";
  CHECK(names(all, "i2c:x") == strings{"abc", "ab", "abcd", "a"});
  CHECK(texts_of(Matcher(all).find("i2c:x")).front() == "abc by i2c:x");
}

TEST_CASE("match: a module whose aliases stand apart in a list is found once", "[match]") {
  Kernel all = kernel({"a i2c:x", "b i2c:x"});
  all.modules.push_back({.name = "a", .claims = {{.pattern = "i2c:*"}}});
  CHECK(names(all, "i2c:x") == strings{"a", "b"});
  CHECK(Matcher(all).find("i2c:x").size() == 2);
}

TEST_CASE("match: of two modules of one name each keeps its own tables", "[match]") {
  Kernel all = kernel({"a " + nic_ids + " - ids[0]"});
  const Kernel other = kernel(
      {"a pci:v00001ED5d*sv*sd*bc*sc*i* - first[1]", "a pci:v*d*sv*sd*bc02sc*i* - second[7]"});
  all.modules.push_back(other.modules.front());
  const auto found = Matcher(all).find(nic);
  REQUIRE(found.size() == 2);
  for (const MatchedModule& module : found)
    for (const MatchedAlias& alias : module.aliases)
      CHECK(alias.claim->place->table < module.module->tables.size());
}

TEST_CASE("match: modprobe names built-in modules only where no loadable one matches", "[match]") {
  CHECK(names(kernel({"+a i2c:x", "b i2c:*"}), "i2c:x") == strings{"b"});
  CHECK(names(kernel({"+a i2c:x", "b i2c:y"}), "i2c:x") == strings{"a"});
  CHECK(found({"+a i2c:x", "b i2c:*"}, "i2c:x") == strings{"b by i2c:*", "+a by i2c:x"});
}

TEST_CASE("match: built-in modules stand in the order of their patterns", "[match]") {
  const strings lines = {"+star i2c:a*",  "+any i2c:a?c",   "+set i2c:a[b]c", "+exact i2c:abc",
                         "+long i2c:ab*", "+rest i2c:ab*c", "+first i2c:*",   "+again i2c:abc"};
  CHECK(names(kernel(lines), "i2c:abc") ==
        strings{"exact", "again", "long", "rest", "set", "any", "star", "first"});
}

TEST_CASE("match: a module's name finds that module", "[match]") {
  Kernel all = kernel({"e1000e pci:x", "a e1000e", "b ext4", "+c dm_mod"});
  all.builtin = "kernel/fs/ext4/ext4.ko\nkernel/drivers/md/dm-mod.ko\nkernel/kernel/only-name.ko\n";
  CHECK(names(all, "e1000e") == strings{"e1000e"});
  CHECK(names(all, "ext4") == strings{"b"});
  CHECK(names(all, "dm-mod") == strings{"dm_mod"});
  CHECK(names(all, "only_name") == strings{"only_name"});
  CHECK(texts_of(Matcher(all).find("only-name")) == strings{"+only_name"});
  CHECK(texts_of(Matcher(all).find("e1000e")) == strings{"e1000e"});
  CHECK(names(all, "E1000E").empty());
}

TEST_CASE("match: the bus takes the first entry of a table that matches", "[match]") {
  const strings lines = {
      "a " + nic_ids + " 0x1 ids[3]", "a pci:v00001ED5d*sv*sd*bc*sc*i* 0x2 ids[1]",
      "a pci:v*d*sv*sd*bc02sc00i00* 0x3 others[0]", "b i2c:x - ids[0]", "c of:N*T*Cx - ids[0]"};
  CHECK(found(lines, nic) == strings{"a by -" + nic_ids + " by !pci:v00001ED5d*sv*sd*bc*sc*i*" +
                                     " by !pci:v*d*sv*sd*bc02sc00i00*"});
  CHECK(found(lines, "i2c:x") == strings{"b by !i2c:x"});
  // The bus of takes the best match, which aliases do not tell.
  CHECK(found(lines, "of:NnTtCx") == strings{"c by of:N*T*Cx"});
}

TEST_CASE("match: a driver forced on a device takes its override entries too", "[match]") {
  const Kernel all = kernel({"acme_vfio_pci vfio_" + nic_ids + " 0x1 ids[0]",
                             "acme_vfio_pci pci:v00001ED5d*sv*sd*bc*sc*i* 0x2 ids[1]",
                             "acme " + nic_ids + " - ids[0]"});
  const Matcher matcher(all);
  CHECK(texts_of(matcher.find(nic)) ==
        strings{"acme_vfio_pci by !pci:v00001ED5d*sv*sd*bc*sc*i*", "acme by !" + nic_ids});
  CHECK(texts_of(matcher.find_overridden(nic, "acme-vfio-pci")) ==
        strings{"acme_vfio_pci by !vfio_" + nic_ids + " by -pci:v00001ED5d*sv*sd*bc*sc*i*"});
  CHECK(texts_of(matcher.find_overridden("pci:v0000FFFFd00000000sv00000000sd00000000bc00sc00i00",
                                         "acme")) == strings{"acme"});
  CHECK(matcher.find_overridden(nic, "other").empty());
  CHECK(matcher.find_overridden(nic, "acme-vfio-pci")[0].assumed_driver == "acme-vfio-pci");
  CHECK(matcher.find(nic)[0].assumed_driver.empty());
  CHECK(matcher.has_module("acme-vfio-pci"));
  CHECK_FALSE(matcher.has_module("other"));
  Kernel with_names = all;
  with_names.builtin = "kernel/drivers/pci/pci-stub.ko\n";
  const Matcher of_names(with_names);
  CHECK(of_names.has_module("pci-stub"));
  CHECK(texts_of(of_names.find_overridden(nic, "pci-stub")) == strings{"+pci_stub"});
  CHECK(of_names.find_overridden(nic, "pci-stub")[0].assumed_driver == "pci-stub");
  const Kernel with_vfio = kernel({"vfio_pci vfio_pci:v*d*sv*sd*bc*sc*i*"});
  CHECK(Matcher(with_vfio).find_overridden(nic, "vfio-pci")[0].assumed_driver.empty());
}

TEST_CASE("match: of a device that is known in part, some modules match only perhaps", "[match]") {
  const strings lines = {"class pci:v*d*sv*sd*bc02sc00i*",
                         "other pci:v*d*sv*sd*bc0Csc03i30*",
                         "sub pci:v00001ED5d00000100sv00001ED5sd00000001bc*sc*i*",
                         "ids " + nic_ids,
                         "vendor pci:v00001ED5d*sv*sd*bc*sc*i*",
                         "no pci:v00001ED5d00000101sv*sd*bc*sc*i*"};
  CHECK(found(lines, "pci:v00001ED5d00000100sv*sd*bc*sc*i*") ==
        strings{"vendor by pci:v00001ED5d*sv*sd*bc*sc*i*", "class by ?pci:v*d*sv*sd*bc02sc00i*",
                "other by ?pci:v*d*sv*sd*bc0Csc03i30*",
                "sub by ?pci:v00001ED5d00000100sv00001ED5sd00000001bc*sc*i*",
                "ids by ?" + nic_ids});
  CHECK(found(lines, "pci:v00001ED5d00000100sv*sd*bc02sc00i*").size() == 4);
  // An earlier entry, which may match, may be the one that the bus takes.
  CHECK(found({"a " + nic_ids + " - ids[0]", "a pci:v00001ED5d*sv*sd*bc*sc*i* - ids[1]"},
              "pci:v00001ED5d00000100sv*sd*bc*sc*i*") ==
        strings{"a by ?" + nic_ids + " by pci:v00001ED5d*sv*sd*bc*sc*i*"});
  CHECK(found({"a " + nic_ids + " - ids[1]", "a pci:v00001ED5d*sv*sd*bc*sc*i* - ids[0]"},
              "pci:v00001ED5d00000100sv*sd*bc*sc*i*") ==
        strings{"a by ?-" + nic_ids + " by !pci:v00001ED5d*sv*sd*bc*sc*i*"});
  // A star is a character where fields have no width.
  CHECK(found({"a of:N*T*Cx", "b of:NyT*Cx"}, "of:N*T*Cx") == strings{"a by of:N*T*Cx"});
}

TEST_CASE("match: how specific a pattern is", "[match]") {
  using Fields = std::vector<std::string_view>;
  CHECK(specificity_of(nic_ids).fields == Fields{"v", "d", "bc", "sc"});
  CHECK(specificity_of("vfio_" + nic_ids).fields == Fields{"v", "d", "bc", "sc"});
  CHECK(specificity_of("usb:v0BDAp815[0-9]d*dc*dsc*dp*icFFisc*ip*in*").fields ==
        Fields{"v", "p", "ic"});
  CHECK(specificity_of("of:N*T*Cacme,x").fields.empty());
  const Specificity specificity = specificity_of("of:N*T?C[ab]*");
  CHECK(specificity.characters == 7);
  CHECK(specificity.wildcards == 3);
}

TEST_CASE("match: the filter lets patterns of the devices through, with override prefix or without",
          "[match]") {
  const DeviceFilter filter({"i2c:a-b", nic, "pci:v00008086d000010D3sv*sd*bc*sc*i*"});
  CHECK(filter("i2c:a_b"));
  CHECK(filter("i2c:*"));
  CHECK(filter("*"));
  CHECK(filter(nic_ids));
  CHECK(filter("vfio_" + nic_ids));
  CHECK(filter("pci:v*d*sv*sd*bc01sc06i01*"));
  CHECK(filter("pci:v00008086d000010D3sv*sd*bc*sc*i*"));
  CHECK_FALSE(filter("i2c:a"));
  CHECK_FALSE(filter("pci:v00008086d000010D4sv*sd*bc*sc*i*"));
  CHECK_FALSE(DeviceFilter({})("*"));
}

TEST_CASE("match: a module that the device's listing names is its own", "[match]") {
  const Kernel all = kernel({"uhci_hcd pci:v*d*sv*sd*bc0Csc03i00*", "acme pci:v*d*sv*sd*bc0C*",
                             "xhci_pci pci:v*d*sv*sd*bc0Csc03i30*"});
  const std::string usb = "pci:v00008086d0000461Esv*sd*bc0Csc03i*";
  const auto told_in = [](const Kernel& of, const Device& device) {
    auto modules = Matcher(of).find(device.modalias);
    mark_told(modules, device);
    strings texts;
    for (const MatchedModule& module : modules)
      texts.push_back(module.name + (module.is_told ? ", told" : "") +
                      (module.is_certain() ? "" : ", perhaps"));
    return texts;
  };
  const auto told = [&](const Device& device) { return told_in(all, device); };
  CHECK(told({.modalias = usb}) == strings{"acme", "uhci_hcd, perhaps", "xhci_pci, perhaps"});
  CHECK(told({.modalias = usb, .driver = "xhci_hcd", .modules = {"xhci-pci", "acme"}}) ==
        strings{"acme", "xhci_pci, told", "uhci_hcd, perhaps"});
  CHECK(told({.modalias = usb, .driver = "uhci-hcd"}) ==
        strings{"acme", "uhci_hcd, told", "xhci_pci, perhaps"});
  // A driver's name that a module tells counts, and not the module's own.
  Kernel read = kernel({"uhci_hcd pci:v*d*sv*sd*bc0Csc03i00* 0x0 ids[0]",
                        "xhci_pci pci:v*d*sv*sd*bc0Csc03i30* 0x0 ids[0]"});
  read.modules[0].drivers = {{.name = "uhci", .table = 0}};
  read.modules[1].drivers = {{.name = "uhci_hcd", .table = 0}};
  CHECK(told_in(read, {.modalias = usb, .driver = "uhci_hcd"}) ==
        strings{"xhci_pci, told", "uhci_hcd, perhaps"});
  // What cannot match is not the device's, whatever the listing says.
  CHECK(told({.modalias = "pci:v00008086d0000461Esv*sd*bc0Csc04i*", .modules = {"xhci_pci"}}) ==
        strings{"acme"});
}

}  // namespace ko2alias::test
