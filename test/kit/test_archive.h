// Reads whole archives of test data.
#pragma once

#include <map>
#include <string>

namespace ko2alias::test {

/// The archive's files by name, without a leading `./`.
std::map<std::string, std::string> read_archive(const std::string& path);

}  // namespace ko2alias::test
