// Findings for the tests of formats.
#pragma once

#include <optional>

#include "check/formats.h"
#include "check/rules.h"

namespace ko2alias::test {

inline Finding finding_of(std::string_view rule, std::string path, std::string table,
                          std::string message, std::optional<std::uint32_t> entry = {}) {
  return {.rule = find_rule(rule),
          .path = std::move(path),
          .module = "acme_nic",
          .place = {.table = std::move(table), .entry = entry},
          .message = std::move(message)};
}

inline const std::vector<Finding> three = {
    finding_of("table-size", "acme_nic.ko", "ids", "size 130"),
    finding_of("shadowed-entry", "acme_nic.ko", "ids", "never used", 3),
    finding_of("wrong-kernel", "b/acme_nic.ko", "", "built for 6.1"),
};

inline CheckView view_of(const std::vector<Finding>& findings, std::size_t modules = 3) {
  return {.findings = findings, .modules = modules, .version = "0.1"};
}

}  // namespace ko2alias::test
