// Names are compared without the vendor, and normalized. Where the compatibles of a devicetree text
// end is not certain, as each is only led in by a `C`; so all stretches between two of these count.
#include "match/other_bus.h"

#include <algorithm>
#include <optional>

#include "pattern/alias_bus.h"
#include "pattern/kmod_text.h"

namespace ko2alias {
namespace {

// Devices that a bus enumerates by a name of the driver's own, and those that firmware describes.
enum class Naming : std::uint8_t { driver, firmware };

std::optional<Naming> naming_of(std::string_view alias) {
  const std::string_view bus = bus_of(alias);
  if (bus == "spi" || bus == "i2c") return Naming::driver;
  if (bus == "of" || bus == "acpi") return Naming::firmware;
  return std::nullopt;
}

std::string_view without_vendor(std::string_view compatible) {
  return compatible.substr(compatible.find(',') + 1);
}

// `b` and `bCx,c`, `c` of the compatibles `Ca,bCx,c`.
void add_compatibles(std::string_view text, std::vector<std::string_view>& names) {
  // No real device has more; each adds as many names as there are before it.
  constexpr std::size_t most = 32;
  std::vector<std::size_t> starts;
  for (auto at = text.find('C'); at != std::string_view::npos && starts.size() < most;
       at = text.find('C', at + 1))
    starts.push_back(at);
  starts.push_back(text.size());
  for (std::size_t i = 0; i + 1 < starts.size(); ++i)
    for (std::size_t j = i + 1; j < starts.size(); ++j)
      names.push_back(without_vendor(text.substr(starts[i] + 1, starts[j] - starts[i] - 1)));
}

// The compatibles' part of `of:N*T*Cacme,x`, from the first C on.
std::string_view compatibles_of(std::string_view alias) {
  const auto type = alias.find('T');
  const auto start = type == std::string_view::npos ? type : alias.find('C', type);
  return start == std::string_view::npos ? std::string_view() : alias.substr(start);
}

void add_acpi_ids(std::string_view text, std::vector<std::string_view>& names) {
  while (!text.empty()) {
    const auto end = std::min(text.find(':'), text.size());
    names.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// The names by which a device goes.
std::vector<std::string> names_of_device(std::string_view modalias) {
  std::vector<std::string_view> names;
  const std::string_view bus = bus_of(modalias);
  const std::string_view text = fields_text(modalias);
  if (bus == "of") {
    add_compatibles(compatibles_of(text), names);
  } else if (bus == "acpi") {
    add_acpi_ids(text, names);
  } else {
    // An instance of an ACPI device, or a name.
    names.push_back(text);
    if (const auto colon = text.find(':'); colon != std::string_view::npos)
      names.push_back(text.substr(0, colon));
  }
  std::vector<std::string> normalized_names;
  for (const std::string_view name : names)
    if (!name.empty()) normalized_names.push_back(normalized(name));
  return normalized_names;
}

// The name that an alias is for; empty where it is for several.
std::string name_of_alias(std::string_view alias) {
  const std::string_view bus = bus_of(alias);
  std::string_view name = fields_text(alias);
  if (bus == "of") {
    name = compatibles_of(name);
    if (name.ends_with("C*")) name.remove_suffix(2);
    name = without_vendor(name.substr(std::min<std::size_t>(name.size(), 1)));
  } else if (bus == "acpi" && name.ends_with(":*")) {
    name.remove_suffix(2);
  }
  return name.find_first_of("*?[") == std::string_view::npos ? normalized(name) : std::string();
}

class HintFinder {
 public:
  HintFinder(const Kernel& kernel, const std::vector<Device>& devices,
             const std::vector<std::vector<MatchedModule>>& modules)
      : devices_(devices), modules_(modules) {
    for (const KernelModule& module : kernel.modules)
      for (const Claim& claim : module.claims)
        if (naming_of(claim.pattern))
          if (std::string name = name_of_alias(claim.pattern); !name.empty())
            aliases_[std::move(name)].push_back({&module, &claim});
    for (std::size_t i = 0; i < devices.size(); ++i) {
      if (naming_of(devices[i].modalias) != Naming::firmware || modules[i].empty()) continue;
      for (const std::string& name : names_of_device(devices[i].modalias))
        described_.try_emplace(name, i);
    }
  }

  [[nodiscard]] std::vector<OtherBusHint> find(std::size_t device) const {
    // A name that many share says little.
    constexpr std::size_t most = 8;
    const std::string& modalias = devices_[device].modalias;
    const auto naming = naming_of(modalias);
    std::vector<OtherBusHint> hints;
    if (!naming || !modules_[device].empty()) return hints;
    for (const std::string& name : names_of_device(modalias)) {
      add_aliases(name, *naming, hints);
      if (*naming == Naming::driver) add_described(name, hints);
    }
    hints.resize(std::min(hints.size(), most));
    return hints;
  }

 private:
  // One alias of a module is enough.
  static void add(OtherBusHint hint, std::vector<OtherBusHint>& hints) {
    const auto is_told = [&](const OtherBusHint& other) {
      return other.module == hint.module && other.device == hint.device;
    };
    if (std::none_of(hints.begin(), hints.end(), is_told)) hints.push_back(std::move(hint));
  }

  void add_aliases(const std::string& name, Naming naming, std::vector<OtherBusHint>& hints) const {
    const auto found = aliases_.find(name);
    if (found == aliases_.end()) return;
    for (const ClaimRef& claim : found->second)
      if (naming_of(claim.pattern()) != naming)
        add({.module = std::string(claim.name()), .pattern = std::string(claim.pattern())}, hints);
  }

  // The device's own text on the other bus may be among what was asked.
  void add_described(const std::string& name, std::vector<OtherBusHint>& hints) const {
    const auto found = described_.find(name);
    if (found == described_.end()) return;
    for (const MatchedModule& module : modules_[found->second])
      for (const MatchedAlias& alias : module.aliases)
        add({.module = module.name,
             .pattern = alias.claim->pattern,
             .device = devices_[found->second].modalias},
            hints);
  }

  const std::vector<Device>& devices_;
  const std::vector<std::vector<MatchedModule>>& modules_;
  std::unordered_map<std::string, std::vector<ClaimRef>> aliases_;
  /// The devices by the names that firmware gives them, where they have a module.
  std::unordered_map<std::string, std::size_t> described_;
};

}  // namespace

std::vector<std::vector<OtherBusHint>> find_other_bus_hints(
    const Kernel& kernel, const std::vector<Device>& devices,
    const std::vector<std::vector<MatchedModule>>& modules) {
  std::vector<std::vector<OtherBusHint>> hints(devices.size());
  std::optional<HintFinder> finder;
  for (std::size_t i = 0; i < devices.size(); ++i) {
    if (!modules[i].empty() || !naming_of(devices[i].modalias)) continue;
    if (!finder) finder.emplace(kernel, devices, modules);
    hints[i] = finder->find(i);
  }
  return hints;
}

}  // namespace ko2alias
