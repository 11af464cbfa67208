#include "input/limits.h"

namespace ko2alias {

Problem too_large(std::uint64_t max_size, const char* when) {
  return {.message = "more than " + std::to_string(max_size) + " bytes" + when,
          .kind = ProblemKind::too_large};
}

Problem too_deep() {
  return error("not searched: more than " + std::to_string(deepest_nesting) +
               " archives within each other (unpack the outer ones)");
}

}  // namespace ko2alias
