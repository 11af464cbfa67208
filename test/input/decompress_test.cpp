// Compressed modules, through the commands.
#include <random>

#include "input/hid_module.h"
#include "kit/kit.h"
#include "kit/packing.h"

namespace ko2alias::test {
namespace {

constexpr std::string_view signature = "signature bytes~Module signature appended~\n";

}  // namespace

TEST_CASE("compressed module: told by its content, whatever its name", "[cli][input]") {
  const ExampleFolder folder;
  for (const std::string filter : {"xz", "zstd", "gzip"}) {
    write_file("acme.ko", compressed(hid_module(), filter));
    check_gives_hid_aliases("acme.ko");
    write_file("renamed", compressed(hid_module(), filter));
    check_gives_hid_aliases("renamed");
  }
}

TEST_CASE("compressed module: streams in a row, signed before or after", "[cli][input]") {
  const ExampleFolder folder;
  const std::string module = hid_module();
  for (const std::string filter : {"xz", "zstd", "gzip"}) {
    const std::string two =
        compressed(module.substr(0, 100), filter) + compressed(module.substr(100), filter);
    write_file("two.ko.x", two);
    check_gives_hid_aliases("two.ko.x");
    write_file("after.ko.x", two + std::string(signature));
    check_gives_hid_aliases("after.ko.x");
    write_file("before.ko.x", compressed(module + std::string(signature), filter));
    check_gives_hid_aliases("before.ko.x");
    write_file("rubbish.ko.x", two + "rubbish");
    CHECK(contains(modalias({"rubbish.ko.x"}).err,
                   "rubbish.ko.x: something that is not " + filter + " follows"));
  }
}

TEST_CASE("compressed module: truncated anywhere is a problem", "[cli][input]") {
  const ExampleFolder folder;
  for (const std::string filter : {"xz", "zstd", "gzip"}) {
    const std::string whole = compressed(hid_module(), filter);
    for (std::size_t size = 0; size < whole.size(); size += size < 40 ? 1 : 7) {
      write_file("cut.ko", std::string_view(whole).substr(0, size));
      const Outcome outcome = modalias({"cut.ko", "acme_hid.ko"});
      CAPTURE(filter, size, outcome.err);
      CHECK(outcome.status == trouble);
      CHECK(outcome.err.starts_with("ko2alias: error: cut.ko: "));
      CHECK(outcome.out == hid_aliases);
    }
  }
}

TEST_CASE("compressed module: damaged anywhere never crashes, and is told where it has a checksum",
          "[cli][input]") {
  const ExampleFolder folder;
  std::mt19937 random(4);
  for (const std::string filter : {"xz", "gzip"}) {
    std::string bytes = compressed(hid_module(), filter);
    for (int i = 0; i < 100; ++i) {
      std::string damaged = bytes;
      const std::size_t at = 12 + random() % (damaged.size() - 12);
      damaged[at] = static_cast<char>(damaged[at] ^ (1U << random() % 8));
      write_file("damaged.ko", damaged);
      const Outcome outcome = modalias({"damaged.ko"});
      CAPTURE(filter, at, outcome.err);
      CHECK((outcome.status == trouble || outcome.out == hid_aliases));
    }
  }
}

TEST_CASE("decompression bomb: --max-size bounds it", "[cli][input]") {
  const ExampleFolder folder;
  for (const auto& [filter, size] :
       {std::pair<std::string, std::string>{"xz", "2M"}, {"zstd", "2m"}, {"gzip", "2097152"}}) {
    write_file("bomb.ko", compressed(std::string(3 << 20, '\0'), filter));
    const Outcome outcome = run_program({"emit", "--max-size", size, "bomb.ko"});
    CHECK(outcome.status == trouble);
    CHECK(
        contains(outcome.err,
                 "bomb.ko: more than 2,097,152 bytes when decompressed (--max-size allows more)"));
  }
}

}  // namespace ko2alias::test
