#include "cli/reading_log.h"

#include <algorithm>
#include <filesystem>

#include <fmt/core.h>

#include "module/listing.h"
#include "support/text.h"

namespace ko2alias {
namespace {

class ItemReader {
 public:
  ItemReader(const ModuleRun& run, const Item& item, const VisitModule& visit)
      : run_(run), item_(item), visit_(visit) {
    log_.name = item.name;
  }

  ItemLog read(Workspace& workspace) {
    auto source = open_item(item_, workspace, run_.input.max_size);
    if (!source)
      fail(source.problem());
    else if (is_elf((*source)->data()))
      read_module(**source);
    else
      read_listing(**source);
    return std::move(log_);
  }

 private:
  void fail(const Problem& problem) { log_.problems.push_back(problem); }

  void read_module(Source& source) {
    const auto image = open_image(source);
    if (!image) return fail(image.problem());
    DecodedModule module = decode_module(*image, run_.decode);
    log_.is_stripped = module.is_stripped;
    ++log_.modules;
    visit_(make_report(item_.name, *image, module, run_.source));
    if (run_.is_verbose && !module.tables.empty())
      fail({Severity::note,
            {},
            fmt::format("kernel {}: {}", to_string(module.choice.release), module.choice.reason),
            {}});
    if (module.is_stripped && run_.source == AliasSource::tables)
      fail({Severity::warning,
            {},
            fmt::format("stripped of its device tables' symbols: its {} aliases stand in .modinfo "
                        "alone (--source auto "
                        "takes them)",
                        module.modinfo.all("alias").size()),
            {}});
    if (run_.reports_problems)
      std::move(module.problems.begin(), module.problems.end(), std::back_inserter(log_.problems));
  }

  void read_listing(Source& source) {
    if (auto problem = source.load(0, source.data().size())) return fail(*problem);
    const auto modules = parse_listing(source.data());
    if (!modules) return fail(modules.problem());
    log_.modules += modules->size();
    for (const ListedModule& module : *modules) visit_(make_report(item_.name, module));
  }

  const ModuleRun& run_;
  const Item& item_;
  const VisitModule& visit_;
  ItemLog log_;
};

// How many items there will be, where looking at names is enough to tell: in folders, not in
// archives. Else 0.
std::size_t count_ahead(const ModuleRun& run) {
  std::error_code ignored;
  for (const std::string& path : run.paths)
    if (!std::filesystem::is_directory(path, ignored)) return 0;
  std::size_t count = 0;
  for (Inputs inputs(run.paths, run.input); inputs.next();) ++count;
  return count;
}

}  // namespace

ItemLog read_item(const ModuleRun& run, const Item& item, Workspace& workspace,
                  const VisitModule& visit) {
  return ItemReader(run, item, visit).read(workspace);
}

ReadingLog::ReadingLog(const ModuleRun& run, const Streams& streams)
    : run_(run),
      streams_(streams),
      progress_(streams.err_is_terminal ? &streams.err : nullptr,
                streams.err_is_terminal ? count_ahead(run) : 0) {}

void ReadingLog::add(const ItemLog& item) {
  progress_.step();
  ++items_;
  stripped_ += item.is_stripped ? 1 : 0;
  const bool has_error =
      std::any_of(item.problems.begin(), item.problems.end(),
                  [](const Problem& problem) { return problem.severity == Severity::error; });
  unread_ += item.modules == 0 && has_error ? 1 : 0;
  for (const Problem& problem : item.problems) report(item.name, problem);
}

int ReadingLog::finish() {
  progress_.clear();
  if (unread_ != 0)
    streams_.err << fmt::format("ko2alias: {} of {} inputs could not be read\n", unread_, items_);
  if (errors_ > unread_)
    streams_.err << fmt::format("ko2alias: {} tables could not be read\n", errors_ - unread_);
  if (stripped_ != 0 && run_.source == AliasSource::tables)
    streams_.err << fmt::format("ko2alias: {} modules are stripped of their device tables\n",
                                stripped_);
  return errors_ != 0 ? trouble : nothing_to_report;
}

void ReadingLog::report(const std::string& name, const Problem& problem) {
  constexpr std::string_view severities[] = {"note", "warning", "error"};
  if (problem.severity == Severity::note && !run_.is_verbose) return;
  errors_ += problem.severity == Severity::error ? 1 : 0;
  progress_.clear();
  const std::string place = problem.place.empty() ? "" : problem.place + ": ";
  streams_.err << fmt::format(
      "ko2alias: {}: {}: {}\n", severities[static_cast<int>(problem.severity)],
      escape_for_terminal(name), escape_for_terminal(place + problem.message));
}

}  // namespace ko2alias
