// Splits `.modinfo` at its NULs into records, and each record at its first `=`.
#include "ko2alias/modinfo.h"
#include "ko2alias/image.h"

namespace ko2alias {

std::string_view Modinfo::first(std::string_view key) const {
  for (const Record& record : records)
    if (record.key == key) return record.value;
  return {};
}

std::vector<std::string_view> Modinfo::all(std::string_view key) const {
  std::vector<std::string_view> values;
  for (const Record& record : records)
    if (record.key == key) values.push_back(record.value);
  return values;
}

Modinfo parse_modinfo(std::string_view section) {
  Modinfo modinfo;
  while (!section.empty()) {
    const std::string_view record = section.substr(0, section.find('\0'));
    section.remove_prefix(std::min(record.size() + 1, section.size()));
    if (const auto equals = record.find('='); equals != std::string_view::npos)
      modinfo.records.push_back({record.substr(0, equals), record.substr(equals + 1)});
  }
  return modinfo;
}

Result<Modinfo> load_modinfo(const ModuleImage& image) {
  const auto section = load_section(image, ".modinfo");
  if (!section) return section.problem();
  return parse_modinfo(*section);
}

}  // namespace ko2alias
