// Compares decoded aliases with what the real modpost writes for the same modules: whole sequences,
// byte for byte.
//
// The answers are files as test/real/modpost-of writes them, DIR/MODULE.aliases. Of modules of one
// name in different folders the first, by path, has its answer there, the second in DIR/1/, and so
// on.
#include <fmt/core.h>

#include "judging.h"
#include "ko2alias/decode.h"

namespace ko2alias::judge {
namespace {

std::filesystem::path answer_for(const JudgedModule& module, const std::filesystem::path& answers,
                                 std::map<std::string, unsigned>& seen) {
  const std::string name = std::filesystem::path(module.path).stem().string();
  const unsigned earlier = seen[name]++;
  return (earlier == 0 ? answers : answers / std::to_string(earlier)) / (name + ".aliases");
}

Strings lines_of(const std::string& text) {
  Strings lines;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    lines.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

void judge(const JudgedModule& module, const std::filesystem::path& answer, Report& report) {
  if (!std::filesystem::exists(answer))
    return report.difference(module.path, "modpost gave no answer");
  const std::string difference =
      first_difference(lines_of(read_file(answer)), patterns_of(module.decoded));
  if (!difference.empty()) return report.difference(module.path, difference);
  report.count_compared(module.decoded);
}

}  // namespace

bool judge_modpost(const std::filesystem::path& tree, const std::filesystem::path& answers,
                   const DecodeOptions& options) {
  Report report;
  std::map<std::string, unsigned> seen;
  for_each_module(tree, options, report, [&](const JudgedModule& module) {
    judge(module, answer_for(module, answers, seen), report);
  });
  return report.print(Report::Detail::totals);
}

}  // namespace ko2alias::judge
