// The stars of a pattern become digits, field by field, as long as the pattern goes on with the
// next field of its bus:
//
//   pci:v00008086d*sv*sd*bc02sc*i*
//   pci: v00008086 dXXXXXXXX svXXXXXXXX sdXXXXXXXX bc02 scXX iXX
#include "pattern/device_shape.h"

#include <algorithm>

#include "bus/buses.h"
#include "pattern/alias_bus.h"
#include "pattern/glob_relations.h"

namespace ko2alias {
namespace {

// The bus, if its fields have known widths.
const Bus* shaped_bus(const Glob& glob) {
  const Bus* const bus = find_bus_of(glob.prefix());
  return bus != nullptr && has_known_widths(*bus) ? bus : nullptr;
}

ByteSet hex_digits() {
  ByteSet set;
  for (const char c : std::string_view("0123456789ABCDEF")) set.set(as_byte(c));
  return set;
}

// Whether the tokens from there on are these bytes.
bool stands_at(const std::vector<Glob::Token>& tokens, std::size_t at, std::string_view text) {
  if (at + text.size() > tokens.size()) return false;
  return std::equal(text.begin(), text.end(), tokens.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char c, const Glob::Token& token) {
                      return token.kind == Glob::Kind::byte && token.byte == as_byte(c);
                    });
}

}  // namespace

bool has_shape(const Glob& glob) { return shaped_bus(glob) != nullptr; }

Glob shaped_as_device(const Glob& glob) {
  const Bus* const bus = shaped_bus(glob);
  if (bus == nullptr) return glob;
  const std::vector<Glob::Token>& tokens = glob.tokens();
  Glob shaped;
  shaped.sets_ = glob.sets_;
  shaped.prefix_ = glob.prefix_;
  std::size_t at = glob.prefix_.find(':') + 1;
  shaped.tokens_.assign(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(at));
  const auto is_star_at = [&] { return at < tokens.size() && is_star(tokens[at]); };
  for (const AliasField& field : bus->fields) {
    if (!stands_at(tokens, at, field.tag)) break;
    for (const char c : field.tag) shaped.add_byte(as_byte(c));
    at += field.tag.size();
    std::size_t digits = 0;
    for (; digits < field.digits && at < tokens.size() && !is_star_at(); ++digits)
      shaped.tokens_.push_back(tokens[at++]);
    for (; digits < field.digits && is_star_at(); ++digits) shaped.add_set(hex_digits());
    if (is_star_at()) ++at;
  }
  // The rest of the pattern is no field of the bus, and stays as it is.
  shaped.tokens_.insert(shaped.tokens_.end(), tokens.begin() + static_cast<std::ptrdiff_t>(at),
                        tokens.end());
  return shaped;
}

bool have_natural_overlap(const Glob& a, const Glob& b, Work& work) {
  const Glob x = shaped_as_device(a);
  const Glob y = shaped_as_device(b);
  const auto size = shortest_common(x, y, work);
  return size && *size <= std::max(x.shortest(), y.shortest());
}

}  // namespace ko2alias
