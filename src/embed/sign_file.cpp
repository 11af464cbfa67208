// A request to the helper is `RELEASE NUL HASH NUL NAME`, of a temporary file in the temporary
// folder; its answer is what went wrong, or nothing.
#include "embed/sign_file.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "support/descriptor_buffer.h"
#include "support/file.h"
#include "support/system_error.h"
#include "support/temporary_file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::size_t longest_request = 8192;

// A release is part of a path, and comes from a module.
bool is_release(std::string_view text) {
  return !text.empty() && text[0] != '.' && text.find('/') == std::string_view::npos &&
         text.find('\0') == std::string_view::npos;
}

bool is_program(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         ::access(path.c_str(), X_OK) == 0;
}

// All that a descriptor gives, as far as it is of use in a message.
std::string read_message(int descriptor) {
  std::string text;
  std::array<char, 4096> block{};
  while (true) {
    const ssize_t count = ::read(descriptor, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    if (text.size() < block.size()) text.append(block.data(), static_cast<std::size_t>(count));
  }
  return std::string(trim(text));
}

// Runs a program, and waits for it. The problem is what it printed.
std::optional<Problem> run_program_and_wait(const std::vector<std::string>& words) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return system_error();
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO})
    ::posix_spawn_file_actions_adddup2(&actions, pipe[1], descriptor);
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_t child = -1;
  const int failure =
      ::posix_spawn(&child, words[0].c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(pipe[1]);
  const std::string message = failure == 0 ? read_message(pipe[0]) : "";
  ::close(pipe[0]);
  if (failure != 0) return system_error(failure);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return system_error();
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return std::nullopt;
  return error(message.empty() ? "ended without a message" : message);
}

Result<std::string> temporary_folder() {
  std::error_code failure;
  std::string folder = std::filesystem::temp_directory_path(failure).string();
  if (failure) return system_error(failure.value());
  return folder;
}

std::optional<Problem> write_into(const TemporaryFile& file, const std::string& bytes) {
  DescriptorBuffer buffer(file.descriptor());
  buffer.sputn(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  buffer.pubsync();
  if (buffer.failure() != 0) return system_error(buffer.failure());
  return std::nullopt;
}

}  // namespace

ModuleSigner::ModuleSigner(SigningKey key, std::optional<std::string> program, bool has_helper)
    : key_(std::move(key)), program_(std::move(program)) {
  if (has_helper) start_helper();
}

ModuleSigner::~ModuleSigner() {
  if (socket_ < 0) return;
  ::close(socket_);
  while (::waitpid(helper_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void ModuleSigner::start_helper() {
  std::array<int, 2> sockets{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets.data()) != 0) return;
  helper_ = ::fork();
  if (helper_ == 0) {
    ::close(sockets[0]);
    serve(sockets[1]);
  }
  ::close(sockets[1]);
  if (helper_ < 0)
    ::close(sockets[0]);
  else
    socket_ = sockets[0];
}

void ModuleSigner::serve(int socket) const {
  std::array<char, longest_request> buffer{};
  while (true) {
    const ssize_t size = ::recv(socket, buffer.data(), buffer.size(), 0);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) ::_exit(0);
    std::string_view request(buffer.data(), static_cast<std::size_t>(size));
    std::array<std::string, 3> words;
    for (std::string& word : words) {
      word = request.substr(0, request.find('\0'));
      request.remove_prefix(std::min(word.size() + 1, request.size()));
    }
    const auto problem = run(words[0], words[1], words[2]);
    const std::string answer = problem ? problem->message + '\n' : "\n";
    if (::send(socket, answer.data(), std::min(answer.size(), longest_request), MSG_NOSIGNAL) < 0)
      ::_exit(1);
  }
}

std::optional<Problem> ModuleSigner::ask_helper(const std::string& request) {
  const std::lock_guard lock(mutex_);
  if (request.size() > longest_request) return error("the module's release is too long");
  if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) < 0) return system_error();
  std::array<char, longest_request> buffer{};
  ssize_t size = 0;
  do {
    size = ::recv(socket_, buffer.data(), buffer.size(), 0);
  } while (size < 0 && errno == EINTR);
  if (size <= 0) return error("the process that runs it ended");
  const std::string_view answer(buffer.data(), static_cast<std::size_t>(size));
  if (answer == "\n") return std::nullopt;
  return error(std::string(trim(answer)));
}

std::optional<std::string> ModuleSigner::program_for(std::string_view release) const {
  if (program_) return program_;
  if (!is_release(release)) return std::nullopt;
  for (const char* const root : {"/lib/modules", "/usr/lib/modules"}) {
    std::string program = fmt::format("{}/{}/build/scripts/sign-file", root, release);
    if (is_program(program)) return program;
  }
  return std::nullopt;
}

std::optional<Problem> ModuleSigner::run(const std::string& release, const std::string& hash,
                                         const std::string& name) const {
  const auto program = program_for(release);
  if (!program) return error("it is not there any more");
  // Whoever asks the helper may be what a made-up module has taken over.
  if (!is_temporary_name(name)) return error("no temporary file is to be signed");
  const auto folder = temporary_folder();
  if (!folder) return folder.problem();
  return run_program_and_wait({*program, hash, key_.key, key_.certificate, *folder + "/" + name});
}

Result<std::string> ModuleSigner::sign(std::string module, const SigningWish& wish) {
  const auto program = program_for(wish.release);
  if (!program) return signed_module(std::move(module), key_, wish);
  const auto folder = temporary_folder();
  if (!folder) return folder.problem();
  const auto file = TemporaryFile::create(*folder, S_IRUSR | S_IWUSR);
  if (!file) return file.problem();
  if (auto problem = write_into(*file, module)) return *problem;
  const std::string release(wish.release);
  const std::string name = file->name().substr(folder->size() + 1);
  const auto problem = socket_ < 0 ? run(release, wish.hash, name)
                                   : ask_helper(release + '\0' + wish.hash + '\0' + name);
  if (problem) return error(fmt::format("{}: {}", *program, problem->message));
  // The program puts a file of its own in the place.
  auto bytes = read_text_file(file->name());
  if (bytes && !bytes->starts_with(module))
    return error(*program + ": changed more than the signature");
  return bytes;
}

}  // namespace ko2alias
