// Writes the seeds: `write_seeds FOLDER` makes FOLDER/HARNESS/NAME of each.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>

#include "harness.h"

int main(int count, char** arguments) try {
  if (count != 2) throw std::runtime_error("expected a folder");
  for (const ko2alias::fuzz::Seed& seed : ko2alias::fuzz::make_seeds()) {
    const std::filesystem::path folder = std::filesystem::path(arguments[1]) / seed.harness;
    std::filesystem::create_directories(folder);
    std::ofstream out(folder / seed.name, std::ios::binary);
    if (!(out << seed.bytes).flush()) throw std::runtime_error("cannot write " + seed.name);
  }
  return 0;
} catch (const std::exception& failure) {
  std::fprintf(stderr, "write_seeds: %s\n", failure.what());
  return 1;
}
