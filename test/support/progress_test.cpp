// The line on a terminal that says how far a long run is.
#include "support/progress.h"

#include <chrono>
#include <filesystem>
#include <sstream>

#include "cli/reading_log.h"
#include "kit/examples.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

using namespace std::chrono_literals;

// The time as the test says.
Progress::Clock::time_point time_now{};
Progress::Clock::time_point told_time() { return time_now; }

const std::string clear_line = "\r\x1b[K";

std::string nowhere() { return {}; }

// What is new on the screen.
std::string take(std::ostringstream& screen) {
  std::string text = screen.str();
  screen.str({});
  return text;
}

}  // namespace

TEST_CASE("progress: a second is silent, then ten lines a second at most", "[cli][progress]") {
  time_now = {};
  std::ostringstream screen;
  Progress progress(&screen, 80, 4'000, told_time);
  time_now += 999ms;
  progress.step(nowhere);
  CHECK(take(screen).empty());
  time_now += 1ms;
  progress.step(nowhere);
  CHECK(take(screen) == clear_line + "2 of 4,000 files, 2 a second");
  time_now += 99ms;
  progress.step(nowhere);
  CHECK(take(screen).empty());
  time_now += 901ms;
  progress.step(nowhere);
  CHECK(take(screen) == clear_line + "4 of 4,000 files, 2 a second");
  progress.clear();
  CHECK(take(screen) == clear_line);
  progress.clear();
  CHECK(take(screen).empty());
}

TEST_CASE("progress: one file is one file, and without a terminal there is nothing",
          "[cli][progress]") {
  time_now = {};
  std::ostringstream screen;
  Progress of_many(&screen, 80, 0, told_time);
  Progress of_one(&screen, 80, 1, told_time);
  Progress of_none(nullptr, 80, 7, told_time);
  time_now += 1s;
  of_many.step(nowhere);
  CHECK(take(screen) == clear_line + "1 file, 1 a second");
  of_one.step(nowhere);
  CHECK(take(screen) == clear_line + "1 of 1 file, 1 a second");
  of_none.step([]() -> std::string { throw std::logic_error("asked for nobody"); });
  of_none.clear();
  CHECK(take(screen).empty());
}

TEST_CASE("progress: of a package it says which share of the file was read", "[cli][progress]") {
  const ExampleFolder folder;
  time_now = {};
  std::filesystem::create_directory("pool");
  write_file("pool/linux.deb", std::string(2'000, 'x'));
  std::ostringstream out;
  std::ostringstream err;
  std::ostringstream screen;
  const Streams streams{.out = out, .err = err, .terminal = &screen};
  const RunOptions run;
  const std::string deb = "pool/linux.deb";
  ReadingLog log({"acme_nic.ko", deb}, run, streams, told_time);
  time_now += 1s;
  log.add({.name = "acme_nic.ko", .modules = 1});
  CHECK(take(screen) == clear_line + "1 file, 1 a second");
  time_now += 1s;
  log.add({.name = deb + ": data.tar.xz: a.ko", .modules = 1, .file_bytes = 910});
  CHECK(take(screen) == clear_line + "2 files, 45 % of linux.deb, 1 a second");
  // An archive in memory is read ahead.
  time_now += 1s;
  log.add({.name = deb + ": data.tar.xz: b.ko", .modules = 1, .file_bytes = 4'000});
  CHECK(take(screen) == clear_line + "3 files, 100 % of linux.deb, 1 a second");
  // A message takes the line's place.
  time_now += 1s;
  log.add({.name = deb + ": c.ko", .problems = {error("the file is empty")}, .file_bytes = 2'000});
  CHECK(take(screen) == clear_line + "4 files, 100 % of linux.deb, 1 a second" + clear_line);
  CHECK(log.finish() == trouble);
  CHECK(take(screen).empty());
  CHECK(err.str() ==
        "ko2alias: error: pool/linux.deb: c.ko: the file is empty\n"
        "ko2alias: 1 of 4 inputs could not be read\n");
}

TEST_CASE("progress: folders are counted ahead", "[cli][progress]") {
  const ExampleFolder folder;
  time_now = {};
  std::ostringstream out;
  std::ostringstream err;
  std::ostringstream screen;
  const Streams streams{.out = out, .err = err, .terminal = &screen};
  const RunOptions run;
  ReadingLog log({"modules"}, run, streams, told_time);
  time_now += 1s;
  log.add({.name = "modules/net/acme_nic.ko", .modules = 1});
  CHECK(take(screen) == clear_line + "1 of 2 files, 1 a second");
  CHECK(log.finish() == nothing_to_report);
  CHECK(take(screen) == clear_line);
}

TEST_CASE("progress: the line is shorter than the terminal is wide", "[cli][progress]") {
  time_now = {};
  std::ostringstream screen;
  Progress progress(&screen, 40, 0, told_time);
  time_now += 2s;
  progress.step([] { return std::string("45 % of linux-image-6.1.0-56-amd64.deb"); });
  CHECK(take(screen) == clear_line + "1 file, 45 % of linux-image-6.1.0-56-a…");
}

}  // namespace ko2alias::test
