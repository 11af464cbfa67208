#include "cli/module_spool.h"

#include <utility>

#include "kernel/module_files.h"

namespace ko2alias {

void ModuleSpool::add(RenderedModule module) {
  constexpr std::size_t piece = 64 << 10;
  files_.push_back(std::move(module.file));
  size_ += module.text.size();
  ends_.push_back(size_);
  buffer_ += module.text;
  if (buffer_.size() >= piece) flush();
}

void ModuleSpool::flush() {
  if (problem_ || buffer_.empty()) return;
  if (!spool_) {
    auto file = File::temporary();
    if (file)
      spool_.emplace(std::move(*file));
    else
      problem_ = file.problem();
  }
  if (!problem_) problem_ = spool_->write(buffer_);
  buffer_.clear();
}

std::vector<Problem> ModuleSpool::finish(const DepmodConfig& config,
                                         const std::function<void(const std::string&)>& write) {
  flush();
  FileChoice choice = choose_files(files_, config);
  for (std::size_t i = 0; i < files_.size() && !problem_; ++i)
    if (!choice.is_hidden[i]) write(text_at(i));
  std::vector<Problem> problems;
  if (choice.problem) problems.push_back(std::move(*choice.problem));
  if (problem_) problems.push_back(std::move(*problem_));
  return problems;
}

std::string ModuleSpool::text_at(std::size_t index) const {
  const std::uint64_t start = index == 0 ? 0 : ends_[index - 1];
  return spool_ ? spool_->bytes_at(start, ends_[index] - start) : std::string();
}

}  // namespace ko2alias
