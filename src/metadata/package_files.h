// What is in the heads of packages: a .deb's control file and an .rpm's dependencies.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "input/limits.h"
#include "ko2alias/problem.h"
#include "support/file.h"

namespace ko2alias {

enum class PackageKind : std::uint8_t { none, deb, rpm };
PackageKind package_kind(std::string_view head);
constexpr std::size_t package_head = 8;

/// The text of a file, which may be compressed.
Result<std::string> unpacked_text(File& file, const Limits& limits);

/// The control file of a .deb.
Result<std::string> deb_control(const File& file, const Limits& limits);

struct RpmHeader {
  std::string name{};
  std::vector<std::string> provides{};
  std::vector<std::string> supplements{};
};
Result<RpmHeader> rpm_header(const File& file, const Limits& limits);

/// A stanza of Debian's control files: fields in their order, lines that go on joined by a blank.
struct ControlField {
  std::string name{};
  std::string value{};
  std::size_t line = 0;
};
using ControlStanza = std::vector<ControlField>;
/// Visits the stanzas of a text one by one: a list of packages is long.
void visit_stanzas(std::string_view text, const std::function<void(const ControlStanza&)>& visit);
std::vector<ControlStanza> parse_control(std::string_view text);
/// Null where there is no such field. Upper and lower case are the same.
const ControlField* find_field(const ControlStanza& stanza, std::string_view name);

}  // namespace ko2alias
