// `dump` for people:
//
//   e1000.ko: module e1000, 64-bit little-endian, kernel 6.1 (vermagic 6.1.0-28-amd64)
//
//   __mod_pci__e1000_pci_tbl_device_table: 37 pci entries of 40 bytes, as since 5.15
//   driver: e1000 (e1000_driver)
//   zero everywhere: class, class_mask, driver_data, override_only
//     #  vendor  device  subvendor  subdevice  alias
//     0  0x8086  0x1000  any        any        pci:v00008086d00001000sv*sd*bc*sc*i*
#include <algorithm>
#include <functional>

#include <fmt/core.h>

#include "decode/members.h"
#include "decode/table_drivers.h"
#include "emit/formats.h"
#include "support/columns.h"
#include "support/text.h"

namespace ko2alias {
namespace {

class TableDump {
 public:
  TableDump(const ModuleReport& report, std::size_t index, bool has_titles)
      : report_(report),
        index_(index),
        table_(report.module->tables[index]),
        has_titles_(has_titles) {}

  void write(const TextSink& sink) {
    sink(head());
    sink(drivers());
    if (table_.variant == nullptr || table_.entries == 0) return;
    find_columns();
    if (!zero_columns_.empty()) sink("zero everywhere: " + zero_columns_ + "\n");
    ColumnWidths widths;
    visit_rows([&](const Row& row) { widths.widen(row); });
    visit_rows([&](const Row& row) { sink(widths.line(row)); });
  }

 private:
  [[nodiscard]] std::string head() const {
    const std::string symbol = escape_for_terminal(table_.table.symbol_name);
    if (table_.variant == nullptr)
      return fmt::format("\n{}: {} bytes of type '{}', without aliases in this release\n", symbol,
                         table_.table.bytes.size(), escape_for_terminal(table_.table.symbol.type));
    return fmt::format("\n{}: {} {} {} of {} bytes, as since {}{}\n", symbol, table_.entries,
                       table_.bus->type, table_.entries == 1 ? "entry" : "entries",
                       entry_size(*table_.variant, report_.module->abi),
                       to_string(first_release(table_.variant->since)),
                       table_.reason.empty() ? "" : " (" + table_.reason + ")");
  }

  // `driver xhci_hcd (xhci_pci_driver)`; empty on buses where no module tells a name.
  [[nodiscard]] std::string drivers() const {
    if (!report_.drivers || !has_named_drivers(table_)) return {};
    std::string names;
    for (const ModuleDriver& driver : *report_.drivers)
      if (driver.index == index_)
        names += fmt::format("{}{} ({})", names.empty() ? "" : ", ",
                             escape_for_terminal(driver.name), escape_for_terminal(driver.object));
    return names.empty() ? "driver: not known\n" : fmt::format("driver: {}\n", names);
  }

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

  // Rows are made anew each time: a table can have a million.
  void visit_rows(const std::function<void(const Row&)>& visit) const {
    Row row = titles();
    if (has_titles_) visit(row);
    const TableView view = driver_view_of(*report_.module, table_);
    auto alias = std::find_if(report_.aliases.begin(), report_.aliases.end(),
                              [&](const ModuleAlias& a) { return a.decoded->table == index_; });
    for (std::uint32_t n = 0; n < table_.entries; ++n) {
      row = entry_row(Entry(view, n));
      if (alias == report_.aliases.end() || !is_of(*alias, n)) visit(row);
      for (; alias != report_.aliases.end() && is_of(*alias, n); ++alias) {
        row.back() = escape_for_terminal(alias->pattern);
        visit(row);
        // The members stand beside the first alias alone.
        row.assign(row.size(), "");
      }
    }
  }

  [[nodiscard]] Row titles() const {
    Row row{"#"};
    for (const Shown& column : columns_) row.emplace_back(column.name);
    row.emplace_back("alias");
    return row;
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
  bool has_titles_;
  std::vector<Shown> columns_{};
  std::string zero_columns_{};
};

void write_dump(const ModuleReport& report, bool has_titles, const TextSink& sink) {
  const std::string path = escape_for_terminal(report.path);
  const std::string name = escape_for_terminal(report.name);
  if (report.module == nullptr)
    return sink(fmt::format("{}: module {}, known from a list: no device tables\n", path, name));
  const DecodedModule& module = *report.module;
  const std::string head =
      fmt::format("{}: module {}, {}-bit {}-endian", path, name, module.abi.word_size * 8,
                  module.abi.order == ByteOrder::big ? "big" : "little");
  if (module.tables.empty()) return sink(head + ", no device tables\n");
  sink(fmt::format("{}, kernel {} ({})\n", head, to_string(module.choice.release),
                   escape_for_terminal(module.choice.reason)));
  for (std::size_t i = 0; i < module.tables.size(); ++i)
    TableDump(report, i, has_titles).write(sink);
}

}  // namespace

void write_dump_text(const ModuleReport& report, const TextSink& sink) {
  write_dump(report, true, sink);
}

void write_dump_untitled(const ModuleReport& report, const TextSink& sink) {
  write_dump(report, false, sink);
}

}  // namespace ko2alias
