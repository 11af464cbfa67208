#include "cli/module_spool.h"

#include <utility>

#include "kernel/module_files.h"

namespace ko2alias {

void ModuleSpool::add(RenderedModule module) {
  files_.push_back(std::move(module.file));
  starts_.push_back(texts_.count());
  auto problem = module.text.take([&](std::string piece) { texts_.add(std::move(piece)); });
  if (problem && !problem_) problem_ = std::move(problem);
}

std::vector<Problem> ModuleSpool::finish(const DepmodConfig& config,
                                         const std::function<void()>& begin, const TextSink& sink) {
  FileChoice choice = choose_files(files_, config);
  for (std::size_t i = 0; i < files_.size() && !problem_; ++i)
    if (!choice.is_hidden[i]) problem_ = write(i, begin, sink);
  std::vector<Problem> problems;
  if (choice.problem) problems.push_back(std::move(*choice.problem));
  if (problem_) problems.push_back(std::move(*problem_));
  return problems;
}

std::optional<Problem> ModuleSpool::write(std::size_t module, const std::function<void()>& begin,
                                          const TextSink& sink) {
  const std::size_t end = module + 1 < starts_.size() ? starts_[module + 1] : texts_.count();
  for (std::size_t i = starts_[module]; i < end; ++i) {
    const auto piece = texts_.take(i);
    if (!piece) return piece.problem();
    if (i == starts_[module]) begin();
    sink(*piece);
  }
  return std::nullopt;
}

}  // namespace ko2alias
