// Files that are there whole or not at all. Signals are sent to a process of the test's own.
#include "support/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <vector>

#include "kit/catch.h"
#include "kit/kit.h"
#include "kit/temporary_folder.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

void write_text(const std::string& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::optional<Problem> write_file_whole(const std::string& path, const std::string& text) {
  auto file = OutputFile::open(path);
  if (!file) return file.problem();
  REQUIRE(::write(file->descriptor(), text.data(), text.size()) ==
          static_cast<ssize_t>(text.size()));
  return file->finish();
}

strings names_in(const fs::path& folder) {
  strings names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

mode_t mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777;
}

}  // namespace

TEST_CASE("OutputFile: the old file stays until the new one is whole", "[file]") {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "out";
  write_text(path, "old");
  {
    const auto file = OutputFile::open(path);
    REQUIRE(file);
    REQUIRE(::write(file->descriptor(), "new", 3) == 3);
    CHECK(names_in(folder.path()).size() == 2);
  }
  CHECK(read_file(path) == "old");
  CHECK_FALSE(write_file_whole(path, "new"));
  CHECK(read_file(path) == "new");
  CHECK(names_in(folder.path()) == strings{"out"});
}

TEST_CASE("OutputFile: mode and owner stay, and a new file's follow the umask", "[file]") {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "out";
  const mode_t before = ::umask(027);
  CHECK_FALSE(write_file_whole(path, "new"));
  CHECK(mode_of(path) == 0640);
  for (const mode_t mode : {0600, 0444, 0666, 0755}) {
    REQUIRE(::chmod(path.c_str(), mode) == 0);
    CHECK_FALSE(write_file_whole(path, "newer"));
    CHECK(mode_of(path) == mode);
  }
  ::umask(before);
  if (::geteuid() != 0) return;
  REQUIRE(::chmod(path.c_str(), 04755) == 0);
  REQUIRE(::chown(path.c_str(), 1234, 5678) == 0);
  REQUIRE(::chmod(path.c_str(), 04755) == 0);
  CHECK_FALSE(write_file_whole(path, "newest"));
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK(status.st_uid == 1234);
  CHECK(status.st_gid == 5678);
  CHECK(mode_of(path) == 04755);
}

TEST_CASE("OutputFile: a symbolic link is written through, and stays", "[file]") {
  const TemporaryFolder folder;
  fs::create_directories(folder.path() / "a/b");
  write_text(folder.path() / "a/target", "old");
  const fs::path first = folder.path() / "first";
  const fs::path dangling = folder.path() / "dangling";
  fs::create_symlink("a/b/second", first);
  fs::create_symlink("../target", folder.path() / "a/b/second");
  fs::create_symlink("a/b/new", dangling);
  CHECK_FALSE(write_file_whole(first, "new"));
  CHECK(read_file(folder.path() / "a/target") == "new");
  CHECK(fs::is_symlink(first));
  CHECK(fs::is_symlink(folder.path() / "a/b/second"));
  CHECK_FALSE(write_file_whole(dangling, "new"));
  CHECK(fs::is_symlink(dangling));
  CHECK(read_file(folder.path() / "a/b/new") == "new");
  fs::create_symlink("loop", folder.path() / "loop");
  CHECK(write_file_whole(folder.path() / "loop", "x")->message ==
        "Too many levels of symbolic links");
}

TEST_CASE("OutputFile: what is no file, or open already, is written to as it is", "[file]") {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "log";
  write_text(path, "before\n");
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_APPEND);
  REQUIRE(descriptor >= 0);
  CHECK_FALSE(write_file_whole("/dev/fd/" + std::to_string(descriptor), "behind\n"));
  ::close(descriptor);
  CHECK(read_file(path) == "before\nbehind\n");
  CHECK(write_file_whole(folder.path(), "x")->message == "Is a directory");
  CHECK(write_file_whole(folder.path() / "no/out", "x")->message == "No such file or directory");
  CHECK(write_file_whole("", "x")->message == "No such file or directory");
  CHECK(names_in(folder.path()) == strings{"log"});
}

TEST_CASE("OutputFile: a leftover of an earlier run is in nobody's way", "[file]") {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "out";
  strings names;
  for (int i = 0; i < 3; ++i) {
    const auto file = OutputFile::open(path);
    REQUIRE(file);
    for (const std::string& name : names_in(folder.path())) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  CHECK(std::unique(names.begin(), names.end()) == names.end());
  write_text(path + ".tmp" + std::to_string(::getpid()), "left");
  CHECK_FALSE(write_file_whole(path, "new"));
  // The longest name that a file may have.
  CHECK_FALSE(write_file_whole(folder.path() / std::string(255, 'x'), "new"));
}

TEST_CASE("OutputFile: nothing is left of it when a signal ends the program", "[file]") {
  const int signal = GENERATE(SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT);
  const TemporaryFolder folder;
  const std::string path = folder.path() / "out";
  write_text(path, "old");
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(signal, SIG_DFL);
    const auto first = OutputFile::open(path);
    const auto second = OutputFile::open(folder.path() / "other");
    if (first && second) ::raise(signal);
    ::_exit(1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == signal);
  CHECK(names_in(folder.path()) == strings{"out"});
  CHECK(read_file(path) == "old");
}

TEST_CASE("OutputFile: a signal that is ignored stays ignored", "[file]") {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "out";
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGHUP, SIG_IGN);
    auto file = OutputFile::open(path);
    ::raise(SIGHUP);
    ::_exit(file && !file->finish() ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(fs::exists(path));
}

}  // namespace ko2alias::test
