#include <unistd.h>

#include <cstring>
#include <iostream>

#include "cli/commands.h"
#include "cli/descriptor_buffer.h"

int main(int argc, char** argv) {
  using namespace ko2alias;
  DescriptorBuffer buffer(STDOUT_FILENO);
  std::ostream out(&buffer);
  const ExitStatus status =
      run(Arguments(argv + 1, argv + argc),
          {out, std::cerr, ::isatty(STDOUT_FILENO) == 1, ::isatty(STDERR_FILENO) == 1});
  out.flush();
  if (buffer.failure() == 0) return static_cast<int>(status);
  std::cerr << "ko2alias: error: standard output: " << std::strerror(buffer.failure()) << '\n';
  return static_cast<int>(ExitStatus::trouble);
}
