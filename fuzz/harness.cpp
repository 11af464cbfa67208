#include "harness.h"

#include <algorithm>

namespace ko2alias::fuzz {
namespace {

constexpr Harness rows[] = {
    {"modules", "a module: all that emit and dump make of it", run_modules},
    {"check", "a module: all rules of check, with symbols and relocations", run_check},
    {"embed", "a module: what embed writes, compared with it", run_embed},
    {"archives", "packages, images and compressed files", run_archives},
    {"texts", "lists, listings and configurations; the first byte chooses", run_texts},
    {"patterns", "lines of patterns and devices, judged by fnmatch(3)", run_patterns},
};

}  // namespace

std::span<const Harness> harnesses() { return rows; }

const Harness* find_harness(std::string_view name) {
  const auto* row = std::find_if(std::begin(rows), std::end(rows),
                                 [&](const Harness& harness) { return harness.name == name; });
  return row == std::end(rows) ? nullptr : row;
}

}  // namespace ko2alias::fuzz
