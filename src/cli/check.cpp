#include <algorithm>

#include <fmt/core.h>

#include "check/baseline.h"
#include "check/formats.h"
#include "check/rules.h"
#include "check/target_kernel.h"
#include "cli/kernels.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/reading_log.h"
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

CommandLine command_line() {
  CommandLine line{"check [OPTION]... PATH...",
                   "Finds what is wrong with the device tables and aliases of modules. "
                   "docs/rules.md explains each rule.\n\n" +
                       std::string(path_help) + "\n\nOptions are also read from " +
                       std::string(config_name) +
                       " in the current folder, a line each: suppress = class-wide",
                   examples};
  line.config_file = config_name;
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  add_format_option(line.options, check_formats());
  add_output_option(line.options);
  auto add = line.options.add_options();
  add("against", text("KERNEL"),
      "also check the modules' place in this kernel: a PATH, or several joined with '+'");
  add("fail-on", text("SEVERITY"),
      "exit with 1 from this severity on: error, warning (default) or note");
  add("suppress", po::value<std::vector<std::string>>()->composing()->value_name("RULE[:MODULE]"),
      "leave out what a rule finds, everywhere or in modules of that name (may be a pattern)");
  add("baseline", text("FILE"), "leave out the findings that this file accepts");
  add("write-baseline", text("FILE"), "write a file that accepts today's findings");
  add("config", text("FILE"), "read options from this file instead");
  add("list-rules", flag(), "print the rules with their severities");
  add_run_options(line.options);
  return line;
}

void list_rules(std::ostream& out) {
  for (const Rule& rule : rules())
    out << fmt::format("{:<26}{:<9}{}\n", rule.id, name_of(rule.severity), rule.summary);
}

Severity fail_severity(const po::variables_map& values) {
  const std::string name = text_option(values, "fail-on").value_or("warning");
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
    if (name_of(severity) == name) return severity;
  throw UsageError(fmt::format("--fail-on {}: expected error, warning or note", name));
}

// What the user does not want to see.
class Filter {
 public:
  explicit Filter(const po::variables_map& values) {
    if (values.count("suppress") != 0)
      for (const std::string& text : values["suppress"].as<std::vector<std::string>>()) {
        const auto suppression = parse_suppression(text);
        if (!suppression)
          throw UsageError(fmt::format("--suppress {}: {}", text, suppression.problem().message));
        suppressions_.push_back(*suppression);
      }
    if (const auto path = text_option(values, "baseline")) {
      const auto text = read_text_file(*path);
      if (!text) throw UsageError(fmt::format("--baseline {}: {}", *path, text.problem().message));
      baseline_ = Baseline(*text);
    }
  }

  void suppress(std::vector<Finding>& findings, CheckView& view) const {
    view.suppressed = std::erase_if(findings, [&](const Finding& finding) {
      return std::any_of(
          suppressions_.begin(), suppressions_.end(),
          [&](const Suppression& suppression) { return suppression.covers(finding); });
    });
  }
  void accept(std::vector<Finding>& findings, CheckView& view) const {
    view.accepted =
        std::erase_if(findings, [&](const Finding& finding) { return baseline_.accepts(finding); });
  }

 private:
  std::vector<Suppression> suppressions_;
  Baseline baseline_;
};

struct CheckedRun {
  std::vector<Finding> findings;
  std::size_t modules = 0;
  int status = nothing_to_report;
};

CheckedRun check_modules(const std::vector<std::string>& paths, const RunOptions& run,
                         const TargetKernel* kernel, const Streams& streams) {
  CheckedRun checked;
  using Found = std::vector<Finding>;
  const auto check = [&](const ModuleReport& report) {
    return report.module != nullptr ? check_module(report, kernel) : Found{};
  };
  const auto take = [&](Found& found) {
    ++checked.modules;
    std::move(found.begin(), found.end(), std::back_inserter(checked.findings));
  };
  ReadingLog log(paths, run, streams);
  read_modules<Found>(
      paths, run.reading,
      {.convert = check, .take = take, .log = [&](const ItemLog& item) { log.add(item); }});
  checked.status = log.finish();
  return checked;
}

int check(const po::variables_map& values, const Streams& streams) {
  const auto& format = chosen_format(values, check_formats());
  const Severity fail_on = fail_severity(values);
  const Filter filter(values);
  RunOptions run = run_options(values);
  run.reading.source = AliasSource::all;
  run.reading.tells_module_problems = false;
  // Built-in modules' records have no tables.
  run.reading.input.with_builtin = false;
  int status = nothing_to_report;
  std::optional<KernelReading> kernel;
  std::optional<TargetKernel> to_meet;
  if (const auto path = text_option(values, "against")) {
    RunOptions kernel_run = run;
    kernel_run.reading.input.with_builtin = true;
    kernel = read_kernel(*path, kernel_run, nullptr, streams);
    status = kernel->status;
    to_meet.emplace(kernel->kernel);
  }
  CheckedRun checked = check_modules(paths(values), run, to_meet ? &*to_meet : nullptr, streams);

  CheckView view{.modules = checked.modules,
                 .has_color = may_color(values, streams),
                 .version = KO2ALIAS_VERSION};
  filter.suppress(checked.findings, view);
  if (const auto path = text_option(values, "write-baseline")) {
    Output baseline(*path, streams);
    baseline.write(baseline_of(checked.findings));
    if (!baseline.finish()) return trouble;
    view.accepted = checked.findings.size();
    checked.findings.clear();
  } else {
    filter.accept(checked.findings, view);
  }
  view.findings = checked.findings;
  Output output(text_option(values, "output"), streams);
  output.write_as_it_is(format.render(view));
  if (!output.finish() || status == trouble || checked.status == trouble) return trouble;
  return std::any_of(checked.findings.begin(), checked.findings.end(),
                     [&](const Finding& found) { return found.rule->severity >= fail_on; })
             ? finding
             : nothing_to_report;
}

}  // namespace

int run_check(const Arguments& arguments, const Streams& streams) {
  return with_usage_errors("check", streams, [&] {
    const auto values = parse(command_line(), arguments, streams);
    if (!values) return static_cast<int>(nothing_to_report);
    if (!is_set(*values, "list-rules")) return check(*values, streams);
    list_rules(streams.out);
    return static_cast<int>(nothing_to_report);
  });
}

}  // namespace ko2alias
