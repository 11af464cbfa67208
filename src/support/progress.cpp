#include "support/progress.h"

#include <fmt/core.h>

#include "support/fit.h"
#include "support/text.h"

namespace ko2alias {

void Progress::step(const std::function<std::string()>& where) {
  using namespace std::chrono_literals;
  ++done_;
  if (terminal_ == nullptr) return;
  const auto now = now_();
  if (now - start_ < 1s || now - shown_ < 100ms) return;
  shown_ = now;
  is_on_screen_ = true;
  const std::chrono::duration<double> elapsed = now - start_;
  const std::string files = expected_ != 0
                                ? with_commas(done_) + " of " + counted(expected_, "file")
                                : counted(done_, "file");
  const std::string place = where();
  const std::string line = fmt::format(
      "{}{}{}, {} a second", files, place.empty() ? "" : ", ", place,
      with_commas(static_cast<std::size_t>(static_cast<double>(done_) / elapsed.count())));
  // In the last column the cursor may go to the next line.
  *terminal_ << "\r\x1b[K" << cut_end(line, columns_ - 1) << std::flush;
}

void Progress::clear() {
  if (!is_on_screen_) return;
  is_on_screen_ = false;
  *terminal_ << "\r\x1b[K" << std::flush;
}

}  // namespace ko2alias
