// The formats of `emit` and `dump`. A format is a row with a function for one module, so that
// modules can be rendered in any order and written in theirs.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "kernel/kernel.h"
#include "module/module_report.h"
#include "support/format_row.h"

namespace ko2alias {

struct Format : FormatRow<ModuleReport> {
  /// What stands behind the last module instead of `tail`, if it tells of the kernel: its files,
  /// and the source of the aliases (`tables`).
  std::string (*render_tail)(const Kernel& files, std::string_view source) = nullptr;
  /// What is written instead of all this, if the format is one of whole kernels. The kernel's
  /// aliases are those of `.modinfo`.
  std::string (*render_kernel)(const Kernel& kernel) = nullptr;
};

/// The formats of `emit`; the first is the default.
std::span<const Format> emit_formats();
/// The formats of `dump`; the first is the default.
std::span<const Format> dump_formats();

std::string render_modules_alias(const ModuleReport& report);
std::string render_mod_c(const ModuleReport& report);
std::string render_modalias(const ModuleReport& report);
std::string render_modinfo(const ModuleReport& report);
std::string render_json(const ModuleReport& report);
std::string render_depmod(const Kernel& kernel);
std::string render_json_tail(const Kernel& files, std::string_view source);
std::string render_dump_text(const ModuleReport& report);
std::string render_dump_json(const ModuleReport& report);

}  // namespace ko2alias
