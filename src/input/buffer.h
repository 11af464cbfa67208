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
  /// Notes that bytes up to `end` were written: `trim` gives the memory of a large file back.
  void note_use(std::uint64_t end);
  /// Gives memory back, all but a few MiB; what was read is gone then. `reserve` does so first.
  void trim();

 private:
  char* data_ = nullptr;
  std::size_t capacity_ = 0;
  std::size_t used_ = 0;
};

/// The turn to have much in memory. Of all threads, one at a time reads more than
/// `largest_shared_size` of a file; the others wait.
class LargeTurn {
 public:
  LargeTurn() = default;
  LargeTurn(const LargeTurn&) = delete;
  LargeTurn& operator=(const LargeTurn&) = delete;
  ~LargeTurn();

  /// Waits for the turn, which ends with this object. A thread may take it several times.
  void take();
  [[nodiscard]] bool is_taken() const { return is_taken_; }

 private:
  bool is_taken_ = false;
};

}  // namespace ko2alias
