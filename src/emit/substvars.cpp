// debian/PACKAGE.substvars, of which `XB-Modaliases: ${modaliases}` makes a field of the package:
//
//   modaliases=acme_hid(usb:v1ED5p0301d*), acme_nic(pci:v00001ED5d00000100sv*sd*bc*sc*i*)
#include <utility>

#include <fmt/core.h>

#include "emit/record.h"
#include "metadata/modalias_list.h"

namespace ko2alias {
namespace {

constexpr std::string_view substvar_name = "modaliases";

// dpkg-gencontrol would put a variable in the place of `${x}`.
std::string without_variables(std::string text) {
  for (auto at = text.find("${"); at != std::string::npos; at = text.find("${", at + 4))
    text.replace(at, 2, "${}{");
  return text;
}

std::string substvars_line(const std::vector<ListedModule>& modules) {
  return fmt::format("{}={}\n", substvar_name, without_variables(modalias_list(modules)));
}

bool is_modaliases_line(std::string_view line) {
  if (!line.starts_with(substvar_name)) return false;
  line.remove_prefix(substvar_name.size());
  return line.starts_with("=") || line.starts_with("?=") || line.starts_with("!=") ||
         line.starts_with("$=");
}

}  // namespace

WrittenRecord render_substvars(std::span<const RecordModule> modules,
                               const RecordOptions& options) {
  std::vector<ListedModule> listed;
  if (options.is_raw) {
    if (auto problem = unwritable_alias(modules)) return {.problems = {*problem}};
    for (const RecordModule& module : modules) listed.push_back({module.name, module.aliases});
    return {.text = substvars_line(listed)};
  }
  AliasCarrier carrier(ubuntu_drivers);
  for (const auto& [name, aliases] : aliases_by_name(modules))
    if (auto patterns = carrier.carry_all(aliases); !patterns.empty())
      listed.push_back({name, std::move(patterns)});
  return {.text = substvars_line(listed), .problems = carrier.notes()};
}

std::string with_modaliases_line(std::string_view file, std::string_view line) {
  std::string text;
  bool is_in = false;
  while (!file.empty()) {
    const auto end = file.find('\n');
    const std::string_view old = file.substr(0, end == std::string_view::npos ? end : end + 1);
    file.remove_prefix(old.size());
    if (!is_modaliases_line(old)) {
      text += old;
      if (!text.ends_with('\n')) text += '\n';
    } else if (!std::exchange(is_in, true)) {
      text += line;
    }
  }
  return is_in ? text : text.append(line);
}

}  // namespace ko2alias
