#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>

#include "cli/commands.h"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const ko2alias::Arguments arguments(argv + 1, argv + argc);
  const int status = ko2alias::run(arguments, {std::cout, std::cerr, ::isatty(STDOUT_FILENO) == 1});
  errno = 0;
  if (std::cout.flush()) return status;
  std::cerr << "ko2alias: error: standard output: " << (errno != 0 ? std::strerror(errno) : "could not be written")
            << '\n';
  return ko2alias::trouble;
}
