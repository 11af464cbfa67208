// Counts a pattern's tokens, and lists the fields that it does not leave open.
#include "match/specificity.h"

#include "bus/alias_fields.h"
#include "describe/bus.h"
#include "pattern/alias_bus.h"
#include "pattern/glob.h"

namespace ko2alias {

Specificity specificity_of(std::string_view pattern) {
  Specificity specificity;
  const Glob glob = Glob::of_alias(pattern);
  for (const Glob::Token& token : glob.tokens())
    ++(token.kind == Glob::Kind::byte || token.kind == Glob::Kind::set ? specificity.characters
                                                                       : specificity.wildcards);
  const Bus* const bus = find_bus_of(pattern);
  if (bus == nullptr || !has_known_widths(*bus)) return specificity;
  for (const FieldText& field : split_fields(bus->fields, fields_text(pattern)))
    if (field.value && !field.value->starts_with('*'))
      specificity.fields.push_back(field.field->tag);
  return specificity;
}

}  // namespace ko2alias
