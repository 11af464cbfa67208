#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include "check/baseline.h"
#include "check/formats.h"
#include "check/rules.h"
#include "check/target_kernel.h"
#include "cli/kernels.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/reading_log.h"
#include "cli/remedies.h"
#include "kernel/kernel_files.h"
#include "kernel/module_files.h"
#include "support/file.h"

namespace ko2alias {
namespace {

constexpr std::string_view config_name = ".ko2alias.conf";

constexpr std::string_view examples = R"(
Examples:
  ko2alias check acme_nic.ko
  ko2alias check --against /lib/modules/$(uname -r) --fail-on warning acme_nic.ko
  ko2alias check --format sarif -o findings.sarif drivers/
  ko2alias check --write-baseline accepted.txt drivers/
  ko2alias check --baseline accepted.txt --suppress class-wide:snd_* drivers/
)";

struct CheckOptions {
  std::string (*render)(const CheckView&) = nullptr;
  std::vector<std::string> paths{};
  RunOptions run{};
  /// The kernel that the modules' place is checked in.
  std::optional<std::string> against{};
  Severity fail_on = Severity::warning;
  std::vector<Suppression> suppressions{};
  Baseline baseline{};
  std::optional<std::string> new_baseline{};
  std::optional<std::string> output{};
};

Severity fail_severity(const OptionValues& values) {
  const std::string name = text_option(values, "fail-on").value_or("warning");
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
    if (name_of(severity) == name) return severity;
  throw UsageError(fmt::format("--fail-on {}: expected error, warning or note", name));
}

std::vector<Suppression> suppressions_of(const OptionValues& values) {
  std::vector<Suppression> suppressions;
  for (const std::string& text : texts_option(values, "suppress")) {
    const auto suppression = parse_suppression(text);
    if (!suppression)
      throw UsageError(
          fmt::format("--suppress {}: {}", text, message_with_remedy(suppression.problem())));
    suppressions.push_back(*suppression);
  }
  return suppressions;
}

Baseline read_baseline(const OptionValues& values) {
  const auto path = text_option(values, "baseline");
  if (!path) return {};
  const auto text = read_text_file(*path);
  if (!text) throw UsageError(fmt::format("--baseline {}: {}", *path, text.problem().message));
  return Baseline(*text);
}

CheckOptions check_options(const OptionValues& values) {
  CheckOptions options;
  options.render = chosen_format(values, check_formats()).render;
  options.against = text_option(values, "against");
  options.fail_on = fail_severity(values);
  options.suppressions = suppressions_of(values);
  options.baseline = read_baseline(values);
  options.new_baseline = text_option(values, "write-baseline");
  options.output = text_option(values, "output");
  options.run = run_options(values);
  options.run.reading.source = AliasSource::all;
  options.run.reading.tells_module_problems = false;
  options.paths = paths(values);
  return options;
}

// The kernel to check against, where there is one.
class Against {
 public:
  Against(const CheckOptions& options, const Streams& streams) {
    if (!options.against) return;
    RunOptions run = options.run;
    run.reading.input.with_builtin = true;
    reading_ = read_kernel(*options.against, run, nullptr, streams);
    target_.emplace(reading_.kernel);
  }

  Against(const Against&) = delete;
  Against& operator=(const Against&) = delete;
  ~Against() = default;

  [[nodiscard]] const TargetKernel* kernel() const { return target_ ? &*target_ : nullptr; }
  [[nodiscard]] ExitStatus status() const { return reading_.status; }

 private:
  KernelReading reading_;
  std::optional<TargetKernel> target_;
};

struct CheckedRun {
  std::vector<Finding> findings;
  std::size_t modules = 0;
  ExitStatus status = ExitStatus::nothing_to_report;
};

// The findings of a module, and the file that it is from.
struct CheckedFile {
  ModuleFile file{};
  std::vector<Finding> findings{};
};

// Takes the findings of the files that count: modules that depmod passes over drive nothing.
std::optional<Problem> take_findings(std::vector<CheckedFile>& files, const DepmodConfig& config,
                                     CheckedRun& checked) {
  std::vector<ModuleFile> module_files;
  for (CheckedFile& file : files) module_files.push_back(std::move(file.file));
  FileChoice choice = choose_files(module_files, config);
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (choice.is_hidden[i]) continue;
    ++checked.modules;
    std::move(files[i].findings.begin(), files[i].findings.end(),
              std::back_inserter(checked.findings));
  }
  return std::move(choice.problem);
}

CheckedRun check_modules(const CheckOptions& options, const TargetKernel* kernel,
                         const Streams& streams) {
  RunOptions run = options.run;
  // Built-in modules' records have no tables.
  run.reading.input.with_builtin = false;
  const KernelFiles files(options.paths, run.reading.input);
  ReadingLog log(files.paths(), run, streams);
  std::vector<CheckedFile> checked_files;
  const auto check = [&](const ModuleReport& report) {
    CheckedFile checked;
    checked.file = files.places().file(report.name, report.path);
    if (report.module != nullptr) checked.findings = check_module(report, kernel);
    return checked;
  };
  read_modules<CheckedFile>(
      files.paths(), run.reading,
      {.convert = check,
       .take = [&](CheckedFile& checked) { checked_files.push_back(std::move(checked)); },
       .log = [&](const ItemLog& item) { log.add(item); }});
  CheckedRun checked;
  auto problem = take_findings(checked_files, files.depmod_config(), checked);
  if (problem) log.add({.name = options.paths.front(), .problems = {std::move(*problem)}});
  checked.status = log.finish();
  return checked;
}

// Takes out the findings that the user does not want to see. Returns their number.
std::size_t suppress(const std::vector<Suppression>& suppressions, std::vector<Finding>& findings) {
  return std::erase_if(findings, [&](const Finding& finding) {
    return std::any_of(suppressions.begin(), suppressions.end(),
                       [&](const Suppression& suppression) { return suppression.covers(finding); });
  });
}

// Takes out the findings that a baseline accepts, the one that is read or the one that is written
// now. Returns their number, or nothing where that could not be written.
std::optional<std::size_t> accept(const CheckOptions& options, std::vector<Finding>& findings,
                                  const Streams& streams) {
  if (!options.new_baseline)
    return std::erase_if(findings,
                         [&](const Finding& finding) { return options.baseline.accepts(finding); });
  Output file(options.new_baseline, streams);
  file.write(baseline_of(findings));
  if (!file.finish()) return std::nullopt;
  return std::exchange(findings, {}).size();
}

ExitStatus check(const CheckOptions& options, const Streams& streams) {
  const Against against(options, streams);
  CheckedRun checked = check_modules(options, against.kernel(), streams);
  const std::size_t suppressed = suppress(options.suppressions, checked.findings);
  const auto accepted = accept(options, checked.findings, streams);
  if (!accepted) return ExitStatus::trouble;

  Output output(options.output, streams);
  output.write_as_it_is(options.render({.findings = checked.findings,
                                        .modules = checked.modules,
                                        .accepted = *accepted,
                                        .suppressed = suppressed,
                                        .has_color = may_color(options.output, streams),
                                        .version = KO2ALIAS_VERSION}));
  if (!output.finish() || worse(against.status(), checked.status) == ExitStatus::trouble)
    return ExitStatus::trouble;
  const auto counts = [&](const Finding& found) { return found.rule->severity >= options.fail_on; };
  return std::any_of(checked.findings.begin(), checked.findings.end(), counts)
             ? ExitStatus::finding
             : ExitStatus::nothing_to_report;
}

void list_rules(std::ostream& out) {
  for (const Rule& rule : rules())
    out << fmt::format("{:<26}{:<9}{}\n", rule.id, name_of(rule.severity), rule.summary);
}

}  // namespace

CommandLine check_command_line() {
  CommandLine line{"check [OPTION]... PATH...",
                   "Finds what is wrong with the device tables and aliases of modules. "
                   "docs/rules.md explains each rule.\n\n" +
                       std::string(path_help) + "\n\nOptions are also read from " +
                       std::string(config_name) +
                       " in the current folder, a line each: suppress = class-wide",
                   examples};
  line.config_file = config_name;
  add_format_option(line.options, check_formats());
  add_output_option(line.options);
  auto add = line.options.add_options();
  add("against", text_value("KERNEL"),
      "also check the modules' place in this kernel: a PATH, or several joined with '+'");
  add("fail-on", text_value("SEVERITY"),
      "exit with 1 from this severity on: error, warning (default) or note");
  add("suppress", texts_value("RULE[:MODULE]")->composing(),
      "leave out what a rule finds, everywhere or in modules of that name (may be a pattern)");
  add("baseline", text_value("FILE"), "leave out the findings that this file accepts");
  add("write-baseline", text_value("FILE"), "write a file that accepts today's findings");
  add("config", text_value("FILE"), "read options from this file instead");
  add("list-rules", flag(), "print the rules with their severities");
  add_run_options(line.options);
  return line;
}

ExitStatus run_check(const OptionValues& values, const Streams& streams) {
  if (!is_set(values, "list-rules")) return check(check_options(values), streams);
  list_rules(streams.out);
  return ExitStatus::nothing_to_report;
}

}  // namespace ko2alias
