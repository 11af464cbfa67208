#include "metadata/record_search.h"

#include <fcntl.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string_view>
#include <utility>

#include "input/file_names.h"
#include "input/inputs.h"
#include "input/magic.h"
#include "metadata/package_files.h"
#include "support/file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view packed_endings[] = {".gz", ".xz", ".zst", ".lz4", ".bz2"};

std::string_view without_packing(std::string_view name) {
  for (const std::string_view ending : packed_endings)
    if (name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  return name;
}

// `apt_dists_sid_main_binary-amd64_Packages.lz4`, `acme.metainfo.xml.gz`
bool is_packed_record_name(std::string_view name) {
  const std::string_view plain = without_packing(name);
  return plain.ends_with("Packages") || plain.ends_with(".xml");
}

bool is_record_name(std::string_view name) {
  constexpr std::string_view endings[] = {".deb", ".rpm", ".modaliases", ".substvars", ".spec"};
  return is_packed_record_name(name) || name == "modaliases" ||
         std::any_of(std::begin(endings), std::end(endings),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

bool is_kernel_name(std::string_view name) {
  return is_module_name(name) || is_kernel_file_name(name) || is_builtin_name(name) ||
         name == "modules.alias";
}

// No program is known that looks devices up in what an .rpm provides.
bool has_reader(const PackageRecord& record) { return record.kind != RecordKind::provides; }

bool have_reader(const std::vector<PackageRecord>& records) {
  return std::any_of(records.begin(), records.end(), has_reader);
}

// The files of a folder and below it, in the order of their names, for as long as `take` says.
// `fail` gets folders that cannot be read.
template <class Take, class Fail>
bool visit_files(const fs::path& folder, Take take, Fail fail) {
  std::vector<fs::directory_entry> entries;
  std::error_code failure;
  for (fs::directory_iterator entry(folder, failure), end; entry != end && !failure;
       entry.increment(failure))
    entries.push_back(*entry);
  if (failure) fail(folder, failure);
  std::error_code ignored;
  std::sort(entries.begin(), entries.end());
  // What lies in the folder itself decides most.
  for (const fs::directory_entry& entry : entries)
    if (entry.is_regular_file(ignored) && !take(entry.path())) return false;
  return std::all_of(entries.begin(), entries.end(), [&](const fs::directory_entry& entry) {
    return !entry.is_directory(ignored) || entry.is_symlink(ignored) ||
           visit_files(entry.path(), take, fail);
  });
}

void add_record_file(const std::string& path, bool is_named, const Limits& limits,
                     RecordSearch& found) {
  auto records = read_records(path, limits);
  if (records)
    std::move(records->begin(), records->end(), std::back_inserter(found.records));
  else if (is_named || records.problem().kind != ProblemKind::no_record)
    found.problems.push_back(
        {.place = path, .message = records.problem().message, .kind = records.problem().kind});
}

bool has_modules(const std::string& path, InputOptions options) {
  options.with_builtin = false;
  options.with_kernel_files = false;
  Inputs inputs({path}, options);
  while (const auto item = inputs.next())
    if (!item->problem) return true;
  return false;
}

// Whether a text is no module, snapshot or list of aliases, by its beginning.
bool may_be_record(std::string_view head) {
  if (head.find('\0') != std::string_view::npos || head.starts_with('{')) return false;
  while (!head.empty()) {
    const std::string_view line = take_line(head);
    if (!line.empty() && !line.starts_with('#')) return !line.starts_with("alias ");
  }
  return false;
}

bool is_record_file(const std::string& path, const InputOptions& options) {
  constexpr std::size_t head_size = 4096;
  const auto file = File::open(path, O_NONBLOCK);
  if (!file || !file->size()) return false;
  const std::string head = file->bytes_at(0, head_size);
  const bool is_package = package_kind(head) != PackageKind::none;
  const bool is_packed = detect_compression(head) != Compression::none;
  if (is_packed ? !is_packed_record_name(path) : !is_package && !may_be_record(head)) return false;
  const auto records = read_records(path, options.limits);
  return records && have_reader(*records) && !(is_package && has_modules(path, options));
}

bool is_record_folder(const std::string& path, const InputOptions& options) {
  bool has_record = false;
  const auto take = [&](const fs::path& file) {
    const std::string name = file.filename();
    if (is_kernel_name(name)) return false;
    if (has_record || !is_record_name(name)) return true;
    const auto records = read_records(file, options.limits);
    has_record = records && have_reader(*records);
    return true;
  };
  // find_records tells of what cannot be read.
  const bool has_all = visit_files(path, take, [](const auto&...) {});
  return has_all && has_record;
}

}  // namespace

RecordSearch find_records(const std::string& path, const Limits& limits) {
  RecordSearch found;
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) {
    add_record_file(path, true, limits, found);
  } else {
    visit_files(
        path,
        [&](const fs::path& file) {
          if (is_record_name(file.filename().string()))
            add_record_file(file.string(), false, limits, found);
          return true;
        },
        [&](const fs::path& unread, const std::error_code& failure) {
          found.problems.push_back({.place = unread.string(), .message = failure.message()});
        });
  }
  std::erase_if(found.records, [](const PackageRecord& record) { return !has_reader(record); });
  return found;
}

bool is_of_records(const std::string& path, const InputOptions& options) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return is_record_folder(path, options);
  return fs::is_regular_file(path, ignored) && is_record_file(path, options);
}

}  // namespace ko2alias
