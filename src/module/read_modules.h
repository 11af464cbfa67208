// Reads the modules behind paths, in several threads and in the order of the paths: the first step
// of every command. Nothing is written here; the caller gives functions for what is found.
//
//   read_modules<std::string>({"/lib/modules/6.12.57"}, {.jobs = 2},
//                             {.convert = render_modalias,                 in a worker thread
//                              .take = [](std::string& text) { … },        in the calling thread
//                              .log = [](const ItemLog& item) { … }});     the same
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "input/inputs.h"
#include "input/limits.h"
#include "input/open_item.h"
#include "ko2alias/decode.h"
#include "module/listing.h"
#include "module/module_report.h"
#include "support/ordered_pipeline.h"

namespace ko2alias {

struct ReadOptions {
  InputOptions input{};
  DecodeOptions decode{};
  AliasSource source = AliasSource::tables;
  unsigned jobs = 1;
  /// Whether device tables are wanted: then a list of aliases is a problem.
  bool needs_tables = false;
  /// Whether the pointers in tables are read, which cost several times as much as the rest.
  bool reads_pointers = false;
  /// A driver's name: drivers are read of the modules whose bytes have it. Empty for none.
  std::string wanted_driver{};
  /// Whether the problems of modules that could be read are logged. `check` makes findings of them
  /// instead. Errors of which it has no rule are logged always.
  bool tells_module_problems = true;
};

/// Everything that there is to say of an item, apart from its modules.
struct ItemLog {
  std::string name{};
  std::vector<Problem> problems{};
  /// The number of modules that were found in it.
  std::size_t modules = 0;
  /// Of an archive's member, how far the file on disk was read for it.
  std::uint64_t file_bytes = 0;
  /// What it says of its kernel, where it is a snapshot.
  std::optional<KernelTexts> texts{};
  /// Whether it is a module that was stripped of its device tables' symbols.
  bool is_stripped = false;
  /// Whether it is no item, but problems of all items together.
  bool is_of_all = false;
};

/// Takes a module that was found in an item. The report's views end with the call.
using VisitModule = std::function<void(ModuleReport&)>;

/// Opens an item and visits the module that it is, or those that it lists.
ItemLog read_item(const ReadOptions& options, const Item& item, Workspace& workspace,
                  const VisitModule& visit);

/// The functions for the items and the modules in them. Only `convert` is called in the worker
/// threads, and only the first two have to be there.
template <class Value>
struct ModuleHandlers {
  /// Makes a value of a module, whose views end with the call.
  std::function<Value(ModuleReport&)> convert{};
  /// Takes the values in the order of the modules.
  std::function<void(Value&)> take{};
  /// Sees what was said of an item before its values are taken.
  std::function<void(const ItemLog&)> log{};
  /// Sees every item first. Returns true for an item that it keeps, which then is not read as a
  /// module.
  std::function<bool(const Item&)> take_aside{};
};

template <class Value>
void read_modules(const std::vector<std::string>& paths, const ReadOptions& options,
                  const ModuleHandlers<Value>& handlers) {
  struct Outcome {
    ItemLog log;
    std::vector<Value> values;
  };
  InputOptions input = options.input;
  input.jobs = options.jobs;
  Inputs inputs(paths, input);
  const auto next = [&] {
    auto item = inputs.next();
    while (item && handlers.take_aside && handlers.take_aside(*item)) item = inputs.next();
    return item;
  };
  const auto work = [&](const Item& item, Workspace& workspace) {
    Outcome outcome;
    outcome.log = read_item(options, item, workspace, [&](ModuleReport& report) {
      outcome.values.push_back(handlers.convert(report));
    });
    return outcome;
  };
  const auto finish = [&](Outcome& outcome) {
    if (handlers.log) handlers.log(outcome.log);
    for (Value& value : outcome.values) handlers.take(value);
  };
  const auto weigh = [](const Item& item) { return item.bytes.size(); };
  OrderedPipeline<Item, Outcome, Workspace>(options.jobs, next, work, finish, weigh,
                                            options.input.limits.held)
      .run();
}

}  // namespace ko2alias
