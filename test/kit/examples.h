// A folder with the modules that the documentation's examples talk of.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "cli/commands.h"

namespace ko2alias::test {

using enum ExitStatus;

/// A temporary folder, the current one while it lives, with the examples' modules in it:
///
///   acme_nic.ko               pci: two entries and two with an override; 64-bit, 6.12.48
///   acme_hid.ko               usb and hid; 32-bit big-endian, 5.10.223
///   broken.ko                 a pci table that ends in the middle of an entry
///   modules/net/              the first two again
///
/// and the kernels of example_kernels.h, for `diff`:
///
///   linux-image-6.1.deb, linux-image-6.12.deb
///   linux-image-7.2.deb       the configuration and what is built in
///   linux-modules-7.2.deb     its modules
///   lib/modules/6.12.57/      with its configuration, and 7.2.1 beside it
///   modules.alias.old, .new   6.12 and 7.2 as lists
///   old.json, new.json        and as snapshots
///   fleet.txt                 devices of hosts, as HOST<TAB>MODALIAS
///   Packages                  what packages record of acme_nic and acme_hid
///   modprobe.d/acme.conf      lines that keep modules away
///   sys/                      four devices as /sys has them
///   ids/                      a pci.ids and a usb.ids with their names
class ExampleFolder {
 public:
  ExampleFolder();
  ExampleFolder(const ExampleFolder&) = delete;
  ExampleFolder& operator=(const ExampleFolder&) = delete;
  ~ExampleFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  std::filesystem::path before_;
};

/// The texts that a command wrote, and the status with which it ended.
struct Outcome {
  ExitStatus status = ExitStatus::nothing_to_report;
  std::string out;
  std::string err;
};

/// Runs the program in-process.
Outcome run_program(const Arguments& arguments, bool out_is_terminal = false);

/// Compares a page of output with testdata/golden/; with KO2ALIAS_UPDATE_GOLDEN=1 in the
/// environment writes it anew.
void check_golden(const std::string& name, const std::string& text);

/// Writes a file.
void write_file(const std::filesystem::path& path, std::string_view bytes);

/// A variable of the environment while this lives.
class Environment {
 public:
  Environment(const char* name, const char* value) : name_(name) { ::setenv(name, value, 1); }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  ~Environment() { ::unsetenv(name_); }

 private:
  const char* name_;
};

}  // namespace ko2alias::test
