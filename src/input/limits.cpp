#include "input/limits.h"

namespace ko2alias {

Problem too_large(std::uint64_t max_size, const char* when) {
  return {.message = "more than " + std::to_string(max_size) + " bytes" + when,
          .kind = ProblemKind::too_large};
}

}  // namespace ko2alias
