// The run of the rules about what packages record of their modules.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "check/rule.h"
#include "metadata/record.h"

namespace ko2alias {

/// A module of a package, with all aliases that load it.
struct PackagedModule {
  std::string name{};
  std::string vermagic{};
  std::vector<std::string> aliases{};
};

/// A record beside the modules that it is of, compared as sets of devices.
class CheckedRecord {
 public:
  /// Looks into both.
  CheckedRecord(const PackageRecord& record, std::span<const PackagedModule> modules);

  /// An alias that no recorded pattern matches in full.
  struct Missing {
    const PackagedModule* module = nullptr;
    std::string_view alias{};
    /// As the consumer can carry it.
    std::string pattern{};
  };
  /// A recorded pattern with what is wrong about it.
  struct Claim {
    const RecordedPattern* pattern = nullptr;
    std::string reason{};
    /// The alias that the pattern is a part of, where it is one.
    std::string alias{};
  };

  [[nodiscard]] const PackageRecord& record() const { return record_; }
  [[nodiscard]] const std::vector<Missing>& missing() const { return missing_; }
  /// Patterns that match more than the aliases do, with an alias that lies within or why it is not
  /// known.
  [[nodiscard]] const std::vector<Claim>& wider() const { return wider_; }
  /// Patterns of which no module has anything.
  [[nodiscard]] const std::vector<Claim>& stale() const { return stale_; }
  [[nodiscard]] const std::vector<Claim>& unusable() const { return unusable_; }

  [[nodiscard]] bool has_module(std::string_view name) const { return names_.contains(name); }
  [[nodiscard]] std::set<std::string_view> flavours() const;

 private:
  struct Wanted;

  [[nodiscard]] std::vector<Wanted> wanted() const;
  void sort_out_unusable();
  void find_cut_aliases();
  void compare();

  const PackageRecord& record_;
  const Consumer& consumer_;
  std::span<const PackagedModule> modules_;
  std::set<std::string_view> names_{};
  /// The patterns that the consumer can use.
  std::vector<const RecordedPattern*> usable_{};
  std::vector<Missing> missing_{};
  std::vector<Claim> wider_{};
  std::vector<Claim> stale_{};
  std::vector<Claim> unusable_{};
};

/// Takes what one rule finds in a record.
class RecordFindings {
 public:
  RecordFindings(const Rule& rule, const PackageRecord& record) : rule_(rule), record_(record) {}

  /// `alias` is what the finding is about.
  void add(std::string_view module, std::size_t line, std::string_view alias, std::string message);
  [[nodiscard]] std::vector<Finding> take() { return std::move(all_); }

 private:
  const Rule& rule_;
  const PackageRecord& record_;
  std::vector<Finding> all_{};
};

/// Everything that the rules find in a record, in their order.
std::vector<Finding> check_record(const PackageRecord& record,
                                  std::span<const PackagedModule> modules);

void check_missing_records(const CheckedRecord& checked, RecordFindings& findings);
void check_wider_records(const CheckedRecord& checked, RecordFindings& findings);
void check_stale_records(const CheckedRecord& checked, RecordFindings& findings);
void check_unusable_records(const CheckedRecord& checked, RecordFindings& findings);
void check_record_flavours(const CheckedRecord& checked, RecordFindings& findings);
void check_record_names(const CheckedRecord& checked, RecordFindings& findings);

}  // namespace ko2alias
