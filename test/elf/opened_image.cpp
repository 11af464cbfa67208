#include "elf/opened_image.h"

#include <utility>

namespace ko2alias::test {

Opened open(std::string elf) {
  auto source = make_memory_source("test.ko", std::move(elf));
  auto image = open_image(*source);
  return {std::move(source), std::move(image)};
}

std::string problem_of(std::string elf) {
  const Opened opened = open(std::move(elf));
  return opened.image ? "" : opened.image.problem().message;
}

}  // namespace ko2alias::test
