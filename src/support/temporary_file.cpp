// The names of the files that are there now stand in a fixed array, since a handler of signals may
// touch nothing that allocates or locks.
#include "support/temporary_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <random>
#include <string_view>
#include <utility>

#include "support/system_error.h"

namespace ko2alias {
namespace {

// A name that is removed if the program ends.
struct GuardedName {
  std::atomic<bool> is_taken{false};
  std::atomic<bool> is_set{false};
  std::array<char, PATH_MAX> text{};
};

// A command writes two files at most; a file beyond these is just not guarded.
std::array<GuardedName, 4> guarded_names;
constexpr std::size_t no_guard = guarded_names.size();

extern "C" void remove_names_and_die(int signal) {
  remove_temporary_files();
  // SA_RESETHAND has restored the default, which ends the program.
  ::raise(signal);
}

// A signal that is ignored, as nohup has it, stays so.
void install_handlers() {
  struct sigaction ours {};
  ours.sa_handler = remove_names_and_die;
  ours.sa_flags = static_cast<int>(SA_RESETHAND) | SA_NODEFER;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT, SIGXCPU, SIGXFSZ}) {
    struct sigaction present {};
    if (::sigaction(signal, nullptr, &present) == 0 && present.sa_handler == SIG_DFL)
      ::sigaction(signal, &ours, nullptr);
  }
}

std::size_t guard(const std::string& name) {
  if (name.size() >= PATH_MAX) return no_guard;
  for (std::size_t i = 0; i < guarded_names.size(); ++i) {
    if (guarded_names[i].is_taken.exchange(true)) continue;
    guarded_names[i].text[name.copy(guarded_names[i].text.data(), name.size())] = '\0';
    guarded_names[i].is_set = true;
    install_handlers();
    return i;
  }
  return no_guard;
}

void unguard(std::size_t place) {
  if (place == no_guard) return;
  guarded_names[place].is_set = false;
  guarded_names[place].is_taken = false;
}

constexpr std::string_view temporary_prefix = ".ko2alias-";

std::string random_name() {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz234567";
  std::random_device random;
  std::string name(temporary_prefix);
  for (int i = 0; i < 12; ++i) name += letters[random() % letters.size()];
  return name;
}

}  // namespace

bool is_temporary_name(std::string_view name) {
  return name.starts_with(temporary_prefix) && name.find('/') == std::string_view::npos;
}

void remove_temporary_files() noexcept {
  for (const GuardedName& name : guarded_names)
    if (name.is_set) ::unlink(name.text.data());
}

TemporaryFile::TemporaryFile(std::string name, std::size_t guard)
    : name_(std::move(name)), guard_(guard) {}

Result<TemporaryFile> TemporaryFile::create(const std::string& folder, mode_t mode) {
  constexpr int most_tries = 100;
  for (int i = 0; i < most_tries; ++i) {
    std::string name = folder + "/" + random_name();
    // The name is guarded first: a signal may come at any time.
    const std::size_t place = guard(name);
    const int descriptor = ::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor >= 0) {
      TemporaryFile file(std::move(name), place);
      file.descriptor_ = descriptor;
      return file;
    }
    const int reason = errno;
    unguard(place);
    if (reason != EEXIST) return system_error(reason);
  }
  return system_error(EEXIST);
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : name_(std::exchange(other.name_, {})),
      guard_(std::exchange(other.guard_, no_guard)),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

TemporaryFile& TemporaryFile::operator=(TemporaryFile&& other) noexcept {
  std::swap(name_, other.name_);
  std::swap(guard_, other.guard_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

TemporaryFile::~TemporaryFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!name_.empty()) ::unlink(name_.c_str());
  unguard(guard_);
}

std::optional<Problem> TemporaryFile::move_to(const std::string& path) {
  if (::close(std::exchange(descriptor_, -1)) != 0) return system_error();
  if (::rename(name_.c_str(), path.c_str()) != 0) return system_error();
  name_.clear();
  unguard(std::exchange(guard_, no_guard));
  return std::nullopt;
}

}  // namespace ko2alias
