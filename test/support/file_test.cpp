#include "support/file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "kit/catch.h"
#include "kit/temporary_folder.h"

using namespace ko2alias;
using ko2alias::test::TemporaryFolder;

namespace {

class FileFolder {
 public:
  std::string path(const std::string& name) { return (folder_.path() / name).string(); }
  std::string write(const std::string& name, std::string_view text) {
    std::ofstream(path(name)) << text;
    return path(name);
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("read_text_file: the whole file, however long", "[file]") {
  FileFolder folder;
  const std::string long_text(200'000, 'x');
  for (const std::string& text : {std::string(), std::string("one\ntwo\n"), long_text}) {
    const auto read = read_text_file(folder.write("text", text));
    REQUIRE(read);
    CHECK(*read == text);
  }
}

TEST_CASE("read_text_file: the problem is the system's own text", "[file]") {
  FileFolder folder;
  const auto missing = read_text_file(folder.path("missing"));
  REQUIRE_FALSE(missing);
  CHECK(missing.problem().message == "No such file or directory");
  const auto directory = read_text_file(folder.path(""));
  REQUIRE_FALSE(directory);
  CHECK(directory.problem().message == "Is a directory");
}

TEST_CASE("read_text_file: a pipe, until its writer closes it", "[file]") {
  FileFolder folder;
  const std::string pipe = folder.path("pipe");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const std::string sent(100'000, 'y');
  const std::jthread writer([&] { std::ofstream(pipe) << sent; });
  const auto read = read_text_file(pipe);
  REQUIRE(read);
  CHECK(*read == sent);
}

TEST_CASE("File: ranges, and fewer bytes before the end", "[file]") {
  FileFolder folder;
  const auto file = File::open(folder.write("digits", "0123456789"));
  REQUIRE(file);
  CHECK(*file->size() == 10);
  CHECK(file->bytes_at(2, 3) == "234");
  CHECK(file->bytes_at(8, 100) == "89");
  CHECK(file->bytes_at(10, 1).empty());
  CHECK(file->bytes_at(1000, 1).empty());
  std::string four(4, ' ');
  CHECK_FALSE(file->fill(6, four.data(), 4));
  CHECK(four == "6789");
  CHECK(file->fill(7, four.data(), 4)->message == "the file became shorter while it was read");
}

TEST_CASE("File: a folder and a pipe have no size, and a pipe without a writer does not block",
          "[file]") {
  FileFolder folder;
  REQUIRE(::mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  for (const char* const name : {"", "pipe"}) {
    const auto file = File::open(folder.path(name), O_NONBLOCK);
    REQUIRE(file);
    REQUIRE_FALSE(file->size());
    CHECK(file->size().problem().message == "not a regular file");
    CHECK(file->bytes_at(0, 8).empty());
  }
}

TEST_CASE("File: a temporary one takes a copy and has no name", "[file]") {
  FileFolder folder;
  auto from = File::open(folder.write("text", std::string(100'000, 'z')));
  auto copy = File::temporary();
  REQUIRE(from);
  REQUIRE(copy);
  CHECK_FALSE(copy->copy_from(*from));
  CHECK(*copy->size() == 100'000);
  CHECK(copy->bytes_at(99'999, 8) == "z");
}

TEST_CASE("File: moved, it is closed once", "[file]") {
  FileFolder folder;
  auto first = File::open(folder.write("text", "text"));
  REQUIRE(first);
  File second = std::move(*first);
  CHECK(second.bytes_at(0, 4) == "text");
  second = std::move(*File::open(folder.write("other", "other")));
  CHECK(second.bytes_at(0, 5) == "other");
}

TEST_CASE("ReadWatch: a file counts as read under any name", "[file]") {
  FileFolder folder;
  const std::string path = folder.write("text", "text");
  std::filesystem::create_symlink("text", folder.path("link"));
  std::filesystem::create_hard_link(path, folder.path("hard"));
  for (const char* const name : {"text", "link", "hard"}) {
    const ReadWatch watch(path);
    CHECK(read_text_file(folder.write("other", "other")));
    CHECK_FALSE(watch.was_read());
    std::jthread([&] { CHECK(read_text_file(folder.path(name))); }).join();
    CHECK(watch.was_read());
  }
  const ReadWatch missing(folder.path("missing"));
  CHECK(read_text_file(folder.write("missing", "new")));
  CHECK_FALSE(missing.was_read());
}
