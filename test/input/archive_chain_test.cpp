#include "input/archive_chain.h"

#include <fstream>

#include "input/magic.h"
#include "kit/catch.h"
#include "kit/packing.h"
#include "kit/temporary_folder.h"

using namespace ko2alias;
using namespace ko2alias::test;

namespace {

// The names of the members of each archive in a file, in the order of the file.
std::vector<std::string> names_in(ArchiveChain& chain) {
  std::vector<std::string> names;
  while (true) {
    auto archive = chain.next();
    if (!archive) names.push_back(archive.problem().message);
    if (!archive || *archive == nullptr) return names;
    names.emplace_back((*archive)->is_archive() ? "" : "no archive");
    while (const auto member = (*archive)->next()) names.back() += member->name + ' ';
    if ((*archive)->is_archive() && (*archive)->problem()) names.back() += "problem";
  }
}

std::vector<std::string> names_in(const std::string& bytes) {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "file").string();
  std::ofstream(path) << bytes;
  ArchiveChain chain(std::move(*File::open(path)), {});
  return names_in(chain);
}

using Names = std::vector<std::string>;
const std::string zeros(700, '\0');

std::string first() { return archive_of({{"a", "A"}, {"b", std::string(100'000, 'B')}}, "newc"); }
std::string second() { return archive_of({{"c", "C"}}, "newc"); }

}  // namespace

TEST_CASE("archive chain: in a row, with and without padding", "[input]") {
  CHECK(names_in(first()) == Names{"a b "});
  CHECK(names_in(first() + second()) == Names{"a b ", "c "});
  CHECK(names_in(first() + zeros + second() + zeros) == Names{"a b ", "c "});
}

TEST_CASE("archive chain: compressed one by one, together, and both", "[input]") {
  for (const std::string filter : {"gzip", "xz", "zstd", "bzip2", "lzma", "lz4"}) {
    CAPTURE(filter);
    const std::string together = compressed(first() + zeros + second(), filter);
    CHECK(names_in(together) == Names{"a b ", "c "});
    CHECK(names_in(compressed(first(), filter) + compressed(second(), filter)) ==
          Names{"a b ", "c "});
    CHECK(names_in(second() + zeros + together) == Names{"c ", "a b ", "c "});
  }
  CHECK(names_in(compressed(first(), "gzip") + zeros + second()) == Names{"a b ", "c "});
}

TEST_CASE("archive chain: what is no archive ends it", "[input]") {
  CHECK(names_in("rubbish") == Names{"no archive"});
  CHECK(names_in(compressed("rubbish", "gzip")) == Names{"no archive"});
  CHECK(names_in(first() + "rubbish" + second()) == Names{"a b ", "no archive"});
  CHECK(names_in(first().substr(0, 5000) + second()) == Names{"a b problem"});
}

TEST_CASE("archive chain: where the present archive stands, or the data that it is in", "[input]") {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "file").string();
  std::ofstream(path) << second() << zeros << compressed(first() + zeros + second(), "gzip");
  ArchiveChain chain(std::move(*File::open(path)), {});
  const auto read_next = [&] {
    const auto archive = chain.next();
    REQUIRE(*archive);
    while ((*archive)->next()) continue;
  };
  read_next();
  CHECK(chain.is_at_first());
  CHECK(chain.offset() == 0);
  for (int i = 0; i < 2; ++i) {
    read_next();
    CHECK_FALSE(chain.is_at_first());
    CHECK(chain.offset() == second().size() + zeros.size());
  }
  CHECK(*chain.next() == nullptr);
  CHECK(*chain.next() == nullptr);
}

TEST_CASE("magic: compressed data and archives by their first bytes", "[input]") {
  CHECK(detect_compression(compressed("x", "xz")) == Compression::xz);
  CHECK(detect_compression(compressed("x", "zstd")) == Compression::zstd);
  CHECK(detect_compression(compressed("x", "gzip")) == Compression::gzip);
  CHECK(detect_compression(compressed("x", "bzip2")) == Compression::bzip2);
  CHECK(detect_compression(compressed("x", "lzma")) == Compression::lzma);
  CHECK(detect_compression(compressed("x", "lz4")) == Compression::lz4);
  CHECK(detect_compression("\x02\x21\x4C\x18") == Compression::lz4);
  CHECK(detect_compression("BZ") == Compression::none);
  CHECK(detect_compression("") == Compression::none);
  for (const char* const format : {"newc", "gnutar", "ustar", "arbsd"}) {
    CAPTURE(format);
    CHECK(may_be_archive(archive_of({{"a", "A"}}, format)));
  }
  CHECK(may_be_archive(compressed("x", "bzip2")));
  CHECK_FALSE(may_be_archive("alias x:y z"));
}
