#include "cli/modules.h"

#include <algorithm>

#include <fmt/core.h>

#include "input/file_source.h"
#include "input/find_modules.h"
#include "support/ordered_pipeline.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// What becomes of one input.
struct Rendered {
  std::string path;
  std::string text;
  std::vector<Problem> problems;
  bool was_read = false;
};

Rendered render_input(const Input& input, ReadBuffer& buffer, const ModuleRun& run) {
  Rendered rendered;
  rendered.path = input.path;
  const auto fail = [&](const Problem& problem) {
    rendered.problems.push_back(problem);
    return rendered;
  };
  if (input.problem) return fail(*input.problem);
  auto source = open_file(input.path, buffer);
  if (!source) return fail(source.problem());
  const auto image = open_image(**source);
  if (!image) return fail(image.problem());
  DecodedModule module = decode_module(*image, run.decode);
  rendered.was_read = true;
  rendered.text = run.format->render(make_report(input.path, module, run.source));
  if (run.is_verbose && !module.tables.empty())
    rendered.problems.push_back(
        {Severity::note, {}, fmt::format("kernel {}: {}", to_string(module.choice.release), module.choice.reason)});
  std::move(module.problems.begin(), module.problems.end(), std::back_inserter(rendered.problems));
  return rendered;
}

class Writer {
 public:
  Writer(const ModuleRun& run, Output& output, const Streams& streams)
      : run_(run), output_(output), streams_(streams) {}

  void write(const Rendered& rendered) {
    for (const Problem& problem : rendered.problems) report(rendered.path, problem);
    ++(rendered.was_read ? read_ : unread_);
    if (rendered.text.empty()) return;
    if (has_written_) output_.write(run_.format->separator);
    has_written_ = true;
    output_.write(rendered.text);
  }

  [[nodiscard]] int status() const {
    if (unread_ != 0)
      streams_.err << fmt::format("ko2alias: {} of {} inputs could not be read\n", unread_, unread_ + read_);
    if (errors_ > unread_) streams_.err << fmt::format("ko2alias: {} tables could not be read\n", errors_ - unread_);
    return errors_ != 0 ? trouble : nothing_to_report;
  }

 private:
  void report(const std::string& path, const Problem& problem) {
    constexpr std::string_view severities[] = {"note", "warning", "error"};
    if (problem.severity == Severity::note && !run_.is_verbose) return;
    errors_ += problem.severity == Severity::error ? 1 : 0;
    const std::string place = problem.place.empty() ? "" : problem.place + ": ";
    streams_.err << fmt::format("ko2alias: {}: {}: {}\n", severities[static_cast<int>(problem.severity)],
                                escape_for_terminal(path), escape_for_terminal(place + problem.message));
  }

  const ModuleRun& run_;
  Output& output_;
  const Streams& streams_;
  std::size_t read_ = 0;
  std::size_t unread_ = 0;
  std::size_t errors_ = 0;
  bool has_written_ = false;
};

}  // namespace

int write_modules(const ModuleRun& run, Output& output, const Streams& streams) {
  const std::vector<Input> inputs = find_modules(run.paths);
  Writer writer(run, output, streams);
  auto next = [&, at = std::size_t{0}]() mutable {
    return at < inputs.size() ? std::optional(&inputs[at++]) : std::nullopt;
  };
  const auto work = [&](const Input*& input, ReadBuffer& buffer) { return render_input(*input, buffer, run); };
  output.write(run.format->head);
  const auto jobs = static_cast<unsigned>(std::min<std::size_t>(run.jobs, inputs.size()));
  OrderedPipeline<const Input*, Rendered, ReadBuffer>(jobs, next, work, [&](Rendered& r) { writer.write(r); }).run();
  output.write(run.format->tail);
  return std::max(writer.status(), output.finish() ? 0 : static_cast<int>(trouble));
}

}  // namespace ko2alias
