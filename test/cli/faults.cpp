// A disk, a memory and threads that fail: loaded before a program (LD_PRELOAD), this counts the
// program's calls of a kind, and fails the n-th of one kind. fault_test drives it.
//
//   FAULTS_COUNTS=FILE    at the end, FILE gets a line for each kind: `read 12`
//   FAULTS_KIND=read      the kind to fail: a row of `names` below
//   FAULTS_AT=3           the third call of it,
//   FAULTS_REST=1         and all after it
//   FAULTS_HOW=5          with this errno; or `short`: a third of the bytes; or `end`: no bytes, as
//                         if the file had become shorter, which fstat then says too
//   FAULTS_LARGE=65536    the size from which memory counts
//   FAULTS_VICTIM=FILE    the call that is to fail works, but tries to write to this file first, as
//                         what a made-up module has taken over would
//
// Messages and what the dynamic linker does are left alone.
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace {

enum Kind {
  opening,
  reading,
  writing,
  syncing,
  renaming,
  closing,
  listing,
  memory,
  mapping,
  thread
};
constexpr const char* names[] = {"open",  "read",    "write",  "sync", "rename",
                                 "close", "readdir", "memory", "map",  "thread"};
constexpr int kinds = std::size(names);

struct Plan {
  int kind = -1;
  long at = 0;
  bool has_rest = false;
  bool is_short = false;
  bool is_end = false;
  int reason = 0;
  std::size_t large = 65536;
  int counts = -1;
};

Plan plan;
std::atomic<long> calls[kinds];
// The descriptors of files that have become shorter.
std::atomic<bool> shrunk[256];

const char* variable(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr ? value : "";
}

// Whether this call is to fail.
bool fails(Kind kind) {
  const long number = ++calls[kind];
  if (kind != plan.kind || plan.at == 0) return false;
  return plan.has_rest ? number >= plan.at : number == plan.at;
}

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

template <class Value>
Value failed(Value value) {
  errno = plan.reason;
  return value;
}

// The sandbox of the program would not let the file be opened later.
__attribute__((constructor)) void begin() {
  for (int i = 0; i < kinds; ++i)
    if (std::strcmp(names[i], variable("FAULTS_KIND")) == 0) plan.kind = i;
  plan.has_rest = *variable("FAULTS_REST") != '\0';
  plan.is_short = std::strcmp(variable("FAULTS_HOW"), "short") == 0;
  plan.is_end = std::strcmp(variable("FAULTS_HOW"), "end") == 0;
  plan.reason = std::atoi(variable("FAULTS_HOW"));
  if (const long large = std::atol(variable("FAULTS_LARGE")); large > 0)
    plan.large = static_cast<std::size_t>(large);
  static const auto open_file = real<int(const char*, int, ...)>("open");
  if (*variable("FAULTS_COUNTS") != '\0')
    plan.counts =
        open_file(variable("FAULTS_COUNTS"), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  // Away from the numbers that the program gets.
  if (plan.counts >= 0) plan.counts = ::fcntl(plan.counts, F_DUPFD_CLOEXEC, 500);
  for (auto& count : calls) count = 0;
  plan.at = std::atol(variable("FAULTS_AT"));
}

__attribute__((destructor)) void end() {
  plan.at = 0;
  for (int i = 0; i < kinds && plan.counts >= 0; ++i)
    ::dprintf(plan.counts, "%s %ld\n", names[i], calls[i].load());
}

void attack() {
  static const auto open_file = real<int(const char*, int, ...)>("open");
  const int victim = open_file(variable("FAULTS_VICTIM"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (victim >= 0) ::dprintf(victim, "taken over\n");
}

// How many bytes of a transfer are asked for: all, or fewer.
template <class Transfer>
ssize_t transfer(Kind kind, int file, std::size_t size, Transfer transfer) {
  if (!fails(kind)) return transfer(size);
  if (*variable("FAULTS_VICTIM") != '\0') {
    attack();
    return transfer(size);
  }
  if (plan.is_end) {
    shrunk[file % std::size(shrunk)] = true;
    return 0;
  }
  if (plan.is_short) return transfer(size < 3 ? size : size / 3);
  return failed<ssize_t>(-1);
}

}  // namespace

// The C library declares some of these with attributes of its own.
#pragma GCC diagnostic ignored "-Wattributes"

extern "C" {

int open(const char* path, int flags, ...) {
  static const auto next = real<int(const char*, int, ...)>("open");
  std::va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return fails(opening) ? failed(-1) : next(path, flags, mode);
}

int openat(int folder, const char* path, int flags, ...) {
  static const auto next = real<int(int, const char*, int, ...)>("openat");
  std::va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return fails(opening) ? failed(-1) : next(folder, path, flags, mode);
}

DIR* opendir(const char* path) {
  static const auto next = real<DIR*(const char*)>("opendir");
  return fails(opening) ? failed<DIR*>(nullptr) : next(path);
}

dirent* readdir(DIR* folder) {
  static const auto next = real<dirent*(DIR*)>("readdir");
  return fails(listing) ? failed<dirent*>(nullptr) : next(folder);
}

ssize_t read(int file, void* data, std::size_t size) {
  static const auto next = real<ssize_t(int, void*, std::size_t)>("read");
  return transfer(reading, file, size, [&](std::size_t part) { return next(file, data, part); });
}

ssize_t pread(int file, void* data, std::size_t size, off_t offset) {
  static const auto next = real<ssize_t(int, void*, std::size_t, off_t)>("pread");
  return transfer(reading, file, size,
                  [&](std::size_t part) { return next(file, data, part, offset); });
}

ssize_t write(int file, const void* data, std::size_t size) {
  static const auto next = real<ssize_t(int, const void*, std::size_t)>("write");
  if (file == STDERR_FILENO) return next(file, data, size);
  return transfer(writing, file, size, [&](std::size_t part) { return next(file, data, part); });
}

int fstat(int file, struct stat* status) {
  static const auto next = real<int(int, struct stat*)>("fstat");
  const int result = next(file, status);
  if (result == 0 && shrunk[file % std::size(shrunk)] && status->st_size > 0) --status->st_size;
  return result;
}

int fsync(int file) {
  static const auto next = real<int(int)>("fsync");
  return fails(syncing) ? failed(-1) : next(file);
}

int fchmod(int file, mode_t mode) {
  static const auto next = real<int(int, mode_t)>("fchmod");
  return fails(syncing) ? failed(-1) : next(file, mode);
}

int rename(const char* from, const char* to) {
  static const auto next = real<int(const char*, const char*)>("rename");
  return fails(renaming) ? failed(-1) : next(from, to);
}

// What fails to close is closed all the same.
int close(int file) {
  static const auto next = real<int(int)>("close");
  const int result = next(file);
  if (file >= 0) shrunk[file % std::size(shrunk)] = false;
  return fails(closing) ? failed(-1) : result;
}

void* malloc(std::size_t size) {
  static const auto next = real<void*(std::size_t)>("malloc");
  return size >= plan.large && fails(memory) ? failed<void*>(nullptr) : next(size);
}

void* calloc(std::size_t count, std::size_t size) {
  static const auto next = real<void*(std::size_t, std::size_t)>("calloc");
  const bool is_large = size != 0 && count >= plan.large / size;
  return is_large && fails(memory) ? failed<void*>(nullptr) : next(count, size);
}

void* realloc(void* old, std::size_t size) {
  static const auto next = real<void*(void*, std::size_t)>("realloc");
  return size >= plan.large && fails(memory) ? failed<void*>(nullptr) : next(old, size);
}

int posix_memalign(void** result, std::size_t alignment, std::size_t size) {
  static const auto next = real<int(void**, std::size_t, std::size_t)>("posix_memalign");
  return size >= plan.large && fails(memory) ? ENOMEM : next(result, alignment, size);
}

void* mmap(void* wish, std::size_t size, int protection, int flags, int file, off_t offset) {
  static const auto next = real<void*(void*, std::size_t, int, int, int, off_t)>("mmap");
  return fails(mapping) ? failed(MAP_FAILED) : next(wish, size, protection, flags, file, offset);
}

int pthread_create(pthread_t* made, const pthread_attr_t* attributes, void* (*start)(void*),
                   void* argument) {
  static const auto next =
      real<int(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*)>("pthread_create");
  return fails(thread) ? EAGAIN : next(made, attributes, start, argument);
}

}  // extern "C"
