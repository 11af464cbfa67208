#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <iostream>
#include <new>
#include <string_view>
#include <system_error>

#include "cli/commands.h"
#include "support/descriptor_buffer.h"
#include "support/temporary_file.h"

namespace {

// Whether a CI's runner may read standard output and take commands from it. A pipe may lead there;
// a regular file does not.
bool out_is_log() {
  const auto is_set = [](const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr && *value != '\0';
  };
  const auto ci = {"GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"};
  struct stat status {};
  return std::any_of(ci.begin(), ci.end(), is_set) &&
         (::fstat(STDOUT_FILENO, &status) != 0 || !S_ISREG(status.st_mode));
}

// A file that is opened takes the lowest descriptor that is free. Were standard output or the error
// stream closed, it would get what belongs there. /dev/null takes their places, in a way in which
// using them still fails.
bool occupy_standard_descriptors() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) != -1) continue;
    if (::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY) != descriptor)
      return false;
  }
  return true;
}

// The terminal's width, also where errors alone go to it. COLUMNS has the first word (environ(7));
// what tells none is 80 wide.
std::size_t terminal_columns() {
  constexpr std::size_t narrowest = 20;
  constexpr std::size_t widest = 10'000;
  constexpr std::size_t usual = 80;
  const char* const text = std::getenv("COLUMNS");
  const std::string_view wanted = text == nullptr ? "" : text;
  std::size_t columns = 0;
  if (const auto [end, failure] =
          std::from_chars(wanted.data(), wanted.data() + wanted.size(), columns);
      failure == std::errc() && end == wanted.data() + wanted.size() && columns != 0)
    return std::clamp(columns, narrowest, widest);
  for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO}) {
    winsize size{};
    if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col != 0)
      return std::clamp<std::size_t>(size.ws_col, narrowest, widest);
  }
  return usual;
}

// The exit status of the process.
int run_process(const ko2alias::Arguments& arguments) {
  using namespace ko2alias;
  DescriptorBuffer buffer(STDOUT_FILENO);
  std::ostream out(&buffer);
  const ExitStatus status = run(arguments, {.out = out,
                                            .err = std::cerr,
                                            .out_is_terminal = ::isatty(STDOUT_FILENO) == 1,
                                            .columns = terminal_columns(),
                                            .err_is_terminal = ::isatty(STDERR_FILENO) == 1,
                                            .out_is_log = out_is_log(),
                                            .has_own_process = true});
  out.flush();
  if (buffer.failure() == 0) return static_cast<int>(status);
  std::cerr << "ko2alias: error: standard output: " << std::strerror(buffer.failure()) << '\n';
  return static_cast<int>(ExitStatus::trouble);
}

constexpr int trouble = static_cast<int>(ko2alias::ExitStatus::trouble);
constexpr std::string_view out_of_memory =
    "ko2alias: error: out of memory (--jobs 1 needs least)\n";

// Whether it is for want of memory that the program ends.
bool is_out_of_memory() {
  try {
    if (const auto thrown = std::current_exception()) std::rethrow_exception(thrown);
  } catch (const std::bad_alloc&) {
    return true;
  } catch (...) {
  }
  return false;
}

// Destructors may not throw, but that of a JSON document takes memory: where there is none the
// program ends here, without calling other destructors.
[[noreturn]] void end_without_memory() {
  if (!is_out_of_memory()) std::abort();
  ko2alias::remove_temporary_files();
  [[maybe_unused]] const auto written =
      ::write(STDERR_FILENO, out_of_memory.data(), out_of_memory.size());
  ::_exit(trouble);
}

}  // namespace

int main(int argc, char** argv) {
  std::set_terminate(end_without_memory);
  if (!occupy_standard_descriptors()) return trouble;
  try {
    return run_process(ko2alias::Arguments(argv + 1, argv + argc));
  } catch (const std::bad_alloc&) {
    std::cerr << out_of_memory;
  } catch (const std::exception& failure) {
    std::cerr << "ko2alias: error: a fault of ko2alias itself, please report it: " << failure.what()
              << '\n';
  }
  return trouble;
}
