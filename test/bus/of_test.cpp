// of and vio.
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

EntryBytes of(const Abi& abi, std::string_view name, std::string_view type,
              std::string_view compatible) {
  return entry(abi).chars(name, 32).chars(type, 32).chars(compatible, 128).word(0);
}

struct OfRow {
  std::string release, name, type, compatible;
  strings aliases;
};

}  // namespace

TEST_CASE("of: what each release wrote", "[bus][of]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  const OfRow row = GENERATE(values<OfRow>({
      {"3.8", "", "", "ti,am335x", {"of:N*T*Cti,am335x*"}},
      {"3.8", "", "cpu", "foo", {"of:N*Tcpu*Cfoo*"}},
      {"3.8", "", "cpu", "", {"of:N*Tcpu*"}},
      {"3.8", "n", "", "", {"of:NnT*"}},
      // 3.9 took an empty compatible string for one.
      {"3.9", "", "", "ti,am335x", {"of:N*T*Cti,am335x*"}},
      {"3.9", "", "cpu", "", {"of:N*Tcpu*C*"}},
      {"4.4", "n", "", "", {"of:NnT*C*"}},
      {"3.10.0-1160.el7", "n", "", "", {"of:NnT*C*"}},
      // 4.5 dropped the star.
      {"4.5", "", "", "ti,am335x", {"of:N*T*Cti,am335x"}},
      {"4.5", "", "cpu", "", {"of:N*Tcpu*C"}},
      // Its stable series brought a second alias for devices that are compatible with more.
      {"4.5.7", "", "", "ti,am335x", {"of:N*T*Cti,am335x", "of:N*T*Cti,am335xC*"}},
      {"4.5.7", "", "cpu", "", {"of:N*Tcpu*C", "of:N*Tcpu*CC*"}},
      {"4.6.2", "n", "", "", {"of:NnT*C", "of:NnT*CC*"}},
      // 4.7 left out an empty compatible string again.
      {"4.7", "", "", "ti,am335x", {"of:N*T*Cti,am335x", "of:N*T*Cti,am335xC*"}},
      {"4.7", "", "cpu", "", {"of:N*Tcpu", "of:N*TcpuC*"}},
      {"4.7", "", "cpu", "foo", {"of:N*Tcpu*Cfoo", "of:N*Tcpu*CfooC*"}},
      {"7.3", "", "cpu", "foo", {"of:N*Tcpu*Cfoo", "of:N*Tcpu*CfooC*"}},
      {"7.3", "n", "t", "c", {"of:NnTt*Cc", "of:NnTt*CcC*"}},
      {"7.3", "n", "", "", {"of:NnT*", "of:NnT*C*"}},
  }));
  CAPTURE(abi, row.release, row.name, row.type, row.compatible);
  CHECK(aliases_of("of", row.release, of(abi, row.name, row.type, row.compatible)) == row.aliases);
}

TEST_CASE("of: white space becomes underscores", "[bus][of]") {
  const std::string release = GENERATE("3.8", "4.4", "4.5", "7.3");
  CAPTURE(release);
  const strings aliases = aliases_of("of", release, of(ilp32_be, "a b", "\t\v", "c\fd e"));
  CHECK(aliases.at(0).starts_with("of:Na_bT__*Cc_d_e"));
}

TEST_CASE("of: both aliases of repeated entries up to 6.12", "[bus][of]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const EntryBytes one = of(abi, "", "", "x");
  CHECK(aliases_of("of", "6.12", one, one) ==
        strings{"of:N*T*Cx", "of:N*T*CxC*", "of:N*T*Cx", "of:N*T*CxC*"});
  CHECK(aliases_of("of", "6.13", one, one) == strings{"of:N*T*Cx", "of:N*T*CxC*"});
}

TEST_CASE("vio: type and compat", "[bus][vio]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const auto vio = [&](std::string_view type, std::string_view compat) {
    return entry(abi).chars(type, 32).chars(compat, 32);
  };
  CHECK(aliases_of("vio", vio("network", "IBM,l-lan"), vio("a b", ""), vio("", "c"), vio("", "")) ==
        strings{"vio:TnetworkSIBM,l-lan*", "vio:Ta_bS*", "vio:T*Sc*", "vio:T*S*"});
}

}  // namespace ko2alias::test
