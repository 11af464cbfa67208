#include "input/limits.h"

namespace ko2alias {

Problem too_large(std::uint64_t max_size, const char* when) {
  return error("more than " + std::to_string(max_size) + " bytes" + when +
               " (--max-size allows more)");
}

Problem too_deep() {
  return error("not searched: more than " + std::to_string(deepest_nesting) +
               " archives within each other (unpack the outer ones)");
}

}  // namespace ko2alias
