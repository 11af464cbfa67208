#include "cli/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "support/text.h"

namespace ko2alias {
namespace {

// A device or a pipe takes bytes as they come; a file in its place would be wrong.
bool is_special(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

}  // namespace

bool may_color(const std::optional<std::string>& output_path, const Streams& streams) {
  const char* const no_color = std::getenv("NO_COLOR");
  return streams.out_is_terminal && !output_path && (no_color == nullptr || *no_color == '\0');
}

Output::Output(std::optional<std::string> path, const Streams& streams)
    : path_(std::move(path)), streams_(streams) {
  if (path_) open();
}

Output::~Output() {
  buffer_.reset();
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) std::remove(temporary_.c_str());
}

void Output::open() {
  if (!is_special(*path_)) temporary_ = *path_ + ".tmp" + std::to_string(::getpid());
  descriptor_ = temporary_.empty()
                    ? ::open(path_->c_str(), O_WRONLY | O_CLOEXEC)
                    : ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor_ >= 0)
    buffer_.emplace(descriptor_);
  else
    open_failure_ = errno;
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
  if (open_failure_ != 0) return fail(open_failure_);
  buffer_->pubsync();
  if (buffer_->failure() != 0) return fail(buffer_->failure());
  if (::close(std::exchange(descriptor_, -1)) != 0) return fail(errno);
  if (temporary_.empty()) return true;
  if (std::rename(temporary_.c_str(), path_->c_str()) != 0) return fail(errno);
  temporary_.clear();
  return true;
}

bool Output::fail(int reason) {
  streams_.err << "ko2alias: error: " << escape_for_terminal(*path_) << ": "
               << std::strerror(reason) << '\n';
  return false;
}

}  // namespace ko2alias
