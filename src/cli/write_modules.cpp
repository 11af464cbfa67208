#include "cli/write_modules.h"

#include <iterator>
#include <utility>

#include "cli/confine.h"
#include "cli/module_spool.h"
#include "cli/output.h"
#include "cli/reading_log.h"
#include "kernel/kernel_files.h"

namespace ko2alias {

EmitOptions emit_options(const OptionValues& values, std::span<const Format> formats) {
  EmitOptions options;
  options.run = run_options(values);
  options.paths = paths(values);
  options.format = &chosen_format(values, formats);
  options.output = output_path(values);
  options.run.reading.reads_pointers = options.format->shows_pointers;
  return options;
}

namespace {

// Several paths may be of one kernel.
std::string joined(const std::vector<std::string>& paths) {
  std::string name;
  for (const std::string& path : paths) name += (name.empty() ? "" : "+") + path;
  return name;
}

RunOptions with_kernel_files(RunOptions run) {
  run.reading.input.with_kernel_files = true;
  return run;
}

// Writes modules as they come, but those of a tree once it is known which files count.
class ModuleWriter {
 public:
  // The output is there before anything is read.
  ModuleWriter(const EmitOptions& options, Output& output, const Streams& streams)
      : format_(*options.format),
        run_(with_kernel_files(options.run)),
        output_(output),
        has_header_(streams.has_header),
        files_(options.paths, run_.reading.input),
        log_(files_.paths(), run_, streams),
        name_(joined(options.paths)),
        options_source_(options.source) {}

  ExitStatus run() {
    // What other formats begin with is no header to leave out.
    if (has_header_ || format_.syntax != Syntax::records)
      output_.write(format_.head, format_.syntax);
    read_modules<RenderedModule>(
        files_.paths(), run_.reading,
        {.convert = [&](ModuleReport& report) { return render(report); },
         .take = [&](RenderedModule& module) { take(module); },
         .log = [&](const ItemLog& item) { log(item); },
         .take_aside = [&](const Item& item) { return files_.take(item); }});
    std::vector<Problem> problems = files_.problems();
    auto of_choice = spool_.finish(
        files_.depmod_config(), [&] { begin(); }, [&](std::string_view piece) { put(piece); });
    std::move(of_choice.begin(), of_choice.end(), std::back_inserter(problems));
    if (problem_) problems.push_back(*problem_);
    if (modules_ == 0 && !has_error_) problems.push_back(error("no modules and no aliases in it"));
    if (!problems.empty())
      log_.add({.name = name_, .problems = std::move(problems), .is_of_all = true});
    const ExitStatus status = log_.finish();
    // Where nothing could be read, a file that is there stays as it is.
    if (status == ExitStatus::trouble && !has_written_ && output_.is_file()) return status;
    output_.write(tail(), format_.syntax);
    return output_.finish() ? status : ExitStatus::trouble;
  }

 private:
  [[nodiscard]] RenderedModule render(ModuleReport& report) const {
    RenderedModule module{.file = files_.places().file(report.name, report.path),
                          .is_decoded = report.module != nullptr};
    // A view, which the module outlives.
    if (report.place.empty()) report.place = module.file.place;
    const bool is_untitled = !has_header_ && format_.write_untitled != nullptr;
    const auto write = is_untitled ? format_.write_untitled : format_.write;
    write(report, [&](std::string_view piece) { module.text.append(piece); });
    return module;
  }

  [[nodiscard]] std::string tail() {
    if (format_.render_tail == nullptr || has_old_snapshot_) return std::string(format_.tail);
    Kernel kernel;
    files_.move_into(kernel);
    return format_.render_tail(kernel, source_);
  }

  void log(const ItemLog& item) {
    if (item.texts) {
      files_.take(*item.texts);
      source_ = item.texts->source;
      has_old_snapshot_ |= item.texts->is_missing;
    }
    for (const Problem& problem : item.problems) has_error_ |= problem.severity == Severity::error;
    log_.add(item);
  }

  void take(RenderedModule& module) {
    ++modules_;
    if (module.is_decoded) source_ = options_source_;
    // Nothing hides a file that is in no tree. What depmod.d says of an archive's comes later.
    if (module.file.place.empty() && module.file.member.empty() && spool_.is_empty())
      write(module.text);
    else
      spool_.add(std::move(module));
  }

  void write(LongText& text) {
    if (text.is_empty()) return;
    begin();
    auto problem = text.take([&](const std::string& piece) { put(piece); });
    if (problem && !problem_) problem_ = std::move(problem);
  }

  // A module's text comes.
  void begin() {
    if (std::exchange(has_written_, true)) put(format_.separator);
  }

  void put(std::string_view piece) { output_.write(piece, format_.syntax); }

  const Format& format_;
  RunOptions run_;
  Output& output_;
  bool has_header_;
  KernelFiles files_;
  ReadingLog log_;
  std::string name_;
  std::string options_source_;
  /// The source of the aliases: the option's, a snapshot's own, or a list.
  std::string source_ = "list";
  ModuleSpool spool_;
  /// Of a text that could not be held back.
  std::optional<Problem> problem_{};
  std::size_t modules_ = 0;
  bool has_error_ = false;
  bool has_old_snapshot_ = false;
  bool has_written_ = false;
};

}  // namespace

ExitStatus write_modules(const EmitOptions& options, const Streams& streams) {
  Output output(options.output, streams);
  confine(options.run.is_sandboxed, streams, {&output});
  return ModuleWriter(options, output, streams).run();
}

}  // namespace ko2alias
