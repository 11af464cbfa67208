// The paths of all modules are known before the first is read: with --in-place their folders are
// those that stay writable.
#include "cli/embed_modules.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <set>
#include <utility>

#include <fmt/core.h>

#include "cli/confine.h"
#include "cli/output.h"
#include "cli/remedies.h"
#include "input/buffer.h"
#include "input/file_names.h"
#include "input/inputs.h"
#include "support/file.h"
#include "support/message_folder.h"
#include "support/ordered_pipeline.h"
#include "support/output_file.h"
#include "support/system_error.h"
#include "support/text.h"

namespace ko2alias {
namespace {

namespace fs = std::filesystem;

// A module that was read and edited.
struct Edited {
  Item item{};
  Result<EmbeddedModule> module;
  /// The file as it was, where it goes elsewhere.
  std::string original{};
};

Problem archive_problem() { return {.message = "an archive", .kind = ProblemKind::archive}; }

// The whole file, unless it is larger than a module or an archive.
Result<std::string> read_whole(const std::string& path, std::uint64_t max_size) {
  auto file = File::open(path, O_NONBLOCK);
  if (!file) return file.problem();
  const auto size = file->size();
  if (!size) return size.problem();
  const std::string head = file->bytes_at(0, archive_head);
  const bool is_packed = detect_compression(head) != Compression::none;
  if (is_packed ? is_archive_name(path) : may_be_archive(head)) return archive_problem();
  if (*size > max_size) return too_large(max_size);
  std::string bytes(*size, '\0');
  if (auto problem = file->fill(0, bytes.data(), bytes.size())) return *problem;
  return bytes;
}

std::uint64_t size_of(const Item& item) {
  std::error_code failure;
  const std::uintmax_t size = item.path.empty() ? 0 : fs::file_size(item.path, failure);
  return failure ? 0 : std::max<std::uint64_t>(size, item.bytes.size());
}

// The folder in which a file really is, behind all links.
std::string folder_of_file(const std::string& path) {
  std::error_code failure;
  const fs::path whole = fs::canonical(path, failure);
  return failure ? std::string() : whole.parent_path().string();
}

Problem lost_signature(const EmbeddedModule& module) {
  const std::string& signer = module.signature->signer;
  return {.severity = Severity::note,
          .message = fmt::format(
              "the signature{} no longer holds and is {}", signer.empty() ? "" : " of " + signer,
              module.is_signed_anew
                  ? "replaced"
                  : "removed: a kernel that enforces signatures will not load the module before it "
                    "is signed, others are tainted by it")};
}

class Embedder {
 public:
  Embedder(const EmbedRun& run, const Streams& streams)
      : run_(run), streams_(streams), inputs_(run.paths, run.options.reading.input) {
    // The file is there before anything is read.
    if (run.output && *run.output != "-") output_.emplace(*run.output, streams);
  }

  ExitStatus run() {
    const bool is_in_place = !run_.output && !run_.is_trial;
    if (is_in_place) collect();
    confine(run_.options.is_sandboxed, streams_, {output_ ? &*output_ : nullptr},
            {folders_.begin(), folders_.end()});
    OrderedPipeline<Item, Edited, ReadBuffer>(
        run_.options.reading.jobs, [&] { return is_in_place ? next_collected() : next_item(); },
        [&](Item& item, ReadBuffer& /*unused*/) { return edit(item); },
        [&](Edited& edited) { take(edited); }, size_of, run_.options.reading.input.limits.held)
        .run();
    return finish();
  }

 private:
  // --- what is read ---

  void collect() {
    while (auto item = next_item()) {
      if (!item->problem && item->path.empty())
        item->problem = error("it is no file that could be written in its place (-o FILE)");
      if (const std::string folder = folder_of_file(item->path); !folder.empty())
        folders_.insert(folder);
      collected_.push_back(std::move(*item));
    }
  }

  std::optional<Item> next_collected() {
    if (at_ == collected_.size()) return std::nullopt;
    return std::move(collected_[at_++]);
  }

  // Of an archive on standard input the first member tells.
  std::optional<Item> next_item() {
    if (is_over_) return std::nullopt;
    auto item = inputs_.next();
    const bool is_member =
        item && !item->problem && item->path.empty() &&
        std::find(run_.paths.begin(), run_.paths.end(), item->name) == run_.paths.end();
    if (!is_member) return item;
    is_over_ = true;
    return Item{.name = item->name.substr(0, item->name.find(": ")), .problem = archive_problem()};
  }

  // --- what a thread does ---

  Edited edit(Item& item) const {
    if (item.problem) return {.item = item, .module = *item.problem};
    LargeTurn turn;
    if (size_of(item) > largest_shared_size) turn.take();
    std::string bytes = std::move(item.bytes);
    if (!item.path.empty()) {
      auto whole = read_whole(item.path, run_.embed.max_size);
      if (!whole) return {.item = item, .module = whole.problem()};
      bytes = std::move(*whole);
    }
    Edited edited{.item = item, .module = embed(item.name, bytes, run_.embed)};
    if (run_.output && edited.module && !edited.module->is_changed)
      edited.original = std::move(bytes);
    return edited;
  }

  // --- what is written ---

  void take(Edited& edited) {
    const std::string& name = edited.item.name;
    if (!edited.module) return fail(name, edited.module.problem());
    EmbeddedModule& module = *edited.module;
    for (const Problem& problem : module.problems) tell(name, problem);
    if (module.is_changed && module.signature && !run_.is_trial) tell(name, lost_signature(module));
    if (!run_.is_trial)
      if (auto problem = write(edited)) return fail(name, *problem);
    has_change_ |= module.is_changed;
    module.file = {};
    outcomes_.push_back({.path = name, .module = std::move(module)});
  }

  std::optional<Problem> write(const Edited& edited) {
    const EmbeddedModule& module = *edited.module;
    const std::string& bytes = module.is_changed ? module.file : edited.original;
    if (run_.output) {
      if (!output_)
        streams_.out << bytes;
      else
        output_->write(bytes, Syntax::records);
      if (output_ && !output_->finish()) return error("was not written");
      is_written_ |= module.is_changed;
      return std::nullopt;
    }
    // A module that is as it should be is not touched.
    if (!module.is_changed) return std::nullopt;
    if (auto problem = replace(edited.item.path, bytes)) return problem;
    is_written_ = true;
    return std::nullopt;
  }

  std::optional<Problem> replace(const std::string& path, const std::string& bytes) {
    struct stat before {};
    const bool has_others = ::stat(path.c_str(), &before) == 0 && before.st_nlink > 1;
    auto file = OutputFile::open(path);
    if (!file) return file.problem();
    DescriptorBuffer buffer(file->descriptor());
    buffer.sputn(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    buffer.pubsync();
    if (buffer.failure() != 0) return system_error(buffer.failure());
    // The name must not lead to a file whose bytes a power cut loses.
    if (::fsync(file->descriptor()) != 0) return system_error();
    if (auto problem = file->finish()) return problem;
    if (has_others)
      tell(path, {.severity = Severity::warning,
                  .message = fmt::format("a file with {} names: under the others it is as it was",
                                         before.st_nlink)});
    return std::nullopt;
  }

  ExitStatus finish() {
    for (const auto& [severity, text] : folder_.counts())
      streams_.err << fmt::format("ko2alias: {}: {}\n", name_of(severity),
                                  escape_for_terminal(text));
    // With `-o -` standard output has the module.
    if (run_.output != "-") {
      const EmbedView view{.outcomes = outcomes_,
                           .is_trial = run_.is_trial,
                           .screen = screen_of(std::nullopt, streams_)};
      Output(std::nullopt, streams_).write(run_.format->render(view), run_.format->syntax);
    }
    if (is_written_)
      streams_.err << "ko2alias: note: depmod has to run where the modules are installed, and an "
                      "initramfs that holds them has to be made anew\n";
    if (has_failure_ || outcomes_.empty()) return ExitStatus::trouble;
    return run_.is_trial && has_change_ ? ExitStatus::finding : ExitStatus::nothing_to_report;
  }

  void fail(const std::string& name, const Problem& problem) {
    has_failure_ = true;
    tell(name, problem);
    const std::string place = problem.place.empty() ? "" : problem.place + ": ";
    outcomes_.push_back({.path = name, .failure = place + problem.message});
  }

  void tell(const std::string& name, const Problem& problem) {
    if (problem.severity == Severity::note && problem.kind == ProblemKind::other &&
        !problem.place.empty() && !run_.options.is_verbose)
      return;
    const std::string place = problem.place.empty() ? "" : problem.place + ": ";
    const std::string message = message_with_remedy(problem);
    if (!folder_.show(problem, message)) return;
    streams_.err << fmt::format("ko2alias: {}: {}: {}\n", name_of(problem.severity),
                                escape_for_terminal(name), escape_for_terminal(place + message));
  }

  const EmbedRun& run_;
  const Streams& streams_;
  Inputs inputs_;
  std::optional<Output> output_{};
  std::vector<Item> collected_;
  std::size_t at_ = 0;
  std::set<std::string> folders_;
  MessageFolder folder_;
  std::vector<EmbedOutcome> outcomes_;
  bool is_over_ = false;
  bool has_change_ = false;
  bool has_failure_ = false;
  bool is_written_ = false;
};

}  // namespace

ExitStatus embed_modules(const EmbedRun& run, const Streams& streams) {
  return Embedder(run, streams).run();
}

}  // namespace ko2alias
