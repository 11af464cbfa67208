#include "cli/modules.h"

#include <algorithm>
#include <filesystem>

#include <fmt/core.h>

#include "cli/progress.h"
#include "consume/listing.h"
#include "support/ordered_pipeline.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// What becomes of one item.
struct Rendered {
  std::string name{};
  /// One for each module.
  std::vector<std::string> texts{};
  std::vector<Problem> problems{};
  bool is_stripped = false;
};

class Renderer {
 public:
  Renderer(const ModuleRun& run, const Item& item) : run_(run), item_(item) { rendered_.name = item.name; }

  Rendered render(Workspace& workspace) {
    auto source = open_item(item_, workspace, run_.input.max_size);
    if (!source)
      fail(source.problem());
    else if (is_elf(**source))
      render_module(**source);
    else
      render_listing(**source);
    return std::move(rendered_);
  }

 private:
  void fail(const Problem& problem) { rendered_.problems.push_back(problem); }

  static bool is_elf(const Source& source) {
    return source.data().starts_with(
        "\x7f"
        "ELF");
  }

  void render_module(Source& source) {
    const auto image = open_image(source);
    if (!image) return fail(image.problem());
    DecodedModule module = decode_module(*image, run_.decode);
    rendered_.is_stripped = module.is_stripped;
    rendered_.texts.push_back(run_.format->render(make_report(item_.name, module, run_.source)));
    if (run_.is_verbose && !module.tables.empty())
      fail({Severity::note, {}, fmt::format("kernel {}: {}", to_string(module.choice.release), module.choice.reason)});
    if (module.is_stripped && run_.source == AliasSource::tables)
      fail({Severity::warning,
            {},
            fmt::format("stripped of its device tables' symbols: its {} aliases stand in .modinfo alone (--source auto "
                        "takes them)",
                        module.modinfo.all("alias").size())});
    std::move(module.problems.begin(), module.problems.end(), std::back_inserter(rendered_.problems));
  }

  void render_listing(Source& source) {
    if (auto problem = source.load(0, source.data().size())) return fail(*problem);
    const auto modules = parse_listing(source.data());
    if (!modules) return fail(modules.problem());
    for (const ListedModule& module : *modules)
      rendered_.texts.push_back(run_.format->render(make_report(item_.name, module)));
  }

  const ModuleRun& run_;
  const Item& item_;
  Rendered rendered_;
};

// How many items there will be, where looking at names is enough to tell: in folders, not in archives. Else 0.
std::size_t count_ahead(const ModuleRun& run) {
  std::error_code ignored;
  for (const std::string& path : run.paths)
    if (!std::filesystem::is_directory(path, ignored)) return 0;
  std::size_t count = 0;
  for (Inputs inputs(run.paths, run.input); inputs.next();) ++count;
  return count;
}

class Writer {
 public:
  Writer(const ModuleRun& run, Output& output, const Streams& streams)
      : run_(run),
        output_(output),
        streams_(streams),
        progress_(streams.err_is_terminal ? &streams.err : nullptr, streams.err_is_terminal ? count_ahead(run) : 0) {}

  void write(const Rendered& rendered) {
    progress_.step();
    ++items_;
    stripped_ += rendered.is_stripped ? 1 : 0;
    unread_ += rendered.texts.empty() && has_error(rendered) ? 1 : 0;
    for (const Problem& problem : rendered.problems) report(rendered.name, problem);
    for (const std::string& text : rendered.texts) write(text);
  }

  [[nodiscard]] int finish() {
    progress_.clear();
    if (unread_ != 0) streams_.err << fmt::format("ko2alias: {} of {} inputs could not be read\n", unread_, items_);
    if (errors_ > unread_) streams_.err << fmt::format("ko2alias: {} tables could not be read\n", errors_ - unread_);
    if (stripped_ != 0 && run_.source == AliasSource::tables)
      streams_.err << fmt::format("ko2alias: {} modules are stripped of their device tables\n", stripped_);
    return errors_ != 0 ? trouble : nothing_to_report;
  }

 private:
  static bool has_error(const Rendered& rendered) {
    return std::any_of(rendered.problems.begin(), rendered.problems.end(),
                       [](const Problem& problem) { return problem.severity == Severity::error; });
  }

  void write(const std::string& text) {
    if (text.empty()) return;
    if (has_written_) output_.write(run_.format->separator);
    has_written_ = true;
    output_.write(text);
  }

  void report(const std::string& name, const Problem& problem) {
    constexpr std::string_view severities[] = {"note", "warning", "error"};
    if (problem.severity == Severity::note && !run_.is_verbose) return;
    errors_ += problem.severity == Severity::error ? 1 : 0;
    progress_.clear();
    const std::string place = problem.place.empty() ? "" : problem.place + ": ";
    streams_.err << fmt::format("ko2alias: {}: {}: {}\n", severities[static_cast<int>(problem.severity)],
                                escape_for_terminal(name), escape_for_terminal(place + problem.message));
  }

  const ModuleRun& run_;
  Output& output_;
  const Streams& streams_;
  Progress progress_;
  std::size_t items_ = 0;
  std::size_t unread_ = 0;
  std::size_t errors_ = 0;
  std::size_t stripped_ = 0;
  bool has_written_ = false;
};

}  // namespace

int write_modules(const ModuleRun& run, Output& output, const Streams& streams) {
  Inputs inputs(run.paths, run.input);
  Writer writer(run, output, streams);
  const auto work = [&](const Item& item, Workspace& workspace) { return Renderer(run, item).render(workspace); };
  output.write(run.format->head);
  OrderedPipeline<Item, Rendered, Workspace>(
      run.jobs, [&] { return inputs.next(); }, work, [&](const Rendered& rendered) { writer.write(rendered); })
      .run();
  output.write(run.format->tail);
  const int status = writer.finish();
  return output.finish() ? status : static_cast<int>(trouble);
}

}  // namespace ko2alias
