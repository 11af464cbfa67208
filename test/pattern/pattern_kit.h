// Random texts, and judges that try one pattern after the other.
#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "kit/kit.h"

namespace ko2alias::test {

/// The places of patterns among all of them, as the index and the trie number them.
using Ids = std::vector<std::uint32_t>;

Ids ids_where(const strings& patterns, const std::function<bool(const std::string&)>& is_wanted);

/// Of these letters, and of any size up to `max_size`.
std::string random_text(std::mt19937& random, std::string_view letters, std::size_t max_size);

}  // namespace ko2alias::test
