// A file is opened as a PATH is: an archive, archives in a row or in each other, compressed data.
// libarchive makes its decoders anew for each of them, and AddressSanitizer marks every byte of
// their dictionaries twice: that is most of the time.
#include <fmt/core.h>
#include <sys/mman.h>
#include <unistd.h>

#include <tuple>

#include "harness.h"
#include "input/inputs.h"
#include "module/read_modules.h"

namespace ko2alias::fuzz {
namespace {

// A file without a name, which has a path all the same while it is open.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : descriptor_(::memfd_create("fuzz", 0)) {
    if (::write(descriptor_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
      throw std::runtime_error("no memory for the input");
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { ::close(descriptor_); }

  [[nodiscard]] std::string path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

 private:
  int descriptor_;
};

}  // namespace

void run_archives(std::string_view bytes) {
  static const ReadOptions options{
      .input = {.limits = {.module = 1 << 20}, .with_kernel_files = true}};
  static Workspace workspace;
  const MemoryFile file(bytes);
  Inputs inputs({file.path()}, options.input);
  while (const auto item = inputs.next())
    if (!item->problem) std::ignore = open_item(*item, workspace, options.input.limits.module);
}

}  // namespace ko2alias::fuzz
