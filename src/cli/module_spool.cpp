#include "cli/module_spool.h"

#include <utility>

#include <fmt/core.h>

#include "kernel/module_files.h"

namespace ko2alias {
namespace {

Problem of_spool(const Problem& problem) {
  return error(
      fmt::format("the temporary file for what is written of a tree's modules: {}; the "
                  "output lacks modules (TMPDIR names a folder with room for it)",
                  problem.message));
}

}  // namespace

void ModuleSpool::add(RenderedModule module) {
  constexpr std::size_t piece = 64 << 10;
  files_.push_back(std::move(module.file));
  size_ += module.text.size();
  ends_.push_back(size_);
  buffer_ += module.text;
  if (buffer_.size() >= piece) flush();
}

void ModuleSpool::flush() {
  if (problem_) buffer_.clear();
  if (buffer_.empty()) return;
  if (!spool_) {
    auto file = File::temporary();
    if (file)
      spool_.emplace(std::move(*file));
    else
      problem_ = of_spool(file.problem());
  }
  if (!problem_)
    if (const auto problem = spool_->write(buffer_)) problem_ = of_spool(*problem);
  buffer_.clear();
}

std::vector<Problem> ModuleSpool::finish(const DepmodConfig& config,
                                         const std::function<void(const std::string&)>& write) {
  flush();
  FileChoice choice = choose_files(files_, config);
  for (std::size_t i = 0; i < files_.size() && !problem_; ++i) {
    if (choice.is_hidden[i]) continue;
    const auto text = text_at(i);
    if (text)
      write(*text);
    else
      problem_ = of_spool(text.problem());
  }
  std::vector<Problem> problems;
  if (choice.problem) problems.push_back(std::move(*choice.problem));
  if (problem_) problems.push_back(std::move(*problem_));
  return problems;
}

Result<std::string> ModuleSpool::text_at(std::size_t index) const {
  const std::uint64_t start = index == 0 ? 0 : ends_[index - 1];
  std::string text(ends_[index] - start, '\0');
  // Where all texts are empty there is no file.
  if (text.empty()) return text;
  if (const auto problem = spool_->fill(start, text.data(), text.size())) return *problem;
  return text;
}

}  // namespace ko2alias
