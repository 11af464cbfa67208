#include "support/descriptor_buffer.h"

#include <unistd.h>

#include <cerrno>

namespace ko2alias {

DescriptorBuffer::int_type DescriptorBuffer::overflow(int_type c) {
  if (sync() != 0) return traits_type::eof();
  if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
  return traits_type::not_eof(c);
}

std::streamsize DescriptorBuffer::xsputn(const char* text, std::streamsize size) {
  if (size < epptr() - pptr()) {
    traits_type::copy(pptr(), text, static_cast<std::size_t>(size));
    pbump(static_cast<int>(size));
    return size;
  }
  return sync() == 0 && write_all(text, static_cast<std::size_t>(size)) ? size : 0;
}

int DescriptorBuffer::sync() {
  const bool is_written = write_all(pbase(), static_cast<std::size_t>(pptr() - pbase()));
  setp(buffer_.data(), buffer_.data() + buffer_.size());
  return is_written ? 0 : -1;
}

bool DescriptorBuffer::write_all(const char* text, std::size_t size) {
  while (size != 0 && failure_ == 0) {
    const ssize_t count = ::write(descriptor_, text, size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      failure_ = errno;
      break;
    }
    text += count;
    size -= static_cast<std::size_t>(count);
  }
  return failure_ == 0;
}

}  // namespace ko2alias
