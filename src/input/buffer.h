// Memory that one worker reads file after file into.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ko2alias {

/// Address space as large as the largest file so far. Pages that nobody writes to cost nothing, so
/// that a few ranges of a large file can stand where they stand in the file.
class ReadBuffer {
 public:
  ReadBuffer() = default;
  ReadBuffer(const ReadBuffer&) = delete;
  ReadBuffer& operator=(const ReadBuffer&) = delete;
  ~ReadBuffer();

  /// At least `size` bytes, with what earlier files left in them; null where there is no address
  /// space for so many.
  char* reserve(std::uint64_t size);
  /// Tells that bytes up to `end` were written, so that memory can be given back once a large file
  /// is done.
  void note_use(std::uint64_t end);

 private:
  char* data_ = nullptr;
  std::size_t capacity_ = 0;
  std::size_t used_ = 0;
};

}  // namespace ko2alias
