// The spool's own file may be lost: by a disk that is full, or by somebody who empties it.
#include "cli/module_spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

#include "kit/examples.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

// Cuts the files without names below a folder that this process has open. Returns their number.
unsigned truncate_unnamed(const std::string& folder, off_t size) {
  unsigned count = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    const std::string target = fs::read_symlink(entry.path(), gone).string();
    if (gone || !target.starts_with(folder + '/') || !target.ends_with(" (deleted)")) continue;
    count += ::truncate(entry.path().c_str(), size) == 0 ? 1 : 0;
  }
  return count;
}

ModuleSpool filled_spool() {
  ModuleSpool spool;
  for (const std::string name : {"a", "b"})
    spool.add({.file = {.name = name, .place = "kernel/" + name + ".ko", .release = "9.9.9"},
               .text = LongText(std::string(3 << 20, name[0]))});
  return spool;
}

struct Finished {
  strings texts{};
  strings problems{};
};

Finished finish(ModuleSpool& spool) {
  Finished finished;
  for (const Problem& problem : spool.finish(
           {}, [&] { finished.texts.emplace_back(); },
           [&](std::string_view piece) { finished.texts.back() += piece; }))
    finished.problems.push_back(to_text(problem));
  return finished;
}

std::string lost(const std::string& why) {
  return "error: the temporary file for what is written of modules: " + why +
         "; the output is not whole (TMPDIR names a folder with room for it)";
}

}  // namespace

TEST_CASE("module spool: a file that became shorter is told", "[cli][tree]") {
  const ExampleFolder folder;
  const std::string here = fs::canonical(".").string();
  const Environment temporary("TMPDIR", here.c_str());
  ModuleSpool spool = filled_spool();
  const std::string first(3 << 20, 'a');
  SECTION("whole") {
    const Finished finished = finish(spool);
    CHECK(finished.texts == strings{first, std::string(3 << 20, 'b')});
    CHECK(finished.problems.empty());
  }
  SECTION("cut within the second text") {
    REQUIRE(truncate_unnamed(here, (4 << 20) + 100) == 1);
    const Finished finished = finish(spool);
    CHECK(finished.texts == strings{first});
    CHECK(finished.problems == strings{lost("the file became shorter while it was read")});
  }
  SECTION("empty") {
    REQUIRE(truncate_unnamed(here, 0) == 1);
    const Finished finished = finish(spool);
    CHECK(finished.texts.empty());
    CHECK(finished.problems == strings{lost("the file became shorter while it was read")});
  }
}

TEST_CASE("module spool: a text longer than memory wants comes back whole", "[cli][tree]") {
  const ExampleFolder folder;
  LongText text;
  std::string expected;
  for (int i = 0; i < 300'000; ++i) {
    const std::string line = "alias i2c:" + std::to_string(i) + " acme\n";
    text.append(line);
    expected += line;
  }
  ModuleSpool spool;
  spool.add({.file = {.name = "empty", .place = "kernel/empty.ko", .release = "9.9.9"}});
  spool.add({.file = {.name = "acme", .place = "kernel/acme.ko", .release = "9.9.9"},
             .text = std::move(text)});
  const Finished finished = finish(spool);
  CHECK((finished.texts == strings{expected}));
  CHECK(finished.problems.empty());
}

TEST_CASE("module spool: only what is long needs a folder for a file", "[cli][tree]") {
  const ExampleFolder folder;
  const Environment temporary("TMPDIR", "none");
  ModuleSpool spool = filled_spool();
  const Finished finished = finish(spool);
  CHECK(finished.texts.empty());
  REQUIRE(finished.problems.size() == 1);
  CHECK(finished.problems.front().starts_with(lost("").substr(0, 50)));
  CHECK(finished.problems.front().find("TMPDIR") != std::string::npos);

  fs::create_directories("root/lib/modules/9.9.9/kernel");
  fs::copy_file("acme_nic.ko", "root/lib/modules/9.9.9/kernel/acme_nic.ko");
  const Outcome outcome = run_program({"emit", "root"});
  CHECK(outcome.status == ExitStatus::nothing_to_report);
  CHECK_FALSE(contains(outcome.err, "TMPDIR"));
}

}  // namespace ko2alias::test
