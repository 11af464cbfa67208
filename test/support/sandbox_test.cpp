// Landlock holds for good, so each case is judged in a child, which says what it could still do.
#include "support/sandbox.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <functional>
#include <thread>

#include "kit/catch.h"
#include "kit/examples.h"
#include "kit/kit.h"
#include "kit/temporary_folder.h"
#include "support/file.h"
#include "support/output_file.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

constexpr int landlock_version_of_truncating = 3;

int landlock_version() {
  return static_cast<int>(::syscall(SYS_landlock_create_ruleset, nullptr, 0, 1));
}

// What a child returns; -1 if it died.
int in_child(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool can_open(const fs::path& path, int flags) {
  return ::open(path.c_str(), flags | O_CLOEXEC, 0600) >= 0;
}

// The first thing that a process could still do and must not, counted from 1.
int first_that_can_be_done(const fs::path& elsewhere, const fs::path& output) {
  const fs::path victim = elsewhere / "victim";
  const std::function<bool()> attempts[] = {
      [&] { return can_open(victim, O_WRONLY); },
      [&] { return can_open(victim, O_RDWR | O_APPEND); },
      [&] { return can_open(elsewhere / "new", O_WRONLY | O_CREAT); },
      [&] { return ::mkdir((elsewhere / "folder").c_str(), 0700) == 0; },
      [&] { return ::symlink("/", (elsewhere / "link").c_str()) == 0; },
      [&] { return ::mkfifo((elsewhere / "pipe").c_str(), 0700) == 0; },
      [&] { return ::unlink(victim.c_str()) == 0; },
      [&] { return ::rename(victim.c_str(), (elsewhere / "moved").c_str()) == 0; },
      [&] { return ::link(victim.c_str(), (output / "linked").c_str()) == 0; },
      [&] { return ::rename(victim.c_str(), (output / "moved").c_str()) == 0; },
      // Beside the output, a file is replaced as a whole.
      [&] { return can_open(output / "other", O_WRONLY); },
      [&] { return ::execl("/bin/true", "true", nullptr) == 0; },
      [&] {
        return landlock_version() >= landlock_version_of_truncating &&
               ::truncate(victim.c_str(), 0) == 0;
      },
      [&] {
        bool can = false;
        std::thread([&] { can = can_open(victim, O_WRONLY); }).join();
        return can;
      },
  };
  int number = 0;
  for (const auto& can_be_done : attempts)
    if (++number; can_be_done()) return number;
  return 0;
}

struct Folders {
  Folders() {
    for (const fs::path& folder : {elsewhere, output}) fs::create_directory(folder);
    write_file(elsewhere / "victim", "kept");
    write_file(output / "other", "kept");
  }
  TemporaryFolder base{};
  fs::path elsewhere = base.path() / "elsewhere";
  fs::path output = base.path() / "output";
};

bool has_landlock() {
  if (landlock_version() >= 1) return true;
  WARN("this kernel has no Landlock: nothing is tested");
  return false;
}

TEST_CASE("sandbox: nothing is written, made, removed or run elsewhere", "[sandbox]") {
  if (!has_landlock()) return;
  const Folders folders;
  CHECK(in_child([&] {
          if (!give_up_rights({.of_outputs = {folders.output.string()}})) return 99;
          return first_that_can_be_done(folders.elsewhere, folders.output);
        }) == 0);
  CHECK(read_file(folders.elsewhere / "victim") == "kept");
}

TEST_CASE("sandbox: a file that is begun is finished, or removed", "[sandbox]") {
  if (!has_landlock()) return;
  const Folders folders;
  const fs::path old = folders.output / "other";
  fs::create_symlink(old, folders.elsewhere / "link");
  CHECK(in_child([&] {
          auto file = OutputFile::open((folders.elsewhere / "link").string());
          {
            auto dropped = OutputFile::open((folders.output / "dropped").string());
            if (!dropped || !give_up_rights({.of_outputs = {*file->folder(), *dropped->folder()}}))
              return 1;
          }
          if (::write(file->descriptor(), "new", 3) != 3) return 2;
          return file->finish() ? 3 : 0;
        }) == 0);
  CHECK(read_file(old) == "new");
  CHECK(std::distance(fs::directory_iterator(folders.output), fs::directory_iterator()) == 1);
}

TEST_CASE("sandbox: reading, devices that are open and temporary files stay", "[sandbox]") {
  if (!has_landlock()) return;
  const Folders folders;
  CHECK(in_child([&] {
          const auto device = OutputFile::open("/dev/null");
          if (!device || device->folder()) return 1;
          ::setenv("TMPDIR", folders.output.c_str(), 1);
          if (!give_up_rights({.of_temporary_files = {folders.output.string()}})) return 2;
          if (!can_open(folders.elsewhere / "victim", O_RDONLY)) return 3;
          if (::write(device->descriptor(), "x", 1) != 1) return 4;
          auto temporary = File::temporary();
          if (!temporary || temporary->write("x")) return 5;
          if (!TemporaryFile::create(folders.output.string(), 0600)) return 6;
          return can_open(folders.elsewhere / "victim", O_WRONLY) ? 7 : 0;
        }) == 0);
}

TEST_CASE("sandbox: without a folder to write to nothing but new privileges is given up",
          "[sandbox]") {
  const Folders folders;
  CHECK(in_child([&] {
          const std::string missing = (folders.base.path() / "missing").string();
          if (give_up_rights({.of_outputs = {missing}})) return 1;
          if (give_up_rights({.of_temporary_files = {missing}})) return 1;
          return can_open(folders.elsewhere / "victim", O_WRONLY) ? 0 : 2;
        }) == 0);
}

TEST_CASE("sandbox: signals reach no other process, and the process itself", "[sandbox]") {
  constexpr int version_of_scopes = 6;
  if (!has_landlock() || landlock_version() < version_of_scopes) return;
  CHECK(in_child([] {
          if (!give_up_rights({})) return 1;
          if (::kill(::getppid(), 0) == 0) return 2;
          return ::raise(SIGCHLD) == 0 ? 0 : 3;
        }) == 0);
}

}  // namespace
}  // namespace ko2alias::test
