// Random tables of 28 kernel releases in four kinds, against the aliases that each release's own
// modpost made of them. See testdata/eras/README.md.
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <string>

#include "bus/buses.h"
#include "kit/kit.h"
#include "kit/test_archive.h"

namespace ko2alias::test {
namespace {

const std::map<std::string, std::string>& eras() {
  static const auto files = read_archive(source_path("testdata/eras/random-tables.tar.xz"));
  return files;
}

// The modules' names without `.ko`: `6.1.141-msb-32`.
strings modules() {
  strings names;
  for (const auto& [name, data] : eras())
    if (name.ends_with(".ko")) names.push_back(name.substr(0, name.size() - 3));
  return names;
}

strings lines_of(const std::string& text) {
  strings lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// The first difference, which tells more than two lists of a thousand lines.
std::string difference(const strings& ours, const strings& modposts) {
  const auto at = std::mismatch(ours.begin(), ours.end(), modposts.begin(), modposts.end());
  if (at.first == ours.end() && at.second == modposts.end()) return "";
  return "line " + std::to_string(at.first - ours.begin() + 1) + " of " +
         std::to_string(modposts.size()) + ": '" + (at.first == ours.end() ? "" : *at.first) +
         "', modpost wrote '" + (at.second == modposts.end() ? "" : *at.second) + "'";
}

const std::string& module_bytes(const std::string& name) { return eras().at(name + ".ko"); }
strings modpost_aliases(const std::string& name) { return lines_of(eras().at(name + ".aliases")); }

// The alias lines of one bus. An alias's start tells its bus; pnp and acpi lines come from more
// than one.
strings of_buses(const strings& aliases, const std::vector<std::string_view>& starts) {
  strings some;
  for (const std::string& alias : aliases)
    if (std::any_of(starts.begin(), starts.end(),
                    [&](std::string_view start) { return alias.starts_with(start); }))
      some.push_back(alias);
  return some;
}

std::string without_vermagic(std::string elf) {
  const auto at = elf.find("vermagic=");
  REQUIRE(at != std::string::npos);
  elf[at + 4] = 'X';
  return elf;
}

}  // namespace

TEST_CASE("eras: the archive is all there", "[eras]") {
  CHECK(modules().size() == 112);
  CHECK(eras().size() == 336);
}

TEST_CASE("eras: every module gives its release's aliases, by its vermagic", "[eras]") {
  for (const std::string& name : modules()) {
    INFO(name);
    const Decoded decoded = decode(module_bytes(name));
    CHECK(decoded.module.choice.is_certain);
    CHECK(difference(decoded.patterns(), modpost_aliases(name)) == "");
  }
}

TEST_CASE("eras: --kernel gives the same as vermagic, and more than it", "[eras]") {
  for (const std::string& name : modules()) {
    INFO(name);
    const std::string vermagic(decode(module_bytes(name)).module.modinfo.first("vermagic"));
    CHECK(difference(decode(module_bytes(name), as_kernel(vermagic)).patterns(),
                     modpost_aliases(name)) == "");
    CHECK(difference(decode(without_vermagic(module_bytes(name)), as_kernel(vermagic)).patterns(),
                     modpost_aliases(name)) == "");
  }
}

TEST_CASE("eras: each bus alone", "[eras][bus]") {
  struct Row {
    const char* bus;
    std::vector<std::string_view> starts;
  };
  const Row row = GENERATE(values<Row>({{"pci", {"pci:", "vfio_pci:"}},
                                        {"cdx", {"cdx:", "vfio_cdx:"}},
                                        {"virtio", {"virtio:"}},
                                        {"usb", {"usb:"}},
                                        {"of", {"of:"}},
                                        {"i2c", {"i2c:"}},
                                        {"hid", {"hid:"}}}));
  CAPTURE(row.bus);
  std::size_t lines = 0;
  for (const std::string& name : modules()) {
    INFO(name);
    const strings wanted = of_buses(modpost_aliases(name), row.starts);
    lines += wanted.size();
    CHECK(difference(of_buses(decode(module_bytes(name)).patterns(), row.starts), wanted) == "");
  }
  CHECK(lines > 100);
}

TEST_CASE("eras: every table of a known type is read", "[eras]") {
  std::map<std::string, int> tables;
  for (const std::string& name : modules()) {
    INFO(name);
    for (const DecodedTable& table : decode(module_bytes(name)).module.tables) {
      CHECK(table.bus != nullptr);
      ++tables[std::string(table.table.symbol.type)];
    }
  }
  // Every bus occurs, but those whose aliases are younger than the archive's newest release.
  for (const Bus* bus : all_buses()) {
    INFO(bus->type);
    CHECK(tables[std::string(bus->type)] > 0);
  }
}

TEST_CASE("eras: without vermagic the tables decide, or nobody claims that they do", "[eras]") {
  std::map<bool, int> is_certain;
  for (const std::string& name : modules()) {
    INFO(name);
    const Decoded decoded = decode(without_vermagic(module_bytes(name)));
    const std::string found = difference(decoded.patterns(), modpost_aliases(name));
    INFO(decoded.module.choice.reason);
    if (decoded.module.choice.is_certain) CHECK(found == "");
    CHECK(decoded.module.choice.is_certain ==
          !any_contains(decoded.problems(), "with other aliases"));
    ++is_certain[decoded.module.choice.is_certain];
  }
  std::printf("eras without vermagic: %d decided, %d left undecided\n", is_certain[true],
              is_certain[false]);
}

}  // namespace ko2alias::test
