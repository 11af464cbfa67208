#include "input/buffer.h"

#include <sys/mman.h>

#include <algorithm>
#include <mutex>

namespace ko2alias {
namespace {

// Most modules fit, so that few workers ever need to map memory twice.
constexpr std::size_t smallest = std::size_t{16} << 20;
// A worker keeps no more than this between files.
constexpr std::size_t most_kept = std::size_t{8} << 20;

// A thread that reads a large compressed file takes the turn for it, and again for what is in it.
std::recursive_mutex large_turn;

}  // namespace

ReadBuffer::~ReadBuffer() {
  if (data_ != nullptr) ::munmap(data_, capacity_);
}

char* ReadBuffer::reserve(std::uint64_t size) {
  if (data_ != nullptr && size <= capacity_) {
    trim();
    return data_;
  }
  if (data_ != nullptr) ::munmap(data_, capacity_);
  data_ = nullptr;
  used_ = 0;
  if (size > SIZE_MAX / 2) return nullptr;
  capacity_ = std::max<std::size_t>(size, smallest);
  void* const mapped = ::mmap(nullptr, capacity_, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapped == MAP_FAILED) return nullptr;
  data_ = static_cast<char*>(mapped);
  return data_;
}

void ReadBuffer::trim() {
  if (used_ > most_kept) ::madvise(data_ + most_kept, capacity_ - most_kept, MADV_DONTNEED);
  used_ = std::min(used_, most_kept);
}

void ReadBuffer::note_use(std::uint64_t end) { used_ = std::max<std::size_t>(used_, end); }

void LargeTurn::take() {
  if (!is_taken_) large_turn.lock();
  is_taken_ = true;
}

LargeTurn::~LargeTurn() {
  if (is_taken_) large_turn.unlock();
}

}  // namespace ko2alias
