// A stream buffer over a file descriptor that remembers why writing failed; the standard ones
// forget.
#pragma once

#include <array>
#include <streambuf>

namespace ko2alias {

class DescriptorBuffer : public std::streambuf {
 public:
  /// The descriptor stays the caller's.
  explicit DescriptorBuffer(int descriptor) : descriptor_(descriptor) {
    setp(buffer_.data(), buffer_.data() + buffer_.size());
  }
  DescriptorBuffer(const DescriptorBuffer&) = delete;
  DescriptorBuffer& operator=(const DescriptorBuffer&) = delete;
  ~DescriptorBuffer() override { DescriptorBuffer::sync(); }

  /// `errno` of the first write that failed, or 0.
  [[nodiscard]] int failure() const { return failure_; }

 protected:
  int_type overflow(int_type c) override;
  std::streamsize xsputn(const char* text, std::streamsize size) override;
  int sync() override;

 private:
  bool write_all(const char* text, std::size_t size);

  int descriptor_;
  int failure_ = 0;
  std::array<char, 1 << 16> buffer_{};
};

}  // namespace ko2alias
