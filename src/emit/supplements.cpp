// What SUSE's generator prints of kernel modules, so that zypper installs their package beside the
// kernel of that flavour on a machine with such a device:
//
//   modalias(kernel-default:pci:v00001ED5d0000010[02]sv*sd*bc*sc*i*)
//
// RPM calls generators once for each file.
#include <fmt/core.h>

#include "emit/record.h"
#include "emit/rpm_lines.h"
#include "metadata/rpm_modalias.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// The script leaves aliases without a colon out, and escapes all others as they are.
std::vector<std::string> raw_supplements(const RecordModule& module) {
  std::vector<std::string> texts;
  for (const std::string& alias : module.aliases)
    if (why_never(zypper, alias).empty()) texts.push_back(percent_encoded(alias));
  return texts;
}

std::vector<std::string> careful_supplements(const RecordModule& module, AliasCarrier& carrier) {
  std::vector<std::string> texts;
  for (const std::string& pattern : carrier.carry_all(module.aliases))
    texts.push_back(percent_encoded(pattern));
  return texts;
}

}  // namespace

WrittenRecord render_supplements(std::span<const RecordModule> modules,
                                 const RecordOptions& options) {
  WrittenRecord record;
  AliasCarrier carrier(zypper);
  for (const RecordModule& module : modules) {
    const std::string flavour = options.flavour.value_or(std::string(flavour_of(module.vermagic)));
    std::vector<std::string> texts =
        options.is_raw ? raw_supplements(module) : careful_supplements(module, carrier);
    if (texts.empty()) continue;
    if (flavour.empty()) {
      std::string_view vermagic = module.vermagic;
      return {.problems = {error(fmt::format(
                  "{}: the release '{}' in its vermagic tells no flavour of the kernel (--flavour "
                  "sets it)",
                  escape_for_terminal(module.path), escape_for_terminal(take_word(vermagic))))}};
    }
    const auto add = [&](const std::string& text) {
      record.text += fmt::format("modalias(kernel-{}:{})\n", flavour, text);
    };
    if (auto problem = add_rpm_lines(module, std::move(texts), options.is_raw, add))
      return {.problems = {*problem}};
  }
  record.problems = carrier.notes();
  return record;
}

}  // namespace ko2alias
