// Signs modules with the kernel's own program where that is there, else with OpenSSL.
//
// To run a program is one of the rights that are given up before a module is read. So a process
// that is started before then does it, for the program named `sign-file` alone.
#pragma once

#include <sys/types.h>

#include <mutex>
#include <optional>
#include <string>

#include "embed/signature.h"

namespace ko2alias {

class ModuleSigner {
 public:
  /// `program` is the one that the user names; without it, that of the kernel which a module is
  /// for: lib/modules/RELEASE/build/scripts/sign-file. With `has_helper` a process of our own runs
  /// it.
  ModuleSigner(SigningKey key, std::optional<std::string> program, bool has_helper);
  ModuleSigner(const ModuleSigner&) = delete;
  ModuleSigner& operator=(const ModuleSigner&) = delete;
  ~ModuleSigner();

  /// The module with a signature behind it. Any thread may call it.
  Result<std::string> sign(std::string module, const SigningWish& wish);

 private:
  [[nodiscard]] std::optional<std::string> program_for(std::string_view release) const;
  [[nodiscard]] std::optional<Problem> run(const std::string& release, const std::string& hash,
                                           const std::string& name) const;
  std::optional<Problem> ask_helper(const std::string& request);
  void start_helper();
  [[noreturn]] void serve(int socket) const;

  SigningKey key_;
  std::optional<std::string> program_;
  std::mutex mutex_;
  pid_t helper_ = -1;
  int socket_ = -1;
};

}  // namespace ko2alias
