// A source of bytes that somebody else keeps.
#pragma once

#include "ko2alias/source.h"
#include "support/bytes.h"

namespace ko2alias {

class ViewSource : public Source {
 public:
  ViewSource(std::string name, std::string_view data) : Source(std::move(name)), data_(data) {}

  [[nodiscard]] std::string_view data() const override { return data_; }
  [[nodiscard]] std::optional<Problem> load(std::uint64_t offset, std::uint64_t length) override {
    if (is_within(offset, length, data_.size())) return std::nullopt;
    return truncated(data_.size(), offset, length);
  }

 private:
  std::string_view data_;
};

}  // namespace ko2alias
