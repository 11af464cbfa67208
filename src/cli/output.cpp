#include "cli/output.h"

#include <unistd.h>

#include <filesystem>
#include <utility>

#include "support/system_error.h"
#include "support/text.h"
#include "support/wrap.h"

namespace ko2alias {

Screen screen_of(const std::optional<std::string>& output_path, const Streams& streams) {
  return {.is_terminal = streams.out_is_terminal && !output_path,
          .columns = streams.columns,
          .has_color = output_path ? streams.file_has_color : streams.out_has_color,
          .has_header = streams.has_header};
}

Output::Output(std::optional<std::string> path, const Streams& streams)
    : path_(std::move(path)),
      streams_(streams),
      is_terminal_(!path_ && streams.out_is_terminal),
      is_log_(!path_ && streams.out_is_log) {
  if (!path_) return;
  watch_.emplace(*path_);
  file_.emplace(OutputFile::open(*path_));
  if (!*file_) return;
  buffer_.emplace((*file_)->descriptor());
  is_terminal_ = ::isatty((*file_)->descriptor()) == 1;
}

std::optional<std::string> Output::folder() const {
  return file_ && *file_ ? (*file_)->folder() : std::nullopt;
}

void Output::put(std::string_view text) {
  if (!path_)
    streams_.out << text;
  else if (buffer_)
    buffer_->sputn(text.data(), static_cast<std::streamsize>(text.size()));
}

void Output::write(std::string_view text, Syntax syntax) {
  if (is_exact(syntax) && !is_terminal_ && !is_log_) return put(text);
  std::string fitted;
  if (is_terminal_) text = fitted = fit_for_terminal(text, syntax);
  if (is_terminal_ && syntax == Syntax::text) text = fitted = folded(text, streams_.columns);
  const auto commands = find_log_commands(text, syntax);
  if (commands.empty()) return put(text);
  if (is_exact(syntax)) escaped_ += commands.size();
  put(escape_at(text, commands, syntax));
}

bool Output::is_to(const std::string& path) const {
  if (path == "-" || !path_) return path == "-" && !path_;
  std::error_code ignored;
  const auto whole = [&](const std::string& one) {
    return std::filesystem::weakly_canonical(std::filesystem::absolute(one, ignored), ignored);
  };
  return whole(path) == whole(*path_);
}

bool Output::finish() {
  if (escaped_ != 0 && is_log_) warn_of_escapes();
  if (!path_) return true;
  OutputFile* const file = *file_ ? &**file_ : nullptr;
  if (file == nullptr) return fail(file_->problem());
  if (watch_->was_read())
    return fail(error("is read too, and so not overwritten: name another file"));
  buffer_->pubsync();
  if (buffer_->failure() != 0) return fail(system_error(buffer_->failure()));
  const auto problem = file->finish();
  return !problem || fail(*problem);
}

void Output::warn_of_escapes() const {
  streams_.err << "ko2alias: warning: standard output: "
               << counted(escaped_, "command to the CI is", "commands to the CI are")
               << " escaped in aliases and names (-o FILE writes them as they are)\n";
}

bool Output::fail(const Problem& problem) {
  streams_.err << "ko2alias: error: " << escape_for_terminal(*path_) << ": " << problem.message
               << '\n';
  return false;
}

}  // namespace ko2alias
