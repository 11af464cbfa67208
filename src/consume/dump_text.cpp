// `dump` for people:
//
//   e1000.ko: module e1000, 64-bit little-endian, kernel 6.1 (vermagic 6.1.0-28-amd64)
//
//   __mod_pci__e1000_pci_tbl_device_table: 37 pci entries of 40 bytes, laid out as since 5.15
//     #  vendor  device  subvendor  subdevice  class  class_mask  driver_data  override_only  alias
//     0  0x8086  0x1000  any        any        0      0           0            0 pci:v00008086d00001000sv*sd*bc*sc*i*
#include <algorithm>

#include <fmt/core.h>

#include "consume/formats.h"
#include "consume/members.h"
#include "consume/table_text.h"
#include "support/text.h"

namespace ko2alias {
namespace {

class TableDump {
 public:
  TableDump(const ModuleReport& report, std::size_t index)
      : report_(report), index_(index), table_(report.module->tables[index]) {}

  std::string text() {
    std::string text = fmt::format("\n{}: ", escape_for_terminal(table_.table.symbol_name));
    if (table_.variant == nullptr)
      return text + fmt::format("{} bytes of type '{}', without aliases in this release\n", table_.table.bytes.size(),
                                escape_for_terminal(table_.table.symbol.type));
    text +=
        fmt::format("{} {} entries of {} bytes, laid out as since {}{}\n", table_.entries, table_.bus->type,
                    entry_size(*table_.variant, report_.module->abi), to_string(first_release(table_.variant->since)),
                    table_.reason.empty() ? "" : " (" + table_.reason + ")");
    return table_.entries == 0 ? text : text + layout_rows(rows());
  }

 private:
  std::vector<Row> rows() {
    std::vector<Row> rows{{"#"}};
    for (const Member& member : table_.variant->members) rows[0].emplace_back(member.name);
    rows[0].emplace_back("alias");
    const TableView view = view_of(*report_.module, table_);
    auto alias = std::find_if(report_.aliases.begin(), report_.aliases.end(),
                              [&](const ReportedAlias& a) { return a.decoded->table == index_; });
    for (std::uint32_t n = 0; n < table_.entries; ++n) {
      rows.push_back(entry_row(Entry(view, n)));
      bool is_first = true;
      for (; alias != report_.aliases.end() && is_of(*alias, n); ++alias, is_first = false) {
        if (!is_first) rows.emplace_back(rows[0].size());
        rows.back().back() = escape_for_terminal(alias->pattern);
      }
    }
    return rows;
  }

  [[nodiscard]] bool is_of(const ReportedAlias& alias, std::uint32_t entry) const {
    return alias.decoded->table == index_ && alias.decoded->entry == entry;
  }

  static Row entry_row(const Entry& entry) {
    Row row{std::to_string(entry.index())};
    for (std::size_t i = 0; i < entry.members().size(); ++i) row.push_back(member_text(entry, i));
    row.emplace_back("-");
    return row;
  }

  const ModuleReport& report_;
  std::size_t index_;
  const DecodedTable& table_;
};

}  // namespace

std::string render_dump_text(const ModuleReport& report) {
  const DecodedModule& module = *report.module;
  std::string text =
      fmt::format("{}: module {}, {}-bit {}-endian", escape_for_terminal(report.path), escape_for_terminal(module.name),
                  module.abi.word_size * 8, module.abi.order == ByteOrder::big ? "big" : "little");
  if (module.tables.empty()) return text + ", no device tables\n";
  text +=
      fmt::format(", kernel {} ({})\n", to_string(module.choice.release), escape_for_terminal(module.choice.reason));
  for (std::size_t i = 0; i < module.tables.size(); ++i) text += TableDump(report, i).text();
  return text;
}

}  // namespace ko2alias
