// The formats of `emit` and `dump`. A format is a row with a function for one module, so that
// modules can be written down in any order and put out in theirs. A module with a million aliases
// makes half a gigabyte of JSON, so that function writes piece by piece.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "emit/record.h"
#include "kernel/kernel.h"
#include "module/module_report.h"
#include "support/format_row.h"
#include "support/text_sink.h"

namespace ko2alias {

struct Format : FormatRow<ModuleReport> {
  /// Writes one module, where the format is one of modules: what `render` is for shorter views.
  void (*write)(const ModuleReport& report, const TextSink& sink) = nullptr;
  /// What stands behind the last module instead of `tail`, if it tells of the kernel: its files,
  /// and the source of the aliases (`tables`).
  std::string (*render_tail)(const Kernel& files, std::string_view source) = nullptr;
  /// What is written instead of all this, if the format is one of whole kernels. The kernel's
  /// aliases are those of `.modinfo`.
  std::string (*render_kernel)(const Kernel& kernel) = nullptr;
  /// `write` without titles of columns, if the format has some.
  void (*write_untitled)(const ModuleReport& report, const TextSink& sink) = nullptr;
  /// What is written instead of all this, if the format is a record of a package.
  WrittenRecord (*render_record)(std::span<const RecordModule> modules,
                                 const RecordOptions& options) = nullptr;
};

/// The formats of `emit`; the first is the default.
std::span<const Format> emit_formats();
/// The formats of `dump`; the first is the default.
std::span<const Format> dump_formats();

void write_modules_alias(const ModuleReport& report, const TextSink& sink);
void write_mod_c(const ModuleReport& report, const TextSink& sink);
void write_modalias(const ModuleReport& report, const TextSink& sink);
void write_modinfo(const ModuleReport& report, const TextSink& sink);
void write_json(const ModuleReport& report, const TextSink& sink);
void write_json_line(const ModuleReport& report, const TextSink& sink);
std::string render_depmod(const Kernel& kernel);
std::string render_json_tail(const Kernel& files, std::string_view source);
void write_dump_text(const ModuleReport& report, const TextSink& sink);
void write_dump_untitled(const ModuleReport& report, const TextSink& sink);
void write_dump_json(const ModuleReport& report, const TextSink& sink);

}  // namespace ko2alias
