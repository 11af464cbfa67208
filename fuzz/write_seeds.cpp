// Writes the seeds to the folder that KO2ALIAS_SEEDS names, as HARNESS/NAME. The makers of modules
// use Catch2, so this is a test.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "harness.h"
#include "kit/catch.h"

TEST_CASE("write the seeds") {
  const char* const folder = std::getenv("KO2ALIAS_SEEDS");
  REQUIRE(folder != nullptr);
  for (const ko2alias::fuzz::Seed& seed : ko2alias::fuzz::make_seeds()) {
    const std::filesystem::path place = std::filesystem::path(folder) / seed.harness;
    std::filesystem::create_directories(place);
    std::ofstream out(place / seed.name, std::ios::binary);
    REQUIRE((out << seed.bytes).flush());
  }
}
