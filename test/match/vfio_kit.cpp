#include "match/vfio_kit.h"

#include <utility>

namespace ko2alias::test {

ModulesAlias file_of(const strings& texts) {
  std::string file;
  for (const std::string& text : texts) {
    const auto space = text.find(' ');
    if (space != std::string::npos)
      file += "alias " + text.substr(space + 1) + " " + text.substr(0, space);
    file += "\n";
  }
  return ModulesAlias(file);
}

Chosen choose(const std::string& modalias, const strings& texts) {
  ModulesAlias file = file_of(texts);
  auto choice = choose_vfio_driver(modalias, file.claims());
  REQUIRE(choice);
  return {std::move(*choice), std::move(file)};
}

}  // namespace ko2alias::test
