#include "input/limits.h"

#include "support/text.h"

namespace ko2alias {

Problem too_large(std::uint64_t max_size, const char* when) {
  return {.message = "more than " + counted(max_size, "byte") + when,
          .kind = ProblemKind::too_large};
}

std::optional<Problem> high_ratio(std::uint64_t unpacked, std::uint64_t file_bytes,
                                  const Limits& limits) {
  if (unpacked <= unsuspicious_size || unpacked / limits.ratio <= file_bytes) return std::nullopt;
  return Problem{.message = "not searched: it unpacks to more than " + with_commas(limits.ratio) +
                            " times its size",
                 .kind = ProblemKind::high_ratio};
}

}  // namespace ko2alias
