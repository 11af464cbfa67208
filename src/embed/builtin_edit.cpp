// The records of a module stand side by side. Without the name before them they are a .modinfo.
#include "embed/builtin_edit.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/core.h>

#include "ko2alias/image.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// `acme` of `acme.alias=pci:v1*`; empty where there is no name.
std::string_view module_of_record(std::string_view record) {
  const auto dot = record.find('.');
  return dot < record.find('=') ? record.substr(0, dot) : std::string_view();
}

// A run of records of one module.
struct Run {
  std::string_view module{};
  std::string records{};
};

std::vector<Run> runs_of(std::string_view text) {
  std::vector<Run> runs;
  for (const std::string_view record : records_of(text)) {
    const std::string_view module = module_of_record(record);
    if (runs.empty() || runs.back().module != module) runs.push_back({.module = module});
    runs.back().records.append(record.substr(module.empty() ? 0 : module.size() + 1));
    runs.back().records.push_back('\0');
  }
  return runs;
}

void append_run(std::string& text, const Run& run) {
  for (const std::string_view record : records_of(run.records)) {
    if (!run.module.empty()) text.append(run.module).push_back('.');
    text.append(record).push_back('\0');
  }
}

}  // namespace

bool looks_like_builtin_records(std::string_view text) {
  const auto end = text.find('\0');
  return !is_elf(text) && end != std::string_view::npos &&
         text.substr(0, end).find('=') != std::string_view::npos &&
         !module_of_record(text.substr(0, end)).empty();
}

Result<EditedModinfo> edit_builtin_modinfo(std::string_view text, const AliasEdit& edit,
                                           std::string_view name) {
  if (name.empty() && !edit.added.empty())
    return error("it has many modules: an alias needs the name of its own");
  std::vector<Run> runs = runs_of(text);
  const auto is_meant = [&](const Run& run) {
    return !run.module.empty() && (name.empty() || underscored(run.module) == underscored(name));
  };
  const auto count = std::count_if(runs.begin(), runs.end(), is_meant);
  if (!name.empty() && count != 1)
    return error(count == 0
                     ? fmt::format("it has no module {}", escape_for_terminal(name))
                     : fmt::format("the records of {} stand apart", escape_for_terminal(name)));
  EditedModinfo all;
  for (Run& run : runs) {
    if (is_meant(run)) {
      EditedModinfo edited = edit_modinfo(run.records, edit);
      run.records = std::move(edited.bytes);
      std::move(edited.added.begin(), edited.added.end(), std::back_inserter(all.added));
      std::move(edited.removed.begin(), edited.removed.end(), std::back_inserter(all.removed));
      all.is_changed |= edited.is_changed;
    }
    append_run(all.bytes, run);
  }
  if (!all.is_changed) all.bytes = text;
  return all;
}

}  // namespace ko2alias
