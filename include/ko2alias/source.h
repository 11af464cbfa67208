// A source is a named run of bytes of known size that is loaded piece by piece.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ko2alias/problem.h"

namespace ko2alias {

/// A file or an archive member. A module's device tables are a small part of it, so only the ranges
/// are read that somebody asks for.
class Source {
 public:
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  /// The name that messages use: `e1000.ko`, `linux.deb: ./lib/modules/…/e1000.ko.xz`.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// As large as the whole file from the start, and always at the same address. Only the loaded
  /// ranges hold the file's bytes.
  [[nodiscard]] virtual std::string_view data() const = 0;
  /// Makes [offset, offset + length) of `data()` valid. A range beyond the end, or one that cannot
  /// be read, is a problem.
  [[nodiscard]] virtual std::optional<Problem> load(std::uint64_t offset, std::uint64_t length) = 0;

 protected:
  explicit Source(std::string name) : name_(std::move(name)) {}

 private:
  std::string name_;
};

/// The problem of a range that reaches beyond the end.
Problem truncated(std::uint64_t size, std::uint64_t offset, std::uint64_t length);

/// A source of bytes that are in memory already.
std::unique_ptr<Source> make_memory_source(std::string name, std::string data);

}  // namespace ko2alias
