// The lines of modprobe.d, by which an administrator decides what is loaded for a device. Facts:
// docs/kernel-facts/modprobe-d.md.
//
//   blacklist acme_old_nic               not loaded for a device that an alias leads from to it
//   alias pci:v00001ED5* acme_nic        replaces everything that the kernel has for such a device
//   install acme_nic /sbin/setup         this command runs instead of loading the module
//   softdep acme_nic pre: acme_phy       loaded before the module
//   options acme_nic debug=1             given to the module
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ko2alias/problem.h"

namespace ko2alias {

enum class DirectiveKind : std::uint8_t { blacklist, alias, install, remove, softdep, options };

/// `blacklist`.
std::string_view name_of(DirectiveKind kind);

/// One line that counts.
struct Directive {
  DirectiveKind kind = DirectiveKind::blacklist;
  /// The module's name, or a pattern: of modaliases for `alias`, of modules' names for `install`
  /// and `remove`. Normalized, but for a name that the kernel's command line blacklists.
  std::string subject{};
  /// The module of an alias, a command, options, or the words of `softdep`.
  std::string value{};
  /// The line as people see it, from its first word on.
  std::string text{};
  std::string file{};
  /// Counted from 1.
  std::size_t line = 0;
  /// Whether its file is read before what modules say of their own soft dependencies: of several
  /// lines for a module the first counts.
  bool is_before_modules = true;

  /// `/etc/modprobe.d/acme.conf:3`
  [[nodiscard]] std::string place() const;
};

/// The modules of a `softdep`: names, or aliases of modules.
struct SoftDependencies {
  std::vector<std::string> pre{};
  std::vector<std::string> post{};
  /// The line that they are from; null where the module itself has them.
  const Directive* line = nullptr;
};
/// Takes `pre: a b post: c` apart.
SoftDependencies parse_soft_dependencies(std::string_view words);

/// A line or a file that kmod passes over, or takes otherwise than it was meant.
struct ConfigFault {
  enum class Kind : std::uint8_t { bad_line, unpaired_bracket, carriage_return, dash, ending };

  Kind kind = Kind::bad_line;
  std::string file{};
  /// 0 for the file as a whole.
  std::size_t line = 0;
  std::string text{};
};

class ModprobeConfig {
 public:
  /// Adds the lines of a file. Files are added in the order in which kmod reads them.
  void add_file(const std::string& file, std::string_view text);
  /// Adds what a kernel's command line has for modprobe, which comes behind all files.
  void add_command_line(const std::string& file, std::string_view text);
  /// Notes a file that kmod does not read, as its name does not end with `.conf`.
  void add_unread_file(const std::string& file);

  [[nodiscard]] const std::vector<Directive>& directives() const { return directives_; }
  [[nodiscard]] const std::vector<ConfigFault>& faults() const { return faults_; }
  /// The files that were read.
  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }
  [[nodiscard]] bool is_empty() const { return directives_.empty() && files_.empty(); }

  /// The lines of `alias` that match a device, in their order.
  [[nodiscard]] std::vector<const Directive*> aliases_of(std::string_view modalias) const;
  /// The line of `install` or else of `remove` whose text is exactly this: kmod takes it for a
  /// module of that name. Null where there is none.
  [[nodiscard]] const Directive* command_named(std::string_view name) const;
  /// The line that blacklists a module, or null.
  [[nodiscard]] const Directive* blacklist_of(std::string_view module) const;
  /// The first line of `install` for a module, or null.
  [[nodiscard]] const Directive* install_of(std::string_view module) const;
  /// The line with the soft dependencies of a module, or null; the module has its own or not.
  [[nodiscard]] const Directive* softdep_of(std::string_view module, bool has_own) const;
  /// The soft dependencies of a module that count: those of a line, or of its own `softdep`s.
  [[nodiscard]] SoftDependencies soft_dependencies(std::string_view module,
                                                   const std::vector<std::string>& own) const;
  /// The line whose command runs instead of loading a module, or null. kmod passes over the command
  /// of a module with a soft dependency that leads to a module. `is_known` says whether a name or
  /// an alias leads to one of the kernel's.
  [[nodiscard]] const Directive* command_of(
      std::string_view module, const std::vector<std::string>& own_softdeps,
      const std::function<bool(std::string_view)>& is_known) const;
  /// The lines with options for a module that was found by this text.
  [[nodiscard]] std::vector<const Directive*> options_of(std::string_view module,
                                                         std::string_view asked) const;

 private:
  void add_line(Directive line);
  static bool take_words(Directive& line, std::string_view rest);
  void add_fault(ConfigFault::Kind kind, const Directive& line);

  std::vector<Directive> directives_;
  std::vector<ConfigFault> faults_;
  std::vector<std::string> files_;
};

/// Whether a command does nothing but succeed or fail, as lines of `install` have it that keep a
/// module from being loaded: `/bin/true`, `/usr/bin/false`.
bool is_idle_command(std::string_view command);

}  // namespace ko2alias
