#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/core.h>

#include "check/baseline.h"
#include "check/formats.h"
#include "check/rules.h"
#include "check/target_kernel.h"
#include "cli/check_metadata.h"
#include "cli/check_modprobe.h"
#include "cli/check_rules.h"
#include "cli/check_values.h"
#include "cli/confine.h"
#include "cli/kernels.h"
#include "cli/modprobe_options.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/reading_log.h"
#include "cli/remedies.h"
#include "cli/settings.h"
#include "kernel/kernel_files.h"
#include "kernel/module_files.h"
#include "support/file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view check_examples = R"(
Examples:
  ko2alias check acme_nic.ko
  ko2alias check --against /lib/modules/$(uname -r) --fail-on error acme_nic.ko
  ko2alias check --format sarif -o findings.sarif drivers/
  ko2alias check --write-baseline accepted.txt drivers/
  ko2alias check --baseline accepted.txt --suppress class-wide:snd_* drivers/
  ko2alias check --explain missing-alias
)";

struct CheckOptions {
  const FormatRow<CheckView>* format = nullptr;
  std::vector<std::string> paths{};
  RunOptions run{};
  /// The kernel that the modules' place is checked in.
  std::optional<std::string> against{};
  ModprobeOptions modprobe{};
  RecordsToCheck records{};
  /// Nothing where no finding is to count.
  std::optional<Severity> fail_on{};
  std::vector<Suppression> suppressions{};
  Baseline baseline{};
  bool writes_baseline = false;
  std::optional<std::string> output{};

  /// Whether modprobe's configuration is checked, perhaps alone.
  [[nodiscard]] bool checks_config() const {
    return modprobe.is_wanted || modprobe.command_line.has_value();
  }
};

CheckOptions check_options(const OptionValues& values) {
  CheckOptions options;
  options.format = &chosen_format(values, check_formats());
  options.against = text_option(values, "against");
  options.fail_on = fail_severity(values);
  options.suppressions = suppressions_of(values);
  options.writes_baseline = values.has("write-baseline");
  options.output = output_path(values);
  if (!options.writes_baseline) options.baseline = read_baseline(values);
  options.run = run_options(values);
  options.run.reading.source = AliasSource::all;
  options.run.reading.tells_module_problems = false;
  options.modprobe = modprobe_options(values, options.run);
  options.paths = options.checks_config() ? texts_option(values, "path") : paths(values);
  options.records = records_to_check(values, options.paths, options.run);
  return options;
}

// The kernel to check against, where there is one.
class Against {
 public:
  Against(const CheckOptions& options, const Streams& streams) {
    if (!options.against) return;
    reading_ = read_kernel(*options.against, options.run, nullptr, streams);
    complete_modprobe_config(reading_.kernel, *options.against, options.modprobe);
    target_.emplace(reading_.kernel);
  }

  Against(const Against&) = delete;
  Against& operator=(const Against&) = delete;
  ~Against() = default;

  [[nodiscard]] const TargetKernel* kernel() const { return target_ ? &*target_ : nullptr; }
  [[nodiscard]] const Kernel* modules() const { return target_ ? &reading_.kernel : nullptr; }
  [[nodiscard]] ExitStatus status() const { return reading_.status; }

 private:
  KernelReading reading_;
  std::optional<TargetKernel> target_;
};

struct CheckedRun {
  std::vector<Finding> findings{};
  std::vector<UnreadInput> unread{};
  /// How many modules were looked at, and how many of them are known from lists alone.
  std::size_t modules = 0;
  std::size_t listed = 0;
  std::size_t config_files = 0;
  /// The configuration of the modules' system.
  ModprobeConfig modprobe{};
  /// The modules, where a record of them is checked.
  std::vector<PackagedModule> packaged{};
  /// How many findings the baseline accepts; they are taken out.
  std::size_t accepted = 0;
  /// The names of modules, as baselines have them.
  std::set<std::string> module_names{};
  std::set<std::string> listed_names{};
  ExitStatus status = ExitStatus::nothing_to_report;
};

// A file that was looked at.
struct CheckedFile {
  ModuleFile file{};
  bool is_listed = false;
  std::vector<Finding> findings{};
  PackagedModule packaged{};
};

void add_unread(const ItemLog& item, std::vector<UnreadInput>& unread) {
  for (const Problem& problem : item.problems)
    if (problem.severity == Severity::error)
      unread.push_back({item.name, (problem.place.empty() ? "" : problem.place + ": ") +
                                       message_with_remedy(problem)});
}

void take_findings(const std::string& name, CheckedFile& file, CheckedRun& checked) {
  ++checked.modules;
  checked.listed += file.is_listed ? 1 : 0;
  (file.is_listed ? checked.listed_names : checked.module_names).insert(escape_for_terminal(name));
  std::move(file.findings.begin(), file.findings.end(), std::back_inserter(checked.findings));
  if (!file.packaged.name.empty()) checked.packaged.push_back(std::move(file.packaged));
}

// Takes the findings of the files that count: modules that depmod passes over drive nothing.
std::optional<Problem> take_files(std::vector<CheckedFile>& files, const DepmodConfig& config,
                                  CheckedRun& checked) {
  std::vector<ModuleFile> module_files;
  module_files.reserve(files.size());
  for (const CheckedFile& file : files) module_files.push_back(file.file);
  FileChoice choice = choose_files(module_files, config);
  for (std::size_t i = 0; i < files.size(); ++i)
    if (!choice.is_hidden[i]) take_findings(module_files[i].name, files[i], checked);
  return std::move(choice.problem);
}

CheckedRun check_modules(const CheckOptions& options, const TargetKernel* kernel,
                         const Streams& streams) {
  CheckedRun checked;
  RunOptions run = options.run;
  // Built-in modules' records have no tables.
  run.reading.input.with_builtin = false;
  run.reading.input.with_kernel_files = true;
  KernelFiles files(options.paths, run.reading.input);
  ReadingLog log(files.paths(), run, streams);
  std::vector<CheckedFile> checked_files;
  const auto check = [&](const ModuleReport& report) {
    return CheckedFile{.file = files.places().file(report.name, report.path),
                       .is_listed = report.module == nullptr,
                       .findings = check_module(report, kernel),
                       .packaged = packaged_module(options.records, report)};
  };
  const auto tell = [&](const ItemLog& item) {
    log.add(item);
    add_unread(item, checked.unread);
  };
  read_modules<CheckedFile>(
      files.paths(), run.reading,
      {.convert = check,
       .take = [&](CheckedFile& file) { checked_files.push_back(std::move(file)); },
       .log = tell,
       .take_aside = [&](const Item& item) { return files.take(item); }});
  std::vector<Problem> problems = files.problems();
  checked.modprobe = files.modprobe_config();
  if (auto problem = take_files(checked_files, files.depmod_config(), checked))
    problems.push_back(std::move(*problem));
  if (!problems.empty())
    log.add({.name = options.paths.front(), .problems = std::move(problems), .is_of_all = true});
  checked.status = log.finish();
  return checked;
}

void take_config(CheckedConfigFiles config, CheckedRun& checked) {
  checked.config_files = config.names.size();
  checked.module_names.merge(config.names);
  std::move(config.findings.begin(), config.findings.end(), std::back_inserter(checked.findings));
}

void take_records(const RecordsToCheck& records, CheckedRun& checked, const Streams& streams) {
  std::vector<Finding> found = check_records(records, checked.packaged);
  checked.module_names.merge(records.names());
  std::move(found.begin(), found.end(), std::back_inserter(checked.findings));
  checked.unread.insert(checked.unread.end(), records.unread.begin(), records.unread.end());
  if (tell_unread(records, streams)) checked.status = ExitStatus::trouble;
}

// A run that looked at nothing has not found that all is well.
void tell_nothing_checked(CheckedRun& checked, const Streams& streams) {
  if (checked.modules != 0 || checked.config_files != 0) return;
  checked.status = ExitStatus::trouble;
  if (checked.unread.empty())
    streams.err << "ko2alias: error: nothing to check: no modules and no aliases were found\n";
}

// Takes out the findings that the user does not want to see. Returns their number.
std::size_t suppress(const std::vector<Suppression>& suppressions, std::vector<Finding>& findings) {
  return std::erase_if(findings, [&](const Finding& finding) {
    return std::any_of(suppressions.begin(), suppressions.end(),
                       [&](const Suppression& suppression) { return suppression.covers(finding); });
  });
}

// Where the report and the baseline go.
struct CheckOutputs {
  CheckOutputs(const OptionValues& values, const Streams& streams)
      : report(output_path(values), streams) {
    const auto path = text_option(values, "write-baseline");
    if (!path) return;
    if (report.is_to(*path))
      throw UsageError("--write-baseline " + *path + ": the report goes there (-o moves it)");
    baseline.emplace(*path == "-" ? std::nullopt : path, streams);
  }

  Output report;
  std::optional<Output> baseline{};
};

// Writes a baseline that accepts all findings, and takes them out. False where that could not be
// written.
bool accept_all(Output& file, CheckedRun& checked) {
  file.write(baseline_of(checked.findings), Syntax::records);
  checked.accepted += std::exchange(checked.findings, {}).size();
  return file.finish();
}

// What the baseline accepts and the run would have found, were it still there: its rule was asked
// about its module.
std::vector<FindingIdentity> gone_from(const Baseline& baseline, const CheckedRun& checked,
                                       bool has_kernel) {
  std::vector<FindingIdentity> gone = baseline.unused();
  std::erase_if(gone, [&](const FindingIdentity& one) {
    const Rule& rule = *find_rule(one.rule);
    const bool was_asked =
        checked.module_names.contains(one.module) ||
        (rule.needs == RuleNeeds::aliases && checked.listed_names.contains(one.module));
    return !was_asked || (rule.check_in != nullptr && !has_kernel);
  });
  return gone;
}

void tell_unread_kernel(const CheckOptions& options, const Against& against, CheckedRun& checked) {
  if (against.status() == ExitStatus::trouble)
    checked.unread.push_back({*options.against, "the kernel could not be read in full"});
}

ExitStatus status_of(const CheckOptions& options, const CheckedRun& checked) {
  const auto counts = [&](const Finding& found) {
    return options.fail_on && found.rule->severity >= *options.fail_on;
  };
  return std::any_of(checked.findings.begin(), checked.findings.end(), counts)
             ? ExitStatus::finding
             : ExitStatus::nothing_to_report;
}

ExitStatus check(const CheckOptions& options, CheckOutputs& outputs, const Streams& streams) {
  const Against against(options, streams);
  CheckedRun checked;
  if (!options.paths.empty()) checked = check_modules(options, against.kernel(), streams);
  if (options.checks_config())
    take_config(check_modprobe(options.modprobe, options.run, against.modules(), checked.modprobe),
                checked);
  take_records(options.records, checked, streams);
  tell_nothing_checked(checked, streams);
  tell_unread_kernel(options, against, checked);
  Baseline baseline = options.baseline;
  checked.accepted = std::erase_if(
      checked.findings, [&](const Finding& finding) { return baseline.accept(finding); });
  const auto gone = gone_from(baseline, checked, against.kernel() != nullptr);
  const std::size_t suppressed = suppress(options.suppressions, checked.findings);
  if (outputs.baseline && !accept_all(*outputs.baseline, checked)) return ExitStatus::trouble;

  const std::string hint = explain_hint(checked.findings);
  outputs.report.write(options.format->render({.findings = checked.findings,
                                               .unread = checked.unread,
                                               .gone = gone,
                                               .modules = checked.modules,
                                               .listed = checked.listed,
                                               .config_files = checked.config_files,
                                               .has_kernel = against.kernel() != nullptr,
                                               .accepted = checked.accepted,
                                               .suppressed = suppressed,
                                               .explain_hint = hint,
                                               .screen = screen_of(options.output, streams),
                                               .version = KO2ALIAS_VERSION}),
                       options.format->syntax);
  if (!outputs.report.finish() || worse(against.status(), checked.status) == ExitStatus::trouble)
    return ExitStatus::trouble;
  return status_of(options, checked);
}

}  // namespace

CommandLine check_command_line() {
  CommandLine line{
      "check [OPTION]... PATH...",
      "Finds what is wrong with the device tables and aliases of modules. --list-rules lists "
      "the rules, and --explain RULE says what one means.\n\n" +
          std::string(path_help) + "\n\n" + std::string(settings_help),
      check_examples};
  add_format_option(line.options, check_formats());
  add_output_option(line.options);
  OptionTable& options = line.options;
  options.add("against", text_value("KERNEL"),
              "also check the modules' place in this kernel: a PATH, or several joined with '+'");
  options.add("metadata", texts_value("FILE"),
              "also check what this package, or a file for one, records of the modules");
  add_counting_options(options);
  options.add("baseline", text_value("FILE"), "leave out the findings that this file accepts");
  options.add(
      "write-baseline", text_value("FILE"),
      "write a file that accepts today's findings; to standard output (-) if -o has another");
  add_config_option(line.options);
  add_modprobe_options(options, "checks that too, also alone, without a PATH of modules");
  add_rule_options(options);
  add_run_options(line.options);
  return line;
}

ExitStatus run_check(const OptionValues& values, const Streams& streams) {
  if (tell_rules(values, streams)) return ExitStatus::nothing_to_report;
  // Before the options, of which some name files to be read.
  CheckOutputs outputs(values, streams);
  confine(is_sandboxed(values), streams,
          {&outputs.report, outputs.baseline ? &*outputs.baseline : nullptr});
  const auto all = with_settings(SettingsOf::check, values, streams);
  return check(check_options(all), outputs, streams);
}

}  // namespace ko2alias
