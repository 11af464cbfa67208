// Files: opened, read and closed in this one place.
//
//   auto file = File::open("e1000.ko");             // or the system's reason why not
//   auto size = file->read_at(64, data, 32);        // up to 32 bytes at offset 64
//
// A file is closed when its owner goes.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ko2alias/problem.h"

namespace ko2alias {

/// The bytes of the longest text that is read as a whole.
constexpr std::size_t longest_text = std::size_t{128} << 20;

/// Owns a descriptor. The problem of a call that fails is the system's own text. Calls that a
/// signal interrupts are repeated.
class File {
 public:
  /// Opens a file to read it. `flags` are further ones of open(2), such as O_NONBLOCK, with which a
  /// pipe that nobody writes to does not keep us waiting.
  static Result<File> open(const std::string& path, int flags = 0);
  /// Standard input under a descriptor of our own: closing it leaves the program's open.
  static Result<File> standard_input();
  /// A new, empty file without a name, which nobody else sees; gone once it is closed.
  static Result<File> temporary();

  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File();

  /// The size of a regular file; any other kind is a problem.
  [[nodiscard]] Result<std::uint64_t> size() const;

  /// Reads up to `size` bytes from where the last call ended. 0 at the end of the file.
  Result<std::size_t> read(char* data, std::size_t size);
  /// The same at an offset, wherever the last call ended.
  [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset, char* data,
                                            std::size_t size) const;
  /// The bytes at an offset, at most `size` of them: fewer before the end of the file, none where
  /// it cannot be read.
  [[nodiscard]] std::string bytes_at(std::uint64_t offset, std::size_t size) const;
  /// Reads exactly `size` bytes at an offset. A file that ends before them is a problem.
  [[nodiscard]] std::optional<Problem> fill(std::uint64_t offset, char* data,
                                            std::size_t size) const;
  /// All that `read` has not read yet. More than `longest_text` is a problem.
  Result<std::string> read_rest();

  /// Appends all that can be read from another file.
  std::optional<Problem> copy_from(File& other);
  /// Appends bytes.
  std::optional<Problem> write(std::string_view bytes);

 private:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  /// The file of a descriptor that a call has just returned.
  static Result<File> of(int descriptor);

  int descriptor_;
};

/// Notices when a file that is there now is opened to be read, by any thread and under any name,
/// while this lives.
class ReadWatch {
 public:
  explicit ReadWatch(const std::string& path);
  ReadWatch(const ReadWatch&) = delete;
  ReadWatch& operator=(const ReadWatch&) = delete;
  ~ReadWatch();

  [[nodiscard]] bool was_read() const { return was_read_; }
  /// A file was opened.
  void note_read(dev_t device, ino_t inode);

 private:
  bool is_there_ = false;
  dev_t device_ = 0;
  ino_t inode_ = 0;
  std::atomic<bool> was_read_{false};
};

/// A whole file; `-` is standard input.
Result<std::string> read_text_file(const std::string& path);

}  // namespace ko2alias
