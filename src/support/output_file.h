// A file that is there whole or not at all: it is written beside its place and moved there once all
// is written.
//
//   auto file = OutputFile::open("modules.alias");
//   ::write(file->descriptor(), …);
//   auto problem = file->finish();
#pragma once

#include <optional>
#include <string>

#include "ko2alias/problem.h"
#include "support/temporary_file.h"

namespace ko2alias {

/// Until it is finished, a file that was there stays as it was, and so it does if this goes before
/// or a signal ends the program.
class OutputFile {
 public:
  /// Begins a file. A symbolic link is followed, and stays. A file that is there passes on its
  /// mode, its owner and its extended attributes, but hashes of its bytes; what cannot be kept is a
  /// problem. A device, a pipe, or a file
  /// that is open already (/dev/stdout, /dev/fd/3) is written to as it is.
  static Result<OutputFile> open(const std::string& path);

  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();

  /// To write to.
  [[nodiscard]] int descriptor() const;
  /// The folder in which it is still to be moved to its place; nothing for what is written to as it
  /// is.
  [[nodiscard]] std::optional<std::string> folder() const;
  /// Puts the file in its place.
  std::optional<Problem> finish();

 private:
  explicit OutputFile(std::string path) : path_(std::move(path)) {}
  std::optional<Problem> open_as_it_is(int flags);
  std::optional<Problem> open_beside();

  /// Behind all links.
  std::string path_;
  std::optional<TemporaryFile> temporary_;
  /// Of what is written to as it is.
  int descriptor_ = -1;
};

}  // namespace ko2alias
