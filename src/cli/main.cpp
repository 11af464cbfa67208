#include <unistd.h>

#include <cstring>
#include <iostream>

#include "cli/commands.h"
#include "cli/descriptor_buffer.h"

int main(int argc, char** argv) {
  const ko2alias::Arguments arguments(argv + 1, argv + argc);
  ko2alias::DescriptorBuffer buffer(STDOUT_FILENO);
  std::ostream out(&buffer);
  const int status = ko2alias::run(
      arguments, {out, std::cerr, ::isatty(STDOUT_FILENO) == 1, ::isatty(STDERR_FILENO) == 1});
  out.flush();
  if (buffer.failure() == 0) return status;
  std::cerr << "ko2alias: error: standard output: " << std::strerror(buffer.failure()) << '\n';
  return ko2alias::trouble;
}
