// Images with the bytes that they look into.
#pragma once

#include <memory>
#include <string>

#include "ko2alias/image.h"

namespace ko2alias::test {

struct Opened {
  std::unique_ptr<Source> source;
  Result<ModuleImage> image;
};

Opened open(std::string elf);

/// The problem of opening a file; empty where there is none.
std::string problem_of(std::string elf);

}  // namespace ko2alias::test
