// Finds each word that leads to the table's start, and lays the forms of the bus's driver structs
// over the object around it:
//
//   xhci_pci_driver   +0x00  name       "xhci_hcd"
//                     +0x08  id_table   pci_ids            the word that leads to the table
//                     +0x10  probe      xhci_pci_probe     code, as that struct has it here
//
// A form fits where it lies within the object, its functions are code or missing, and its name is a
// text. A struct has no other text where a form may look for the name, so a wrong form does not
// fit.
#include "decode/table_drivers.h"

#include <algorithm>
#include <optional>

#include "describe/bus.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// A name may have any letters (cafe_nand's has an accent), but nothing that acts on a terminal.
bool is_name(std::string_view text) {
  const auto is_letter = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [&](char c) { return is_printable(c) || is_letter(c); });
}

// One word that leads to a table.
class DriverObject {
 public:
  DriverObject(const Pointers& pointers, const Abi& abi, Place word)
      : pointers_(pointers),
        references_(*pointers.references()),
        abi_(abi),
        word_(word),
        object_(references_.symbol_at(word)) {}

  [[nodiscard]] bool is_there() const { return object_ != nullptr && object_->is_object; }

  [[nodiscard]] std::optional<TableDriver> as(const DriverStruct& type,
                                              const Release& release) const {
    const auto is_of_release = [&](const DriverForm& form) { return form.since.includes(release); };
    const auto likely = std::find_if(type.forms.begin(), type.forms.end(), is_of_release);
    std::optional<std::string_view> name;
    if (likely != type.forms.end()) name = name_by(*likely);
    for (const DriverForm& form : type.forms)
      if (!name) name = name_by(form);
    if (!name) return std::nullopt;
    return TableDriver{.name = *name, .object = object_->name, .type = type.name};
  }

 private:
  [[nodiscard]] std::optional<std::string_view> name_by(const DriverForm& form) const {
    const Layout layout = layout_of(form.members, abi_);
    const std::size_t table = find_member(form.members, driver_table_member);
    const std::size_t name = find_member(form.members, driver_name_member);
    const Place object = references_.place_of(*object_);
    if (word_.offset - object.offset < layout.offset[table]) return std::nullopt;
    const Place start{word_.section, word_.offset - layout.offset[table]};
    if (start.offset - object.offset + layout.size > object_->size) return std::nullopt;
    for (std::size_t i = 0; i < form.members.size(); ++i)
      if (!may_be(form.members[i], {start.section, start.offset + layout.offset[i]}))
        return std::nullopt;
    return text_of(form.members[name], {start.section, start.offset + layout.offset[name]});
  }

  // Whether functions are code, and texts have no pointers in them.
  [[nodiscard]] bool may_be(const Member& member, Place at) const {
    const bool is_text = member.scalar == Scalar::chars;
    if (!is_text && member.name != driver_functions_member) return true;
    const std::size_t size = member_size(member, abi_);
    for (std::size_t offset = 0; offset < size; offset += abi_.word_size) {
      const auto target = references_.at(at.section, at.offset + offset);
      if (target && (is_text || !is_code(*target))) return false;
    }
    return true;
  }

  [[nodiscard]] bool is_code(const Target& target) const {
    if (target.section == 0) return true;
    const Symbol* const symbol = references_.symbol_at({target.section, target.place});
    return symbol != nullptr && symbol->is_function;
  }

  [[nodiscard]] std::optional<std::string_view> text_of(const Member& member, Place at) const {
    std::optional<Target> target;
    if (member.scalar == Scalar::chars)
      target = Target{.section = at.section, .place = at.offset};
    else
      target = references_.at(at.section, at.offset);
    if (!target || target->section == 0) return std::nullopt;
    const auto text = pointers_.text_at(*target);
    const bool fits = member.scalar != Scalar::chars || (text && text->size() < member.count);
    return text && fits && is_name(*text) ? text : std::nullopt;
  }

  const Pointers& pointers_;
  const References& references_;
  const Abi& abi_;
  Place word_;
  const Symbol* object_;
};

}  // namespace

std::vector<TableDriver> drivers_of(const DecodedModule& module, const DecodedTable& table,
                                    const Pointers& pointers) {
  if (!has_named_drivers(table)) return {};
  return drivers_of(module, *table.bus, {table.table.section, table.table.offset}, pointers);
}

std::vector<TableDriver> drivers_of(const DecodedModule& module, const Bus& bus, const Place& start,
                                    const Pointers& pointers) {
  std::vector<TableDriver> drivers;
  if (bus.drivers.empty() || pointers.references() == nullptr) return drivers;
  // In a damaged file any number of words may lead to one table.
  constexpr std::size_t most = 256;
  auto words = pointers.references()->pointing_to(start.section, start.offset, 1);
  if (words.size() > most) words.resize(most);
  for (const Place& word : words) {
    const DriverObject object(pointers, module.abi, word);
    if (!object.is_there()) continue;
    for (const DriverStruct& type : bus.drivers) {
      const auto driver = object.as(type, module.choice.release);
      if (!driver) continue;
      if (std::find(drivers.begin(), drivers.end(), *driver) == drivers.end())
        drivers.push_back(*driver);
      break;
    }
  }
  return drivers;
}

bool has_named_drivers(const DecodedTable& table) {
  return table.bus != nullptr && !table.bus->drivers.empty();
}

}  // namespace ko2alias
