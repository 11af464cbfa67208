#include "diff/change_texts.h"

#include "kit/kernel_lines.h"

namespace ko2alias::test {

std::string to_text(const std::optional<ClaimRef>& claim) {
  return claim ? std::string(claim->name()) + " " + std::string(claim->pattern()) : "-";
}

strings texts_of(const Comparison& comparison) {
  strings texts;
  for (const Change& change : comparison.changes)
    texts.push_back(std::string(name_of(change.category)) + ": " + to_text(change.before) + " > " +
                    to_text(change.after));
  return texts;
}

strings changes(const strings& before, const strings& after, const CompareOptions& options) {
  const Kernel old_kernel = kernel(before);
  const Kernel new_kernel = kernel(after);
  return texts_of(compare(old_kernel, new_kernel, options));
}

}  // namespace ko2alias::test
