// PCI ids in the form of DPDK's dpdk-pmdinfo.py, for programs that read those:
//
//   [{"name": "acme_nic", "pci_ids": [{"vendor": "1ed5", "device": "0100"}]}]
//
// There is no class in it, so that an alias that asks for one cannot be said.
#include <unordered_set>

#include <nlohmann/json.hpp>

#include "bus/alias_fields.h"
#include "bus/buses.h"
#include "emit/record.h"
#include "support/text.h"

namespace ko2alias {
namespace {

using PmdJson = nlohmann::ordered_json;

constexpr std::string_view pci_prefix = "pci:";
constexpr std::string_view not_pci = "of another bus than pci";
constexpr std::string_view has_class = "for a class of devices, which cannot be said";
constexpr std::string_view is_any = "without an id";
constexpr std::string_view is_pattern = "an id is no number of 16 bits";
// As DPDK has it. To the kernel, whose ids have 32 bits, it is a number like others.
constexpr std::uint64_t any_id = 0xffff;
constexpr std::string_view is_any_id = "an id is ffff, which stands for any there";

// The name that a field has there; empty for those of a class.
std::string_view pmd_name(FieldRole role) {
  switch (role) {
    case FieldRole::vendor: return "vendor";
    case FieldRole::device: return "device";
    case FieldRole::subvendor: return "subsystem_vendor";
    case FieldRole::subdevice: return "subsystem_device";
    default: return {};
  }
}

// The ids of an alias; null, and why, where they cannot be said.
PmdJson ids_of(std::string_view alias, std::string_view& why) {
  if (!alias.starts_with(pci_prefix)) return why = not_pci, PmdJson();
  PmdJson ids = PmdJson::object();
  for (const FieldText& field :
       split_fields(find_bus("pci")->fields, alias.substr(pci_prefix.size()))) {
    if (field.is_open()) continue;
    const std::string_view name = pmd_name(field.field->role);
    if (name.empty()) return why = has_class, PmdJson();
    const auto number = number_of(field);
    if (!number || *number > any_id) return why = is_pattern, PmdJson();
    if (*number == any_id) return why = is_any_id, PmdJson();
    std::string digits;
    append_lower_hex(digits, *number, 4);
    ids[std::string(name)] = digits;
  }
  if (ids.empty()) return why = is_any, PmdJson();
  return ids;
}

}  // namespace

WrittenRecord render_pmdinfo(std::span<const RecordModule> modules,
                             const RecordOptions& /*options*/) {
  // Nothing has to be carried: the ids are numbers.
  AliasCarrier carrier(rpm_provides);
  PmdJson all = PmdJson::array();
  for (const auto& [name, aliases] : aliases_by_name(modules)) {
    PmdJson ids = PmdJson::array();
    std::unordered_set<std::string> seen;
    for (const std::string& alias : aliases) {
      std::string_view why;
      PmdJson one = ids_of(alias, why);
      if (one.is_null())
        carrier.leave_out(why);
      else if (seen.insert(one.dump()).second)
        ids.push_back(std::move(one));
    }
    PmdJson module{{"name", name}};
    if (!ids.empty()) module["pci_ids"] = std::move(ids);
    all.push_back(std::move(module));
  }
  return {.text = all.dump(2, ' ', false, PmdJson::error_handler_t::replace) + "\n",
          .problems = carrier.notes()};
}

}  // namespace ko2alias
