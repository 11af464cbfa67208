// Texts with aliases as modules.
#include "module/listing.h"

#include "kit/kit.h"

namespace ko2alias::test {
namespace {

// Each module as `+PATH NAME: LINE PATTERN [TABLE ENTRY], …`, `+` before what is built in.
strings modules_of(const Listing& listing) {
  strings modules;
  for (const ModuleReport& module : listing.modules()) {
    std::string text = module.is_builtin ? "+" : "";
    text.append(module.path).append(" ").append(module.name).append(":");
    for (const ModuleAlias& alias : module.aliases) {
      CHECK(alias.origin == Origin::list);
      text.append(" ").append(std::to_string(alias.line)).append(" ").append(alias.pattern);
      if (!alias.table.empty())
        text.append(" ").append(alias.table).append(" ").append(std::to_string(alias.entry));
      text += ",";
    }
    modules.push_back(text);
  }
  return modules;
}

strings parsed(std::string_view text) {
  const auto listing = parse_listing("list", text);
  return listing ? modules_of(*listing) : strings{"problem: " + listing.problem().message};
}

}  // namespace

TEST_CASE("listing: a modules.alias, each alias with its line", "[listing]") {
  CHECK(parsed("alias i2c:a one\nalias i2c:b c one\nalias i2c:d two\nalias i2c:e one\n") ==
        strings{"list one: 1 i2c:a, 2 i2c:b c,", "list two: 3 i2c:d,", "list one: 4 i2c:e,"});
  CHECK(parsed("# a comment alone\n").empty());
}

TEST_CASE("listing: a comment ends a module's lines", "[listing]") {
  CHECK(parsed("alias i2c:a one\n#\nalias i2c:b one") ==
        strings{"list one: 1 i2c:a,", "list one: 3 i2c:b,"});
}

TEST_CASE("listing: the module behind `# built in` alone is built in", "[listing]") {
  CHECK(
      parsed("# built in\nalias i2c:a one\nalias i2c:b one\nalias i2c:c two\nalias i2c:d one\n") ==
      strings{"+list one: 2 i2c:a, 3 i2c:b,", "list two: 4 i2c:c,", "list one: 5 i2c:d,"});
}

TEST_CASE("listing: a line that is no alias is a problem with its number", "[listing]") {
  for (const std::string line :
       {"alias", "alias i2c:a", "alias i2c:a ", "alias  i2c:a", "options one a=1",
        "alias i2c:a o\tne", "alias i2c:a one\x1b[2J"}) {
    CAPTURE(line);
    CHECK(parsed("# first\nalias i2c:a one\n" + line + "\n") ==
          strings{"problem: line 3: expected 'alias PATTERN MODULE'"});
  }
}

TEST_CASE("listing: a package behind a module is no module", "[listing]") {
  const std::string pci = "pci:v00001ED5d00002438sv*sd*bc03sc*i*";
  // The pattern of a pci device has no blank, so the column is seen under any name.
  CHECK(parsed("# cards\nalias " + pci +
               " acme acme-510\nalias i2c:a acme acme-510\nalias i2c:b "
               "other\n") == strings{"list acme: 2 " + pci + ", 3 i2c:a,", "list other: 4 i2c:b,"});
  const auto listing = parse_listing("a.modaliases", "alias i2c:a  acme\tacme-510\n");
  REQUIRE(listing);
  CHECK(modules_of(*listing) == strings{"a.modaliases acme: 1 i2c:a,"});
  CHECK(parsed("alias " + pci + " acme acme-510\nalias i2c:a b c d\n") ==
        strings{"problem: line 2: expected 'alias PATTERN MODULE PACKAGE'"});
  // kmod splits at the last blank where nothing tells of packages.
  CHECK(parsed("alias platform:Fixed MDIO bus fixed\n") ==
        strings{"list fixed: 1 platform:Fixed MDIO bus,"});
}

TEST_CASE("listing: the end of a line of Windows is no part of a name", "[listing]") {
  CHECK(parsed("# cards\r\n\r\nalias i2c:a one\r\n") == strings{"list one: 3 i2c:a,"});
}

TEST_CASE("listing: blanks before a pattern are none of its own", "[listing]") {
  CHECK(parsed("alias  i2c:a  one\n") == strings{"list one: 1 i2c:a,"});
}

TEST_CASE("listing: the records of built-in modules", "[listing]") {
  const std::string_view text(
      "rtc-cmos.license=GPL\0rtc-cmos.alias=of:a\0rtc-cmos.alias=of:b\0c.alias=i2c:c\0", 75);
  CHECK(parsed(text) == strings{"+list rtc_cmos: 0 of:a, 0 of:b,", "+list c: 0 i2c:c,"});
}

TEST_CASE("listing: a built-in module's record without a name is passed over, as kmod does",
          "[listing]") {
  const std::string_view text("a.license=GPL\0.alias=none:\0..alias=of:b\0a.alias=of:a\0", 52);
  CHECK(parsed(text) == strings{"+list a: 0 of:a,"});
}

TEST_CASE("listing: odd names are refused", "[listing]") {
  CHECK(parsed(std::string_view("a b.alias=of:a\0", 15)) ==
        strings{"problem: a module cannot be called 'a b'"});
  CHECK(parsed(R"({"schema_version":1,"modules":[{"path":"","name":"a\nb","aliases":[]}]})") ==
        strings{"problem: not a snapshot: modules[0]: a module cannot be called 'a\\x0ab'"});
}

TEST_CASE("listing: a snapshot, its modules with their own JSON", "[listing]") {
  const std::string one =
      R"({"path":"a/one.ko","name":"one","aliases":[{"pattern":"i2c:a","table":"t","entry":7},)"
      R"({"pattern":"?","pattern_bytes":"6162ff"}]})";
  const std::string two = R"({"path":"","name":"two","builtin":true,"aliases":[]})";
  const auto listing =
      parse_listing("list", R"({"schema_version": 1, "modules": [)" + one + ", " + two + "]}");
  REQUIRE(listing);
  CHECK(modules_of(*listing) == strings{"a/one.ko one: 0 i2c:a t 7, 0 ab\xff,", "+list two:"});
  CHECK(listing->modules()[0].snapshot == one);
  CHECK(listing->modules()[1].snapshot == two);
}

TEST_CASE("listing: a snapshot of another version, or none at all", "[listing]") {
  CHECK(parsed(R"({"schema_version": 2, "modules": []})") ==
        strings{"problem: a snapshot of schema version 2, but this ko2alias reads version 1"});
  for (const std::string text : {"{", "{}", R"({"schema_version": 1})",
                                 R"({"schema_version": 1, "modules": [{"name": "a"}]})"}) {
    CAPTURE(text);
    const auto listing = parse_listing("list", text);
    REQUIRE_FALSE(listing);
    CHECK(listing.problem().message.starts_with("not a snapshot: "));
  }
  const std::string deep(100'000, '[');
  CHECK(parsed(R"({"schema_version": 1, "modules": )" + deep) ==
        strings{"problem: not a snapshot: nested too deeply"});
}

TEST_CASE("listing: what is wrong in a snapshot is said of its module, in our words", "[listing]") {
  const auto problem_of = [](const std::string& modules) {
    return parsed(R"({"schema_version": 1, "modules": )" + modules + "}").front();
  };
  const std::string good = R"({"path": "", "name": "a", "aliases": []})";
  const std::pair<std::string, std::string> rows[] = {
      {"[" + good + R"(, {"name": 7}])", "modules[1]: expected a string, but found a number"},
      {"[" + good + ", []]", "modules[1]: expected an object, but found an array"},
      {"7", "modules: expected an array, but found a number"},
      {R"([{"name": "a"}])", "modules[0]: key 'path' not found"},
      {R"([{"path": "", "name": "a", "vermagic": 7, "aliases": []}])",
       "modules[0]: expected a string, but found a number"},
      {R"([{"path": "", "name": "a", "aliases": [{"pattern_bytes": "zz"}]}])",
       "modules[0]: 'zz' is no byte of two hexadecimal digits"},
  };
  for (const auto& [modules, reason] : rows)
    CHECK(problem_of(modules) == "problem: not a snapshot: " + reason);
}

TEST_CASE("listing: other texts are none", "[listing]") {
  CHECK(parsed("") == strings{"problem: the file is empty"});
  CHECK(parsed("hello\n") ==
        strings{"problem: neither an ELF file nor an archive, a modules.alias, a "
                "modules.builtin.modinfo or a snapshot"});
}

TEST_CASE("listing: its modules stay whole when it is moved", "[listing]") {
  const std::string text =
      "{\"schema_version\": 1, \"modules\": [{\"path\":\"p\",\"name\":\"n\","
      "\"aliases\":[{\"pattern\":\"i2c:a\"}]}]}";
  auto listing = parse_listing("list", text);
  REQUIRE(listing);
  const Listing moved = std::move(*listing);
  CHECK(modules_of(moved) == strings{"p n: 0 i2c:a,"});
}

TEST_CASE("listing: a snapshot tells which modules are known from tables alone", "[listing]") {
  const std::string table = R"({"pattern": "i2c:x", "table": "t", "entry": 0, "source": "tables"})";
  const std::string hand = R"({"pattern": "x-by-hand", "source": "modinfo"})";
  const auto modules = [](const std::string& a, const std::string& b) {
    return R"({"path": "a.ko", "name": "a", "aliases": [)" + a +
           R"(]}, {"path": "b.ko", "name": "b", "aliases": [)" + b + "]}";
  };
  const auto alone = [](const std::string& text) {
    const auto listing = parse_listing("list", text);
    REQUIRE(listing);
    std::string names;
    for (const ModuleReport& module : listing->modules())
      if (module.is_tables_alone) names += module.name;
    return names;
  };
  const auto snapshot = [&](const std::string& a, const std::string& b, const std::string& kernel) {
    return alone(R"({"schema_version": 1, "modules": [)" + modules(a, b) + "]" + kernel + "}");
  };
  const auto of = [](const std::string& source) {
    return R"(, "kernel": {"source": ")" + source + "\"}";
  };
  CHECK(snapshot(table, "", of("tables")) == "ab");
  CHECK(snapshot(table, hand, of("auto")) == "a");
  CHECK(snapshot(table, "", of("auto")) == "ab");
  CHECK(snapshot(table, "", of("all")).empty());
  CHECK(snapshot("", "", of("modinfo")).empty());
  // An older snapshot, and lines, do not say it.
  CHECK(snapshot(table, "", "") == "ab");
  CHECK(snapshot(table, hand, "").empty());
  CHECK(alone(R"({"path": "a.ko", "name": "a", "aliases": [)" + table + "]}\n") == "a");
  CHECK(alone(R"({"path": "a.ko", "name": "a", "aliases": [)" + table + "]}\n" +
              R"({"path": "b.ko", "name": "b", "aliases": [)" + hand + "]}\n")
            .empty());
}

}  // namespace ko2alias::test
