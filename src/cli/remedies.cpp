#include "cli/remedies.h"

#include <algorithm>
#include <string_view>

namespace ko2alias {
namespace {

struct Remedy {
  ProblemKind kind = ProblemKind::other;
  std::string_view text{};
  /// The words of the message behind which the text stands; it stands at the end where this is
  /// empty.
  std::string_view behind{};
};

constexpr Remedy remedies[] = {
    {ProblemKind::stripped_module, " (--source auto takes them)"},
    {ProblemKind::no_device, " (--devices reads a list of them, --in a kernel)"},
    {ProblemKind::no_rule, " (check --list-rules has them)"},
    {ProblemKind::too_large, " (--max-size allows more)"},
    {ProblemKind::long_header, " (--limit header=SIZE allows more)"},
    {ProblemKind::high_ratio, " (--limit ratio=N allows more)"},
    {ProblemKind::deep_archive, " (unpack the outer ones, or --limit archives=N allows more)"},
    {ProblemKind::deep_list, " (--limit lists=N allows more)"},
    {ProblemKind::many_tables, " (--limit tables=N allows more)"},
    {ProblemKind::many_problems, " (--limit problems=N keeps more)"},
    {ProblemKind::no_tables, " ('ko2alias emit', 'diff' and 'match --in' read it)"},
    {ProblemKind::archive,
     " (take the modules out, change them, and pack them again: dpkg-deb -R and -b, rpm2cpio, "
     "tar)"},
    {ProblemKind::untold_tables, " (--add and --remove change them one by one)"},
    {ProblemKind::lone_alias, " (--add keeps one)"},
    {ProblemKind::signed_module, " (--unsign takes it off, --sign-with KEY,CERT signs the result)"},
    {ProblemKind::signed_in_tree, " (--unsign takes it off)"},
    {ProblemKind::no_snapshot, " that 'emit --format json' wrote", "not a snapshot"},
};

}  // namespace

std::string message_with_remedy(const Problem& problem) {
  std::string message = problem.message;
  const auto* const remedy =
      std::find_if(std::begin(remedies), std::end(remedies),
                   [&](const Remedy& row) { return row.kind == problem.kind; });
  if (remedy == std::end(remedies)) return message;
  const auto found = remedy->behind.empty() ? std::string::npos : message.find(remedy->behind);
  const auto place = found == std::string::npos ? message.size() : found + remedy->behind.size();
  return message.insert(place, remedy->text);
}

}  // namespace ko2alias
