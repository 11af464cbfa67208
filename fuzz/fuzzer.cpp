// libFuzzer's entry point for the harness that HARNESS names.
#include <cstddef>
#include <cstdint>

#include "harness.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ko2alias::fuzz::Harness& harness = *ko2alias::fuzz::find_harness(HARNESS);
  harness.run({reinterpret_cast<const char*>(data), size});
  return 0;
}
