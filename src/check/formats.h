// The formats in which `check` writes its findings. A format is a row.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "check/baseline.h"
#include "check/rule.h"
#include "support/format_row.h"
#include "support/screen.h"

namespace ko2alias {

/// An input that could not be read, and why.
struct UnreadInput {
  std::string path{};
  std::string message{};
};

struct CheckView {
  std::span<const Finding> findings{};
  /// What could not be read: nothing is known of it.
  std::span<const UnreadInput> unread{};
  /// What a baseline accepts and is no longer found.
  std::span<const FindingIdentity> gone{};
  /// How many modules were looked at, and how many of them are known from lists alone.
  std::size_t modules = 0;
  std::size_t listed = 0;
  /// How many files of modprobe.d were looked at.
  std::size_t config_files = 0;
  /// Whether the modules' place in a kernel was looked at.
  bool has_kernel = false;
  /// How many findings were left out: by a baseline, and by --suppress.
  std::size_t accepted = 0;
  std::size_t suppressed = 0;
  /// What the text says behind findings on a terminal; may be empty.
  std::string_view explain_hint{};
  Screen screen{};
  /// This program's version.
  std::string_view version{};
};

/// The first is the default.
std::span<const FormatRow<CheckView>> check_formats();

/// Whether it is about a line of modprobe.d or of a package's record, or such a file.
inline bool is_of_config(const Finding& finding) {
  return finding.rule->check_config != nullptr || finding.rule->check_record != nullptr;
}
/// How many findings have that severity.
std::size_t count_of(std::span<const Finding> findings, Severity severity);
/// `acme_pci_ids[3]`; empty for the module as a whole. A list has many modules: it is their name.
std::string place_in_file(const Finding& finding);
/// The same with the line, where there is one: `acme_hid: line 12`.
std::string place_text(const Finding& finding);
/// Place and message: `acme_pci_ids[3]: never used: entry 1 matches …`.
std::string text_of(const Finding& finding);
/// `warning[shadowed-entry]`.
std::string title_of(const Rule& rule);
/// The rules that were asked about modules in lists.
std::vector<std::string_view> rules_of_lists(const CheckView& view);
/// `2 modules are known from lists alone: looked for catch-all, …`; empty where none is.
std::string listed_text(const CheckView& view);
/// `table-size in acme_nic, __mod_pci__ids_device_table`.
std::string text_of(const FindingIdentity& identity);
/// Appends a byte as URIs and GitHub's runner escape it: `%0A`.
void append_percent(std::string& out, char byte);

std::string render_check_text(const CheckView& view);
std::string render_check_json(const CheckView& view);
std::string render_check_jsonl(const CheckView& view);
std::string render_check_github(const CheckView& view);
std::string render_check_sarif(const CheckView& view);
std::string render_check_junit(const CheckView& view);

}  // namespace ko2alias
