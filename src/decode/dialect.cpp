// Tells the tables that a release's modpost passes by, and the releases that know a spelling.
// Facts: docs/kernel-facts/device-tables.md, section 1.
#include "decode/dialect.h"

namespace ko2alias {
namespace {

// modpost began to cut numeric suffixes off in 3.15; that was broken from 3.17 until 5.19.
bool cuts_suffix(const Release& release) {
  constexpr Since mended =
      Since(5, 19).and_in(5, 15, 85).and_in(5, 10, 223).and_in(5, 4, 214).and_in(4, 19, 304);
  return release < Release{3, 17} || mended.includes(release);
}

}  // namespace

std::string reason_to_pass_by(const DeviceTable& table, const Release& release) {
  const TableSymbol& symbol = table.symbol;
  if (!symbol.misread_type.empty())
    return "modpost takes '" + std::string(symbol.misread_type) +
           "' for its type, as the module's name holds a double underscore or ends in one: it "
           "writes no alias for this "
           "table";
  if (!table.is_object && release >= Release{3, 3})
    return "its symbol is not an object: modpost skips it";
  if (!symbol.is_at_start && release >= Release{4, 20})
    return "its symbol does not start with __mod_: modpost skips it";
  if (symbol.has_suffix && !cuts_suffix(release))
    return "its symbol has a numeric suffix: modpost of this release skips it";
  return {};
}

ByteOrder likely_build_host(std::string_view vermagic) {
  return vermagic.find("s390x") != std::string_view::npos ? ByteOrder::big : ByteOrder::little;
}

ReleaseRange releases_of(Spelling spelling) {
  switch (spelling) {
    case Spelling::type_only: return {{2, 6}, {3, 15}};
    case Spelling::type_table: return {{3, 15}, {6, 13}};
    case Spelling::prefix: return {{6, 13}, {6, 18}};
    case Spelling::prefix_module: break;
  }
  return {{6, 18}, {999, 0}};
}

}  // namespace ko2alias
