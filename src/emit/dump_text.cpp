// `dump` for people:
//
//   e1000.ko: module e1000, 64-bit little-endian, kernel 6.1 (vermagic 6.1.0-28-amd64)
//
//   __mod_pci__e1000_pci_tbl_device_table: 37 pci entries of 40 bytes, as since 5.15
//   zero everywhere: class, class_mask, driver_data, override_only
//     #  vendor  device  subvendor  subdevice  alias
//     0  0x8086  0x1000  any        any        pci:v00008086d00001000sv*sd*bc*sc*i*
#include <algorithm>

#include <fmt/core.h>

#include "decode/members.h"
#include "emit/formats.h"
#include "support/columns.h"
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
      return text + fmt::format("{} bytes of type '{}', without aliases in this release\n",
                                table_.table.bytes.size(),
                                escape_for_terminal(table_.table.symbol.type));
    text += fmt::format("{} {} {} of {} bytes, as since {}{}\n", table_.entries, table_.bus->type,
                        table_.entries == 1 ? "entry" : "entries",
                        entry_size(*table_.variant, report_.module->abi),
                        to_string(first_release(table_.variant->since)),
                        table_.reason.empty() ? "" : " (" + table_.reason + ")");
    if (table_.entries == 0) return text;
    find_columns();
    if (!zero_columns_.empty()) text += "zero everywhere: " + zero_columns_ + "\n";
    return text + layout_rows(rows());
  }

 private:
  // Members that no entry uses are named once, not shown in every row.
  void find_columns() {
    const TableView view = driver_view_of(*report_.module, table_);
    for (const Shown& shown : shown_members(*table_.variant)) {
      bool is_used = false;
      for (std::uint32_t n = 0; n < table_.entries && !is_used; ++n)
        is_used = !is_zero(table_, Entry(view, n), shown, report_.pointers);
      if (is_used)
        columns_.push_back(shown);
      else
        zero_columns_.append(zero_columns_.empty() ? "" : ", ").append(shown.name);
    }
  }

  std::vector<Row> rows() {
    std::vector<Row> rows{{"#"}};
    for (const Shown& column : columns_) rows[0].emplace_back(column.name);
    rows[0].emplace_back("alias");
    const TableView view = driver_view_of(*report_.module, table_);
    auto alias = std::find_if(report_.aliases.begin(), report_.aliases.end(),
                              [&](const ModuleAlias& a) { return a.decoded->table == index_; });
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

  [[nodiscard]] bool is_of(const ModuleAlias& alias, std::uint32_t entry) const {
    return alias.decoded->table == index_ && alias.decoded->entry == entry;
  }

  [[nodiscard]] Row entry_row(const Entry& entry) const {
    Row row{std::to_string(entry.index())};
    for (const Shown& column : columns_)
      row.push_back(shown_text(table_, entry, column, report_.pointers));
    row.emplace_back("-");
    return row;
  }

  const ModuleReport& report_;
  std::size_t index_;
  const DecodedTable& table_;
  std::vector<Shown> columns_{};
  std::string zero_columns_{};
};

}  // namespace

std::string render_dump_text(const ModuleReport& report) {
  if (report.module == nullptr)
    return fmt::format("{}: module {}, known from a list: no device tables\n",
                       escape_for_terminal(report.path), escape_for_terminal(report.name));
  const DecodedModule& module = *report.module;
  std::string text =
      fmt::format("{}: module {}, {}-bit {}-endian", escape_for_terminal(report.path),
                  escape_for_terminal(report.name), module.abi.word_size * 8,
                  module.abi.order == ByteOrder::big ? "big" : "little");
  if (module.tables.empty()) return text + ", no device tables\n";
  text += fmt::format(", kernel {} ({})\n", to_string(module.choice.release),
                      escape_for_terminal(module.choice.reason));
  for (std::size_t i = 0; i < module.tables.size(); ++i) text += TableDump(report, i).text();
  return text;
}

}  // namespace ko2alias
