// The run of the rules about modprobe's configuration.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/rule.h"
#include "kernel/kernel.h"
#include "kernel/modprobe_config.h"

namespace ko2alias {

/// What rules about a configuration ask.
struct CheckedConfig {
  const ModprobeConfig* config = nullptr;
  /// The kernel that it is for; null where none was named, so that no rule says what is not there.
  const Kernel* kernel = nullptr;
};

/// Everything that the rules find in a configuration, in the order of its files and lines. A
/// finding is of the module called like the file: `acme.conf`.
std::vector<Finding> check_config(const CheckedConfig& checked);

/// Takes what one rule finds.
class ConfigFindings {
 public:
  explicit ConfigFindings(const Rule& rule) : rule_(rule) {}

  /// `line` is 0 for a file as a whole. `text` is what the finding is about.
  void add(const std::string& file, std::size_t line, std::string text, std::string message);
  void add(const Directive& line, std::string message) {
    add(line.file, line.line, line.text, std::move(message));
  }
  [[nodiscard]] std::vector<Finding> take() { return std::move(all_); }

 private:
  const Rule& rule_;
  std::vector<Finding> all_;
};

void check_carriage_returns(const CheckedConfig& checked, ConfigFindings& findings);
void check_unpaired_brackets(const CheckedConfig& checked, ConfigFindings& findings);
void check_unread_files(const CheckedConfig& checked, ConfigFindings& findings);
void check_blacklist_dashes(const CheckedConfig& checked, ConfigFindings& findings);
void check_commands_with_softdeps(const CheckedConfig& checked, ConfigFindings& findings);
void check_lost_softdeps(const CheckedConfig& checked, ConfigFindings& findings);
void check_needless_blacklists(const CheckedConfig& checked, ConfigFindings& findings);
void check_alias_targets(const CheckedConfig& checked, ConfigFindings& findings);

}  // namespace ko2alias
