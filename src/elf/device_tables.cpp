#include "ko2alias/device_table.h"

namespace ko2alias {

DeviceTables find_device_tables(const ModuleImage& image, std::string_view module) {
  DeviceTables found;
  for (const Symbol& symbol : image.mod_symbols) {
    const auto parsed = parse_table_symbol(symbol.name, module);
    if (!parsed) continue;
    const auto bytes = load_object(image, symbol);
    if (bytes)
      found.tables.push_back({symbol.name, *parsed, *bytes, symbol.is_object, symbol.is_local});
    else
      found.problems.push_back({Severity::error, std::string(symbol.name), bytes.problem().message});
  }
  return found;
}

}  // namespace ko2alias
