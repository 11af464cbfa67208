// Takes the symbols with `__mod_` that name a device table, and loads the bytes that they mark.
#include <fmt/core.h>

#include "ko2alias/device_table.h"
#include "ko2alias/image.h"
#include "support/text.h"

namespace ko2alias {

DeviceTables find_device_tables(const ModuleImage& image, std::string_view module,
                                const TableLimits& limits) {
  DeviceTables found{.tables = {}, .problems = ProblemList(limits.problems)};
  // Tables do not overlap: together they are smaller than the file, apart from those without bytes
  // in it. Many symbols with the same large table are an attack.
  constexpr std::uint64_t most_nobits = 1 << 20;
  std::uint64_t room = image.source->data().size() + most_nobits;
  for (const Symbol& symbol : image.mod_symbols) {
    const auto parsed = parse_table_symbol(symbol.name, module);
    if (!parsed) continue;
    if (found.tables.size() + found.problems.size() >= limits.tables) {
      found.problems.add_first({Severity::error,
                                {},
                                fmt::format("more than {}: the others were not read",
                                            counted(limits.tables, "device table")),
                                ProblemKind::many_tables});
      break;
    }
    const auto bytes = load_object(image, symbol);
    if (bytes && bytes->size() > room) {
      found.problems.add({Severity::error, std::string(symbol.name),
                          "the device tables together are larger than the file",
                          ProblemKind::unreadable_table});
      break;
    }
    if (bytes) room -= bytes->size();
    if (bytes)
      found.tables.push_back({symbol.name, *parsed, *bytes, symbol.is_object, symbol.is_local,
                              symbol.section, offset_in_section(image, symbol)});
    else
      found.problems.add({Severity::error, std::string(symbol.name), bytes.problem().message,
                          ProblemKind::unreadable_table});
  }
  return found;
}

}  // namespace ko2alias
