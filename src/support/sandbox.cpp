// Landlock has grown: a kernel says which version it has, and gets no right that it does not know.
// The system's header may be older than the kernel, so what came later than the first version
// stands here by its number.
#include "support/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#include <utility>

namespace ko2alias {
namespace {

struct Ruleset {
  std::uint64_t files = 0;
  std::uint64_t network = 0;
  std::uint64_t scoped = 0;
};

// All that changes files, and running them. Reading is free.
constexpr std::uint64_t file_rights_of_first_version =
    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
    LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
    LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
    LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;

// What a version of Landlock can take away in addition.
struct Addition {
  int version = 0;
  Ruleset rights{};
};

constexpr Addition additions[] = {
    {1, {.files = file_rights_of_first_version}},
    // Moving files between folders, truncating them, and commands to devices.
    {2, {.files = 1U << 13}},
    {3, {.files = 1U << 14}},
    {5, {.files = 1U << 15}},
    // Listening on TCP and connecting.
    {4, {.network = 1U << 0 | 1U << 1}},
    // Sockets with abstract names, and signals to other processes.
    {6, {.scoped = 1U << 0 | 1U << 1}},
};

Ruleset rights_of(int version) {
  Ruleset all;
  for (const Addition& one : additions) {
    if (one.version > version) continue;
    all.files |= one.rights.files;
    all.network |= one.rights.network;
    all.scoped |= one.rights.scoped;
  }
  return all;
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (is_open()) ::close(number_);
  }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

// An older kernel takes a longer struct if what it does not know is zero.
Descriptor make_ruleset() {
  const auto version = static_cast<int>(
      ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
  if (version < 1) return Descriptor(-1);
  const Ruleset rights = rights_of(version);
  return Descriptor(
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rights, sizeof rights, 0)));
}

bool allow(const Descriptor& ruleset, const std::string& folder, std::uint64_t rights) {
  const Descriptor opened(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  landlock_path_beneath_attr rule{};
  rule.allowed_access = rights;
  rule.parent_fd = opened.number();
  return opened.is_open() && ::syscall(SYS_landlock_add_rule, ruleset.number(),
                                       LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
}

}  // namespace

bool give_up_rights(const WritableFolders& folders) {
  // Landlock asks for it too.
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  const Descriptor ruleset = make_ruleset();
  if (!ruleset.is_open()) return false;
  constexpr std::uint64_t moving = LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE;
  for (const std::string& folder : folders.of_outputs)
    if (!allow(ruleset, folder, moving)) return false;
  for (const std::string& folder : folders.of_temporary_files)
    if (!allow(ruleset, folder, moving | LANDLOCK_ACCESS_FS_WRITE_FILE)) return false;
  return ::syscall(SYS_landlock_restrict_self, ruleset.number(), 0) == 0;
}

}  // namespace ko2alias
