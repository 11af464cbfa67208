// The memory into which one worker reads file after file.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ko2alias {

/// Address space as large as the largest file so far. Pages that nobody writes to cost nothing:
/// a few ranges of a large file can be read to the places that they have in the file.
class ReadBuffer {
 public:
  ReadBuffer() = default;
  ReadBuffer(const ReadBuffer&) = delete;
  ReadBuffer& operator=(const ReadBuffer&) = delete;
  ~ReadBuffer();

  /// At least `size` bytes, with what earlier files left in them; null where there is no address
  /// space for so many.
  char* reserve(std::uint64_t size);
  /// Notes that bytes up to `end` were written: `reserve` gives the memory of a large file back.
  void note_use(std::uint64_t end);

 private:
  char* data_ = nullptr;
  std::size_t capacity_ = 0;
  std::size_t used_ = 0;
};

}  // namespace ko2alias
