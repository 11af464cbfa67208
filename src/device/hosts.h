// Lists of hosts in a few words. Hosts in a row, whose numbers follow each other, are a range.
//
//   web00, web01, …, web39, db1        db1, web00 … web39
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace ko2alias {

/// Whether a host stands before another one in lists: numbers in names count as numbers, so that
/// web9 stands before web10.
bool is_host_before(std::string_view a, std::string_view b);

constexpr std::size_t without_most = std::numeric_limits<std::size_t>::max();

/// The hosts, which are in order and each there once, with commas; three and more in a row as a
/// range. Behind the first `most` names and ranges stands how many hosts are left: `and 12 more`.
std::string host_list(const std::vector<std::string_view>& hosts, std::size_t most = without_most);

}  // namespace ko2alias
