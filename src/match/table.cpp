// A table of devices against kernels:
//
//   device      6.12.57  7.2.1
//   i2c:ad5301  ad5446   -
//   pci:v000010ECd…  r8169 (not loaded)  r8169       modprobe.d drops it
//
// A terminal gets no more columns than it has: one row for the hosts that have a device and the
// same answers, long answers cut, modaliases cut in the middle, then names cut at the end. Where
// that is not enough, the kernels stand below each other:
//
//   web00 … web39 (40 hosts)  pci:v000010ECd00008168sv…c00i00  Realtek …
//     6.12.57  r8169 (not loaded)
//     7.2.1    r8169
#include <algorithm>
#include <map>
#include <utility>

#include <fmt/core.h>

#include "match/formats.h"
#include "match/host_groups.h"
#include "support/columns.h"
#include "support/fit.h"
#include "support/glyphs.h"
#include "support/text.h"
#include "support/wrap.h"

namespace ko2alias {
namespace {

// `no module; virtio_pci is built in, what it matches is not recorded`
std::string unrecorded_text(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return fmt::format("no module; {} {} built in, what {} not recorded", text,
                     names.size() == 1 ? "is" : "are",
                     names.size() == 1 ? "it matches is" : "they match is");
}

// `acme-dkms,acme-kmp-default`; `perhaps acme-dkms`
std::string cell_of(const std::vector<MatchedPackage>& packages) {
  std::string cell;
  for (const std::string& name : names_of(packages)) cell += (cell.empty() ? "" : ",") + name;
  if (!cell.empty() || packages.empty()) return cell.empty() ? "-" : cell;
  return packages.size() == 1 ? "perhaps " + packages.front().name : "perhaps";
}

// `snd_hda_intel,snd_soc_avs`; `rtc_cmos (built in)`; `perhaps nvme`, or `perhaps` for more than
// one, where that depends on fields that are not known of the device.
std::string cell_of(const KernelMatches& kernel, std::string_view modalias, std::size_t device) {
  if (!kernel.vfio.empty()) {
    const std::string& name = kernel.vfio[device].name();
    return name.empty() ? "not known" : name;
  }
  if (!kernel.packages.empty()) return cell_of(kernel.packages[device]);
  const auto& modules = kernel.modules[device];
  std::string cell;
  const bool is_dropped = is_matched(modules) && !is_served(kernel, device);
  const auto names = is_dropped ? names_of(modules) : loaded_names_of(kernel, device);
  for (const std::string& name : names) cell += (cell.empty() ? "" : ",") + name;
  if (cell.empty() && !kernel.unrecorded[device].empty())
    return unrecorded_text(kernel.unrecorded[device]);
  if (cell.empty() && !unknown_text(kernel, modalias, device).empty()) return "not known";
  if (cell.empty() && modules.size() == 1) return "perhaps " + modules.front().name;
  if (cell.empty()) return modules.empty() ? "-" : "perhaps";
  if (is_dropped) return cell + " (not loaded)";
  if (!kernel.loadings.empty() && kernel.loadings[device].is_replaced) return cell;
  const auto is_loadable = [](const MatchedModule& module) {
    return module.is_certain() && !module.is_builtin;
  };
  return cell + (std::any_of(modules.begin(), modules.end(), is_loadable) ? "" : " (built in)");
}

// The beginning of a long answer: `acpi_cpufreq,pcc_cpufreq +20`.
std::string short_cell(const std::string& cell, std::size_t widest) {
  constexpr std::size_t count = 4;
  if (columns_of(cell) <= widest) return cell;
  const auto comma = cell.rfind(',', widest - count);
  if (cell.find(' ') != std::string::npos || comma == std::string::npos)
    return cut_end(cell, widest);
  return fmt::format(
      "{} +{}", cell.substr(0, comma),
      std::count(cell.begin() + static_cast<std::ptrdiff_t>(comma), cell.end(), ','));
}

// One row: a device, or those of several hosts that are alike.
struct TableRow {
  std::string where{};
  std::string modalias{};
  std::vector<std::string> cells{};
  std::string name{};
};

class MatchTable {
 public:
  explicit MatchTable(const MatchView& view) : view_(view) {
    name_kernels();
    if (view.screen.is_terminal) add_merged_rows();
  }

  [[nodiscard]] std::string render() const {
    const std::string legend = view_.screen.has_header ? legend_ : "";
    if (!view_.screen.is_terminal) return legend + whole_table();
    for (const std::size_t cell : {32, 20})
      if (const Room fitting = room(cell); fitting.device != 0) return legend + layout(fitting);
    return legend + blocks();
  }

 private:
  // Kernels with one name get numbers, and a legend has their paths.
  void name_kernels() {
    std::map<std::string_view, unsigned> counts;
    for (const KernelMatches& kernel : view_.kernels) ++counts[kernel.called];
    std::map<std::string_view, unsigned> seen;
    for (const KernelMatches& kernel : view_.kernels) {
      kernels_.push_back(escape_for_terminal(kernel.called));
      if (counts[kernel.called] == 1) continue;
      kernels_.back() += fmt::format(" ({})", ++seen[kernel.called]);
      legend_ += fmt::format("  {}: {}\n", kernels_.back(), escape_for_terminal(kernel.kernel));
    }
  }

  [[nodiscard]] TableRow row_of(std::size_t device, std::string_view where) const {
    const std::string& modalias = view_.devices[device].modalias;
    TableRow row{.where = escape_for_terminal(where),
                 .modalias = escape_for_terminal(modalias),
                 .name = escape_for_terminal(view_.names->describe(modalias))};
    for (const KernelMatches& kernel : view_.kernels)
      row.cells.push_back(escape_for_terminal(cell_of(kernel, modalias, device)));
    return row;
  }

  void add_merged_rows() {
    const auto answer_of = [&](std::size_t device) {
      std::string answer;
      for (const KernelMatches& kernel : view_.kernels)
        answer += cell_of(kernel, view_.devices[device].modalias, device) + '\0';
      return answer;
    };
    for (const HostGroup& group : group_hosts(view_.devices, answer_of))
      rows_.push_back(row_of(group.devices.front(), group.where));
  }

  // The columns of devices, their names and answers; 0 where they have as many as they want.
  struct Room {
    std::size_t device = 0;
    std::size_t name = 0;
    std::size_t cell = 0;
  };

  // A row for each device. A fleet has many, so each is made once.
  [[nodiscard]] std::string whole_table() const {
    std::vector<Row> rows = header();
    for (std::size_t i = 0; i < view_.devices.size(); ++i)
      rows.push_back(cells_of(row_of(i, view_.devices[i].where), {}));
    return layout_rows(rows);
  }

  [[nodiscard]] std::string layout(const Room& room) const {
    std::vector<Row> rows = header();
    for (const TableRow& row : rows_) rows.push_back(cells_of(row, room));
    return layout_rows(rows);
  }

  [[nodiscard]] static Row cells_of(TableRow row, const Room& room) {
    const std::string where = row.where.empty() ? "" : row.where + " ";
    const std::size_t left = room.device - std::min(room.device, columns_of(where));
    Row cells{where + (room.device == 0 ? row.modalias : cut_middle(row.modalias, left))};
    for (std::string& cell : row.cells)
      cells.push_back(room.cell == 0 ? std::move(cell) : short_cell(cell, room.cell));
    cells.push_back(room.device == 0 ? std::move(row.name) : cut_end(row.name, room.name));
    return cells;
  }

  // The titles of the columns, where they are wanted.
  [[nodiscard]] std::vector<Row> header() const {
    if (!view_.screen.has_header) return {};
    Row header{"device"};
    header.insert(header.end(), kernels_.begin(), kernels_.end());
    header.emplace_back("name");
    return {std::move(header)};
  }

  // What fits where answers have so many columns at most; nothing of all where that is too much.
  [[nodiscard]] Room room(std::size_t cell) const {
    // As much as `pci:v00008086d000010D3sv…`, and a vendor's name.
    constexpr std::size_t least_modalias = 27;
    constexpr std::size_t least_name = 12;
    constexpr std::size_t between = 2;
    Room wanted{.device = 6, .name = 4};
    Room least = wanted;
    for (const TableRow& row : rows_) {
      const std::size_t where = row.where.empty() ? 0 : columns_of(row.where) + 1;
      const std::size_t modalias = columns_of(row.modalias);
      wanted.device = std::max(wanted.device, where + modalias);
      least.device = std::max(least.device, where + std::min(modalias, least_modalias));
      wanted.name = std::max(wanted.name, columns_of(row.name));
      least.name = std::min(wanted.name, least_name);
    }
    std::size_t taken = 2 * between;
    for (std::size_t i = 0; i < kernels_.size(); ++i) taken += between + column_of_kernel(i, cell);
    const std::size_t free = view_.screen.columns - std::min(view_.screen.columns, taken);
    if (least.device + least.name > free) return {};
    Room room{.device = std::min(wanted.device, free - std::min(free, wanted.name)), .cell = cell};
    room.device = std::max(room.device, least.device);
    room.name = std::min(wanted.name, free - room.device);
    return room;
  }

  [[nodiscard]] std::size_t column_of_kernel(std::size_t kernel, std::size_t cell) const {
    std::size_t widest = columns_of(kernels_[kernel]);
    for (const TableRow& row : rows_)
      widest = std::max(widest, columns_of(short_cell(row.cells[kernel], cell)));
    return widest;
  }

  [[nodiscard]] std::string blocks() const {
    std::size_t widest = 0;
    for (const std::string& kernel : kernels_) widest = std::max(widest, columns_of(kernel));
    std::string text;
    for (const TableRow& row : rows_) {
      constexpr std::size_t indent = 4;
      const std::size_t columns = view_.screen.columns;
      const std::string title = (row.where.empty() ? "" : row.where + "  ") +
                                cut_middle(row.modalias, columns - std::min(columns, indent)) +
                                (row.name.empty() ? "" : "  " + row.name);
      text += title + "\n";
      for (std::size_t i = 0; i < kernels_.size(); ++i)
        text += block_line(i, row.cells[i], widest) + "\n";
    }
    return text;
  }

  // `  6.12.57  snd_hda_intel, snd_soc_avs`, broken between the modules.
  [[nodiscard]] std::string block_line(std::size_t kernel, const std::string& cell,
                                       std::size_t widest) const {
    constexpr std::size_t least_room = 30;
    const std::size_t columns = view_.screen.columns;
    const bool is_beside = widest + 4 + least_room <= columns;
    const std::size_t indent = is_beside ? widest + 4 : 6;
    std::string line = "  " + kernels_[kernel];
    if (is_beside)
      line.append(indent - columns_of(line), ' ');
    else
      line.append("\n").append(indent, ' ');
    std::string words;
    for (const char c : cell) words.append(1, c).append(c == ',' ? " " : "");
    append_words(line, words, {.indent = indent, .columns = columns}, indent);
    return line;
  }

  const MatchView& view_;
  std::vector<std::string> kernels_;
  std::string legend_;
  std::vector<TableRow> rows_;
};

}  // namespace

std::string render_match_table(const MatchView& view) { return MatchTable(view).render(); }

}  // namespace ko2alias
