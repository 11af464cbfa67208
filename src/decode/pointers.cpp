// A word that the loader fills by a relocation is a pointer, and so is a word of a linked image
// that holds an address. Any other is a number.
//
//   .data = &board_info[1]     board_info+0x40
//   .ident = "Acme Z9"         "Acme Z9"
//   .data = &board_info[1]     .data+0x68, in a module that was stripped of the object's symbol
#include "decode/pointers.h"

#include <algorithm>

#include <fmt/core.h>

#include "describe/entry.h"
#include "support/text.h"

namespace ko2alias {
namespace {

bool awaits_relocation(const ModuleImage& image) {
  return !image.is_relocatable &&
         std::any_of(image.sections.begin(), image.sections.end(), [](const Section& section) {
           return section.name == ".rela.dyn" && section.size != 0;
         });
}

bool is_printable_text(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_printable);
}

std::string offset_text(std::int64_t offset) {
  const auto distance = static_cast<std::uint64_t>(offset);
  return offset < 0 ? fmt::format("-{:#x}", 0 - distance) : fmt::format("+{:#x}", distance);
}

// `board.3`: the number depends on how many such names the compiler has met before.
bool is_numbered_by_compiler(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot != std::string_view::npos && dot + 1 < name.size() &&
         name.find_first_not_of("0123456789", dot + 1) == std::string_view::npos;
}

}  // namespace

Pointers::Pointers(const ModuleImage& image)
    : image_(&image), is_unrelocated_(awaits_relocation(image)) {
  if (auto references = References::load(image))
    references_ = std::move(*references);
  else
    problem_ = references.problem();
}

Value Pointers::value(const DeviceTable& table, const Entry& entry, std::size_t member,
                      std::size_t element) const {
  const Member& description = entry.members()[member];
  const std::uint64_t number = entry.number(member, element);
  // In a linked image any number may look like an address.
  const bool has_word = scalar_size(description.scalar, entry.abi()) == image_->abi.word_size;
  if (!has_word || (!image_->is_relocatable && !may_point(description))) return {.number = number};
  if (!references_) return may_point(description) ? Value() : Value{.number = number};
  const std::uint64_t offset = table.offset + entry.offset_of(member, element);
  if (const auto target = references_->at(table.section, offset))
    return {.pointee = pointee_of(*target, description)};
  return number == 0 && is_unrelocated_ ? Value() : Value{.number = number};
}

// A section of texts has nothing else, though some compilers give literals a name. Elsewhere
// bytes are a text if they read like one and the struct says so, or if they have no name though the
// module's objects have theirs: a literal.
Pointee Pointers::pointee_of(const Target& target, const Member& member) const {
  Pointee pointee{.target = target};
  if (target.section == 0 || target.section >= image_->sections.size()) return pointee;
  const bool is_text = image_->sections[target.section].is_strings;
  const bool may_be_text =
      is_text || member.is_text_pointer || (!target.is_named && image_->has_local_objects);
  if (!may_be_text) return pointee;
  const auto text = text_at(target);
  if (text && (is_text || is_printable_text(*text))) pointee.text = text;
  return pointee;
}

std::optional<std::string_view> Pointers::text_at(const Target& target) const {
  const Section& section = image_->sections[target.section];
  if (target.place >= section.size) return std::nullopt;
  const auto bytes = load_object(
      *image_, {.value = target.place + (image_->is_relocatable ? 0 : section.address),
                .size = std::min<std::uint64_t>(section.size - target.place, longest_member_text),
                .section = target.section});
  if (!bytes) return std::nullopt;
  const auto end = bytes->find('\0');
  return end != std::string_view::npos ? std::optional(bytes->substr(0, end)) : std::nullopt;
}

std::string to_text(const Pointee& pointee) {
  if (pointee.text) return '"' + escape_for_terminal(*pointee.text) + '"';
  const Target& target = pointee.target;
  std::string text = escape_for_terminal(target.symbol);
  if (target.offset != 0 || !target.is_named) text += offset_text(target.offset);
  return text;
}

bool is_portable(const Pointee& pointee) {
  return pointee.text ||
         (pointee.target.is_named && !is_numbered_by_compiler(pointee.target.symbol));
}

}  // namespace ko2alias
