// Hosts in a few words.
#include "device/hosts.h"

#include <algorithm>

#include "kit/catch.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

using Hosts = std::vector<std::string_view>;

std::string listed(Hosts hosts, std::size_t most = without_most) {
  std::sort(hosts.begin(), hosts.end(), is_host_before);
  return host_list(hosts, most);
}

}  // namespace

TEST_CASE("hosts: three and more in a row are a range", "[diff][hosts]") {
  CHECK(listed({}) == "");
  CHECK(listed({"db1"}) == "db1");
  CHECK(listed({"web1", "web0"}) == "web0, web1");
  CHECK(listed({"web2", "web1", "web0"}) == "web0 … web2");
  CHECK(listed({"web00", "web01", "web02", "web04", "db1"}) == "db1, web00 … web02, web04");
  CHECK(listed({"web8", "web9", "web10", "web11"}) == "web8 … web11");
  CHECK(listed({"web08", "web09", "web10"}) == "web08 … web10");
  CHECK(listed({"n1.a.example", "n2.a.example", "n3.a.example", "n4.b.example"}) ==
        "n1.a.example … n3.a.example, n4.b.example");
  CHECK(listed({"10.0.0.9", "10.0.0.10", "10.0.0.11"}) == "10.0.0.9 … 10.0.0.11");
}

TEST_CASE("hosts: a range tells all of its hosts", "[diff][hosts]") {
  // Another count of zeros, another number that steps, a number that is no host's end.
  CHECK(listed({"web1", "web02", "web3"}) == "web1, web02, web3");
  CHECK(listed({"r1n1", "r1n2", "r2n3"}) == "r1n1, r1n2, r2n3");
  CHECK(listed({"r1n9", "r2n9", "r3n9"}) == "r1n9 … r3n9");
  CHECK(listed({"a", "b", "c"}) == "a, b, c");
  CHECK(listed({"x99999999999999999999", "x100000000000000000000"}) ==
        "x99999999999999999999, x100000000000000000000");
}

TEST_CASE("hosts: names and ranges up to a number", "[diff][hosts]") {
  CHECK(listed({"a1", "a2", "a3", "b", "c", "d"}, 2) == "a1 … a3, b and 2 more");
  CHECK(listed({"a1", "a2", "a3", "b"}, 2) == "a1 … a3, b");
}

TEST_CASE("hosts: numbers in names count as numbers", "[diff][hosts]") {
  CHECK(is_host_before("web9", "web10"));
  CHECK_FALSE(is_host_before("web10", "web9"));
  CHECK(is_host_before("web", "web1"));
  CHECK(is_host_before("web01", "web1"));
  CHECK_FALSE(is_host_before("web1", "web01"));
  CHECK_FALSE(is_host_before("web1", "web1"));
  CHECK(is_host_before("", "a"));
}

}  // namespace ko2alias::test
