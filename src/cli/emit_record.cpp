#include "cli/emit_record.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

#include <fmt/core.h>

#include "cli/confine.h"
#include "cli/output.h"
#include "cli/reading_log.h"
#include "cli/write_modules.h"
#include "kernel/kernel_files.h"
#include "kernel/module_files.h"
#include "ko2alias/decode.h"
#include "support/file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// The formats that an option is for.
struct RecordOption {
  const char* name;
  std::string_view formats;
};
constexpr RecordOption record_options[] = {
    {"raw", "substvars modaliases supplements provides"},
    {"into", "substvars"},
    {"id", "appstream"},
    {"name", "appstream isenkram"},
    {"summary", "appstream"},
    {"description", "appstream"},
    {"developer", "appstream"},
    {"license", "appstream"},
    {"homepage", "appstream"},
    {"merge", "appstream"},
    {"flavour", "supplements"},
    {"version-of", "provides"},
};

bool has_word(std::string_view list, std::string_view word) {
  while (!list.empty())
    if (take_word(list) == word) return true;
  return false;
}

std::string text_or_nothing(const OptionValues& values, const char* name) {
  return text_option(values, name).value_or("");
}

VersionOf version_of(const OptionValues& values) {
  const std::string name = text_option(values, "version-of").value_or("module");
  if (name == "module") return VersionOf::module;
  return name == "kernel" ? VersionOf::kernel : VersionOf::none;
}

std::string text_of_file(const char* option, const std::string& path) {
  auto text = read_text_file(path);
  if (!text) throw UsageError(fmt::format("--{} {}: {}", option, path, text.problem().message));
  return std::move(*text);
}

// Names that a reader of the record would take for something else.
void expect_word(const char* option, std::string_view text, std::string_view others) {
  const auto is_word = [&](char c) {
    return (c >= '0' && c <= '9') || (to_upper(c) >= 'A' && to_upper(c) <= 'Z') ||
           others.find(c) != std::string_view::npos;
  };
  if (text.empty() || !std::all_of(text.begin(), text.end(), is_word))
    throw UsageError(
        fmt::format("--{} {}: expected letters, digits and any of {}", option, text, others));
}

RecordOptions record_options_of(const OptionValues& values, const Format& format) {
  RecordOptions options;
  options.is_raw = is_set(values, "raw");
  options.id = text_or_nothing(values, "id");
  options.name = text_or_nothing(values, "name");
  options.summary = text_or_nothing(values, "summary");
  options.description = text_or_nothing(values, "description");
  options.developer = text_or_nothing(values, "developer");
  options.license = text_or_nothing(values, "license");
  options.homepage = text_or_nothing(values, "homepage");
  options.flavour = text_option(values, "flavour");
  options.version_of = version_of(values);
  if (const auto path = text_option(values, "merge")) options.merge = text_of_file("merge", *path);
  if (options.flavour) expect_word("flavour", *options.flavour, "_.+~");
  if (format.name == "isenkram" && options.name.empty())
    throw UsageError("--format isenkram: --name PACKAGE says which package has the modules");
  if (format.name == "isenkram") expect_word("name", options.name, "+-.");
  if (format.name == "appstream" && options.id.empty() && !options.merge)
    throw UsageError(
        "--format appstream: --id ID names the component (org.example.acme_nic), or --merge FILE "
        "has one");
  if (!options.id.empty()) expect_word("id", options.id, "_.-");
  return options;
}

RecordModule record_module(const ModuleReport& report) {
  const DecodedModule* const decoded = report.module;
  return {.name = report.name,
          .path = std::string(report.path),
          .vermagic = std::string(report.vermagic),
          .version = std::string(decoded != nullptr ? decoded->modinfo.first("version") : ""),
          .aliases = patterns_of(report)};
}

// A module that may be hidden by one that comes behind it.
struct RecordFile {
  ModuleFile file{};
  RecordModule module{};
};

struct Gathered {
  std::vector<RecordModule> modules{};
  ExitStatus status = ExitStatus::nothing_to_report;
};

Gathered gather(const EmitOptions& options, const Streams& streams) {
  RunOptions run = options.run;
  // A package does not bring what is built into a kernel.
  run.reading.input.with_builtin = false;
  run.reading.input.with_kernel_files = true;
  KernelFiles files(options.paths, run.reading.input);
  ReadingLog log(files.paths(), run, streams);
  std::vector<RecordFile> found;
  std::vector<ModuleFile> module_files;
  bool has_error = false;
  read_modules<RecordFile>(files.paths(), run.reading,
                           {.convert =
                                [&](const ModuleReport& report) {
                                  return RecordFile{files.places().file(report.name, report.path),
                                                    record_module(report)};
                                },
                            .take =
                                [&](RecordFile& file) {
                                  module_files.push_back(file.file);
                                  found.push_back(std::move(file));
                                },
                            .log =
                                [&](const ItemLog& item) {
                                  for (const Problem& problem : item.problems)
                                    has_error |= problem.severity == Severity::error;
                                  log.add(item);
                                },
                            .take_aside = [&](const Item& item) { return files.take(item); }});
  std::vector<Problem> problems = files.problems();
  FileChoice choice = choose_files(module_files, files.depmod_config());
  if (choice.problem) problems.push_back(std::move(*choice.problem));
  if (found.empty() && !has_error) problems.push_back(error("no modules and no aliases in it"));
  if (!problems.empty()) log.add({.name = options.paths.front(), .problems = std::move(problems)});
  Gathered gathered{.status = log.finish()};
  for (std::size_t i = 0; i < found.size(); ++i)
    if (!choice.is_hidden[i]) gathered.modules.push_back(std::move(found[i].module));
  return gathered;
}

// False where an error left nothing to write.
bool tell_of_record(const WrittenRecord& record, std::string_view format, const Streams& streams) {
  bool is_written = true;
  for (const Problem& problem : record.problems) {
    streams.err << fmt::format("ko2alias: {}: {}: {}{}\n", name_of(problem.severity), format,
                               problem.place.empty() ? "" : problem.place + ": ", problem.message);
    is_written &= problem.severity != Severity::error;
  }
  return is_written;
}

}  // namespace

void add_record_options(OptionTable& options) {
  options.add(
      "raw", flag(),
      "package metadata as the distribution's own script writes it (its faults are errors)");
  options.add("into", text_value("FILE"),
              "substvars: put the line into this file, instead of its own one for the modaliases");
  options.add("id", text_value("ID"), "appstream: the component's id, org.example.acme_nic");
  options.add("name", text_value("NAME"), "appstream: its name; isenkram: the package");
  options.add("summary", text_value("TEXT"), "appstream: the summary");
  options.add("description", text_value("TEXT"), "appstream: a paragraph that describes it");
  options.add("developer", text_value("NAME"), "appstream: who makes it");
  options.add("license", text_value("SPDX"), "appstream: the license (default: GPL-2.0-only)");
  options.add("homepage", text_value("URL"), "appstream: the address of its page");
  options.add("merge", text_value("FILE"),
              "appstream: the modaliases of this file's component anew, all else as it is there");
  options.add("flavour", text_value("FLAVOUR"),
              "supplements: the kernel's flavour, where it is not as vermagic says");
  options.add("version-of",
              {.value_name = "WHAT",
               .choices = {{"module", "its version= in .modinfo"},
                           {"kernel", "the release for which it was built"},
                           {"none", "no version"}}},
              "provides: whose version stands behind '='");
}

void refuse_record_options(const OptionValues& values, const Format& format) {
  for (const RecordOption& option : record_options)
    if (values.has(option.name) && !has_word(option.formats, format.name))
      throw UsageError(
          fmt::format("--{}: --format {} has no use for it", option.name, format.name));
}

ExitStatus write_record(const OptionValues& values, const EmitOptions& options,
                        const Streams& streams) {
  const RecordOptions record_options = record_options_of(values, *options.format);
  const auto into = text_option(values, "into");
  if (into && options.output) throw UsageError("--into and --output: each names the file to write");
  // A package without other variables has no such file yet.
  std::error_code ignored;
  const bool is_there = into && std::filesystem::exists(*into, ignored);
  const std::string old = is_there ? text_of_file("into", *into) : "";
  Output output(into ? into : options.output, streams);
  confine(options.run.is_sandboxed, streams, {&output});
  const Gathered gathered = gather(options, streams);
  if (gathered.modules.empty()) return ExitStatus::trouble;
  const WrittenRecord record = options.format->render_record(gathered.modules, record_options);
  if (!tell_of_record(record, options.format->name, streams)) return ExitStatus::trouble;
  output.write(into ? with_modaliases_line(old, record.text) : record.text, options.format->syntax);
  return output.finish() ? gathered.status : ExitStatus::trouble;
}

}  // namespace ko2alias
