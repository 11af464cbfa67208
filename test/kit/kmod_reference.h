// How kmod matches an alias, read slowly: the judge of all that matches aliases quickly.
#pragma once

#include <string>

namespace ko2alias::test {

/// docs/kernel-facts/module-order.md in four steps: pairs of brackets and bytes of ASCII; `-` as
/// `_`; the bytes before the first wildcard as they are; fnmatch(3) for the rest.
bool kmod_matches(const std::string& alias, const std::string& modalias);

}  // namespace ko2alias::test
