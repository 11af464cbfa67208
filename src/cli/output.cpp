#include "cli/output.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "support/text.h"

namespace ko2alias {

Output::Output(std::optional<std::string> path, const Streams& streams) : path_(std::move(path)), streams_(streams) {
  if (!path_) return;
  // Beside the file, so that the rename stays on one file system.
  temporary_ = *path_ + ".tmp" + std::to_string(::getpid());
  file_.open(temporary_, std::ios::binary | std::ios::trunc);
}

Output::~Output() {
  if (!temporary_.empty()) std::remove(temporary_.c_str());
}

void Output::write(std::string_view text) {
  if (path_) {
    file_ << text;
    return;
  }
  if (!streams_.out_is_terminal) {
    streams_.out << text;
    return;
  }
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
  errno = 0;
  file_.close();
  if (!file_ || std::rename(temporary_.c_str(), path_->c_str()) != 0) {
    streams_.err << "ko2alias: error: " << *path_ << ": "
                 << (errno != 0 ? std::strerror(errno) : "could not be written") << '\n';
    return false;
  }
  temporary_.clear();
  return true;
}

}  // namespace ko2alias
