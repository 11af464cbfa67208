#include "match/packages.h"

#include <algorithm>
#include <map>
#include <utility>

#include "support/seen_names.h"

namespace ko2alias {
namespace {

std::string name_without_package(const PackageRecord& record) {
  return record.component.empty() ? record.path.substr(record.path.rfind('/') + 1)
                                  : record.component;
}

// The packages found, each once for each program that finds it.
class FoundPackages {
 public:
  void add(const RecordMatch& match) {
    const PackageRecord& record = *match.record;
    for (const std::string& name : record.packages) add(name, true, match);
    if (record.packages.empty()) add(name_without_package(record), false, match);
  }

  std::vector<MatchedPackage> take() {
    std::stable_partition(packages_.begin(), packages_.end(),
                          [](const MatchedPackage& package) { return package.is_certain(); });
    return std::move(packages_);
  }

 private:
  void add(const std::string& name, bool is_named, const RecordMatch& match) {
    const std::string_view reader = match.record->consumer().name;
    const auto [known, is_new] = indexes_.try_emplace(std::pair(name, reader), packages_.size());
    if (is_new) packages_.push_back({.name = name, .is_named = is_named, .reader = reader});
    packages_[known->second].matches.push_back(match);
  }

  std::vector<MatchedPackage> packages_;
  std::map<std::pair<std::string, std::string_view>, std::size_t> indexes_;
};

}  // namespace

bool MatchedPackage::is_certain() const {
  return std::any_of(matches.begin(), matches.end(),
                     [](const RecordMatch& match) { return match.is_certain; });
}

std::vector<std::string> MatchedPackage::required() const {
  std::vector<std::string> names;
  SeenNames seen;
  for (const RecordMatch& match : matches)
    if (const std::string& name = match.pattern->package; !name.empty() && seen.add(name))
      names.push_back(name);
  return names;
}

std::vector<MatchedPackage> packages_of_device(const RecordIndex& index,
                                               std::string_view modalias) {
  FoundPackages found;
  for (const RecordMatch& match : index.find(modalias)) found.add(match);
  return found.take();
}

std::vector<std::string> names_of(const std::vector<MatchedPackage>& packages) {
  std::vector<std::string> names;
  SeenNames seen;
  for (const MatchedPackage& package : packages)
    if (package.is_certain() && seen.add(package.name)) names.push_back(package.name);
  return names;
}

}  // namespace ko2alias
