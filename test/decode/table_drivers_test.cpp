// The names of drivers, in objects that C compilers make: every bus that describes its drivers, 32
// and 64 bits, both byte orders.
#include "decode/table_drivers.h"

#include <fmt/core.h>

#include "bus/buses.h"
#include "kit/c_compiler.h"
#include "kit/driver_module.h"
#include "kit/entries.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

constexpr std::string_view driver_head = R"(
static int board = 1;
static int probe(void) { return board; }
int use(void) { return probe(); }
static const char license[] __attribute__((used, section(".modinfo"), aligned(1))) = "license=GPL";
)";

std::string c_member(const Member& member, std::size_t index) {
  const std::string count = fmt::format("[{}]", member.count);
  if (member.scalar == Scalar::u8) return fmt::format("  unsigned char m{};\n", index);
  if (member.scalar == Scalar::u32) return fmt::format("  unsigned m{};\n", index);
  if (member.scalar == Scalar::chars) return fmt::format("  char m{}{};\n", index, count);
  if (member.name == driver_functions_member)
    return fmt::format("  int (*m{}{})(void);\n", index, count);
  return member.count == 1 ? fmt::format("  const void *m{};\n", index)
                           : fmt::format("  const void *m{}{};\n", index, count);
}

std::string c_struct_of(const std::string& name, const DriverForm& form) {
  std::string c = "struct " + name + " {\n";
  for (std::size_t i = 0; i < form.members.size(); ++i) c += c_member(form.members[i], i);
  return c + "};\n";
}

std::size_t index_of(const DriverForm& form, std::string_view name) {
  return find_member(form.members, name);
}

// A table without entries, exported, and a driver that uses it, whose functions all are `function`.
std::string c_driver(const std::string& prefix, const Bus& bus, const DriverForm& form,
                     const std::string& driver_name, const std::string& function = "probe") {
  const std::size_t size = entry_size(bus.variants.front(), lp64);
  std::string c = fmt::format(
      "static const char {0}_ids[{1}] __attribute__((aligned(8)));\n"
      "extern const char __mod_{2}__{0}_ids_device_table[{1}] "
      "__attribute__((alias(\"{0}_ids\")));\n",
      prefix, size, bus.type);
  c += c_struct_of(prefix + "_struct", form);
  c += fmt::format("struct {0}_struct {0}_driver = {{.m{1} = {2}, .m{3} = {0}_ids", prefix,
                   index_of(form, driver_name_member), driver_name,
                   index_of(form, driver_table_member));
  for (std::size_t i = 0; i < form.members.size(); ++i)
    if (form.members[i].name == driver_functions_member)
      c += fmt::format(", .m{} = {{(int (*)(void)){}}}", i, function);
  return c + "};\n";
}

// What is known of each table: `acme-drv of acme_driver`.
std::vector<strings> drivers_of_tables(std::string elf, std::string_view release = newest) {
  const Decoded decoded = decode(std::move(elf), as_kernel(release));
  const Pointers pointers(decoded.image);
  std::vector<strings> all;
  for (const DecodedTable& table : decoded.module.tables) {
    strings& drivers = all.emplace_back();
    for (const TableDriver& driver : drivers_of(decoded.module, table, pointers))
      drivers.push_back(fmt::format("{} of {}", driver.name, driver.object));
  }
  return all;
}

strings drivers_in(std::string elf, std::string_view release = newest) {
  const std::vector<strings> all = drivers_of_tables(std::move(elf), release);
  REQUIRE(!all.empty());
  return all.front();
}

strings drivers_of_c(const std::string& c, const std::string& command = KO2ALIAS_CC) {
  auto elf = c_object(command, std::string(driver_head) + c);
  REQUIRE(elf);
  return drivers_in(std::move(*elf));
}

const Bus& pci() { return *find_bus("pci"); }
const DriverForm& pci_form() { return pci().drivers.front().forms.front(); }

}  // namespace

TEST_CASE("drivers: the name of every bus's struct is found on every kind of machine",
          "[drivers]") {
  int heard = 0;
  // Of a form that another release has too: changes are ported back.
  std::string c(driver_head);
  std::vector<strings> expected;
  for (const Bus* const bus : all_buses())
    for (const DriverStruct& type : bus->drivers)
      for (const DriverForm& form : type.forms) {
        const std::string prefix = fmt::format("acme{}", expected.size());
        c += c_driver(prefix, *bus, form, fmt::format("\"drv-{}\"", expected.size()));
        expected.push_back({fmt::format("drv-{} of {}_driver", expected.size(), prefix)});
      }
  for (const CTarget& target : c_targets()) {
    if (c_messages(target.command, "int works;\n") != "") continue;
    ++heard;
    CAPTURE(target.name);
    auto elf = c_object(target.command, c);
    REQUIRE(elf);
    CHECK(drivers_of_tables(std::move(*elf)) == expected);
  }
  CHECK(heard > 0);
}

TEST_CASE("drivers: the name may be an object of its own", "[drivers]") {
  CHECK(drivers_of_c("static const char acme_name[] = \"Acme NIC\";\n" +
                     c_driver("acme", pci(), pci_form(), "acme_name")) ==
        strings{"Acme NIC of acme_driver"});
  CHECK(drivers_of_c("char acme_name[] = \"acme\";\n" +
                     c_driver("acme", pci(), pci_form(), "acme_name")) ==
        strings{"acme of acme_driver"});
}

TEST_CASE("drivers: what does not tell a name is no guess", "[drivers]") {
  struct Row {
    std::string what;
    std::string c;
  };
  const Row rows[] = {
      {"no name", c_driver("acme", pci(), pci_form(), "0")},
      {"an empty name", c_driver("acme", pci(), pci_form(), "\"\"")},
      {"a name that is filled in later",
       "char acme_name[16];\n" + c_driver("acme", pci(), pci_form(), "acme_name")},
      {"a name of another module",
       "extern char acme_name[];\n" + c_driver("acme", pci(), pci_form(), "acme_name")},
      {"a control character", c_driver("acme", pci(), pci_form(), "\"a\\nb\"")},
      {"a struct whose functions are data",
       c_driver("acme", pci(), pci_form(), "\"acme\"", "&board")},
      {"a list of names and tables",
       "extern const char acme_ids[];\n"
       "struct { const char *name; const void *ids; } acme_list[] = {{\"first\", acme_ids}};\n"
       "const char acme_ids[40];\n"
       "extern const char __mod_pci__acme_ids_device_table[40] "
       "__attribute__((alias(\"acme_ids\")));\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(drivers_of_c(row.c) == strings());
  }
}

TEST_CASE("drivers: a table may have several drivers", "[drivers]") {
  std::string c = c_driver("acme", pci(), pci_form(), "\"one\"");
  c += fmt::format("struct acme_struct acme_second = {{.m{} = \"two\", .m{} = acme_ids}};\n",
                   index_of(pci_form(), driver_name_member),
                   index_of(pci_form(), driver_table_member));
  strings drivers = drivers_of_c(c);
  std::sort(drivers.begin(), drivers.end());
  CHECK(drivers == strings{"one of acme_driver", "two of acme_second"});
}

TEST_CASE("drivers: nothing is known without the names of objects", "[drivers]") {
  const bool is_stripped = GENERATE(true, false);
  CHECK(drivers_in(elf_of({.ids = std::string(80, '\0'),
                           .mark = "__mod_pci__ids_device_table",
                           .is_stripped = is_stripped})) == strings());
}

}  // namespace ko2alias::test
