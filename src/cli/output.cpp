#include "cli/output.h"

#include <cstdlib>
#include <utility>

#include "support/system_error.h"
#include "support/text.h"

namespace ko2alias {

bool may_color(const std::optional<std::string>& output_path, const Streams& streams) {
  const char* const no_color = std::getenv("NO_COLOR");
  return streams.out_is_terminal && !output_path && (no_color == nullptr || *no_color == '\0');
}

Output::Output(std::optional<std::string> path, const Streams& streams)
    : path_(std::move(path)), streams_(streams) {
  if (!path_) return;
  watch_.emplace(*path_);
  file_.emplace(OutputFile::open(*path_));
  if (*file_) buffer_.emplace((*file_)->descriptor());
}

void Output::write_as_it_is(std::string_view text) {
  if (!path_)
    streams_.out << text;
  else if (buffer_)
    buffer_->sputn(text.data(), static_cast<std::streamsize>(text.size()));
}

void Output::write(std::string_view text) {
  if (path_ || !streams_.out_is_terminal) return write_as_it_is(text);
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    streams_.out << escape_for_terminal(line);
    text.remove_prefix(line.size());
    if (text.empty()) break;
    streams_.out << '\n';
    text.remove_prefix(1);
  }
}

bool Output::finish() {
  if (!path_) return true;
  OutputFile* const file = *file_ ? &**file_ : nullptr;
  if (file == nullptr) return fail(file_->problem());
  if (watch_->was_read())
    return fail(error("is read as input, and not overwritten: name another file"));
  buffer_->pubsync();
  if (buffer_->failure() != 0) return fail(system_error(buffer_->failure()));
  const auto problem = file->finish();
  return !problem || fail(*problem);
}

bool Output::fail(const Problem& problem) {
  streams_.err << "ko2alias: error: " << escape_for_terminal(*path_) << ": " << problem.message
               << '\n';
  return false;
}

}  // namespace ko2alias
