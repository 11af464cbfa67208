// What the generator of RHEL and Fedora prints of kernel modules:
//
//   modalias(pci:v00001ED5d0000010[02]sv*sd*bc*sc*i*) = 1.2
#include <algorithm>

#include <fmt/core.h>

#include "emit/record.h"
#include "emit/rpm_lines.h"
#include "metadata/glob_text.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// The script has `_` for what RPM may not take.
std::string mangled(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (!is_carried(rpm_provides, c)) c = '_';
  return out;
}

std::string version_text(const RecordModule& module, VersionOf version_of) {
  if (version_of == VersionOf::none) return {};
  std::string version = version_of == VersionOf::module
                            ? module.version
                            : module.vermagic.substr(0, module.vermagic.find(' '));
  for (char& c : version) {
    const bool is_word = (c >= '0' && c <= '9') || (to_upper(c) >= 'A' && to_upper(c) <= 'Z');
    if (!is_word && c != '.') c = '_';
  }
  return version.empty() ? "" : " = " + version;
}

}  // namespace

WrittenRecord render_provides(std::span<const RecordModule> modules, const RecordOptions& options) {
  WrittenRecord record;
  AliasCarrier carrier(rpm_provides);
  for (const RecordModule& module : modules) {
    std::vector<std::string> texts;
    if (options.is_raw)
      std::transform(module.aliases.begin(), module.aliases.end(), std::back_inserter(texts),
                     mangled);
    else
      texts = carrier.carry_all(module.aliases);
    const std::string version = version_text(module, options.version_of);
    const auto add = [&](const std::string& text) {
      record.text += fmt::format("modalias({}){}\n", text, version);
    };
    if (auto problem = add_rpm_lines(module, std::move(texts), options.is_raw, add))
      return {.problems = {*problem}};
  }
  record.problems = carrier.notes();
  return record;
}

}  // namespace ko2alias
