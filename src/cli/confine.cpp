#include "cli/confine.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "support/sandbox.h"

namespace ko2alias {

void confine(bool is_sandboxed, const Streams& streams,
             std::initializer_list<const Output*> outputs, std::vector<std::string> folders) {
  if (!is_sandboxed || !streams.has_own_process) return;
  WritableFolders writable{.of_temporary_files = std::move(folders)};
  for (const Output* const output : outputs)
    if (auto folder = output == nullptr ? std::nullopt : output->folder())
      writable.of_outputs.push_back(std::move(*folder));
  std::error_code failure;
  const auto temporary = std::filesystem::temp_directory_path(failure);
  if (!failure) writable.of_temporary_files.push_back(temporary.string());
  give_up_rights(writable);
}

}  // namespace ko2alias
