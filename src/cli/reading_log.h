// Reads the modules behind paths, in several threads and in the order of the paths: what all
// commands share.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/progress.h"
#include "input/inputs.h"
#include "module/module_report.h"
#include "support/ordered_pipeline.h"

namespace ko2alias {

struct ModuleRun {
  std::vector<std::string> paths{};
  InputOptions input{};
  DecodeOptions decode{};
  AliasSource source = AliasSource::tables;
  unsigned jobs = 1;
  bool is_verbose = false;
  /// Whether what is wrong in a module that could be read is written to the error stream.
  bool reports_problems = true;
};

/// What there was to say of one item, aliases aside.
struct ItemLog {
  std::string name{};
  std::vector<Problem> problems{};
  /// Modules that were found in it.
  std::size_t modules = 0;
  bool is_stripped = false;
};

/// Takes what was found in an item; called in a worker thread. The report's views end with the
/// call.
using VisitModule = std::function<void(const ModuleReport&)>;

/// Opens an item and visits the module that it is, or those that it lists.
ItemLog read_item(const ModuleRun& run, const Item& item, Workspace& workspace,
                  const VisitModule& visit);

/// Writes what was wrong with items to the error stream, and how far the run is.
class ReadingLog {
 public:
  ReadingLog(const ModuleRun& run, const Streams& streams);
  void add(const ItemLog& item);
  /// Writes the final counts of what was lost. Returns the exit status.
  [[nodiscard]] int finish();

 private:
  void report(const std::string& name, const Problem& problem);

  const ModuleRun& run_;
  const Streams& streams_;
  Progress progress_;
  std::size_t items_ = 0;
  std::size_t unread_ = 0;
  std::size_t errors_ = 0;
  std::size_t stripped_ = 0;
};

/// Makes a `Value` of each module in the worker threads, and gives them to `take` in the order of
/// the modules, in the calling thread. `take_aside` sees every item first, and keeps those that are
/// no modules. Returns the exit status.
template <class Value>
int read_modules(const ModuleRun& run, const Streams& streams,
                 const std::function<Value(const ModuleReport&)>& convert,
                 const std::function<void(Value&)>& take,
                 const std::function<bool(const Item&)>& take_aside = nullptr) {
  struct Outcome {
    ItemLog log;
    std::vector<Value> values;
  };
  Inputs inputs(run.paths, run.input);
  ReadingLog log(run, streams);
  const auto next = [&] {
    auto item = inputs.next();
    while (item && take_aside && take_aside(*item)) item = inputs.next();
    return item;
  };
  const auto work = [&](const Item& item, Workspace& workspace) {
    Outcome outcome;
    outcome.log = read_item(run, item, workspace, [&](const ModuleReport& report) {
      outcome.values.push_back(convert(report));
    });
    return outcome;
  };
  const auto finish = [&](Outcome& outcome) {
    log.add(outcome.log);
    for (Value& value : outcome.values) take(value);
  };
  OrderedPipeline<Item, Outcome, Workspace>(run.jobs, next, work, finish).run();
  return log.finish();
}

}  // namespace ko2alias
