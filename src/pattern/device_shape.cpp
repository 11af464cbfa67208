// The stars of a pattern become digits, field by field, as long as the pattern goes on with the
// next field of its bus. A star at the end stands for all fields that are left:
//
//   pci:v00008086d*sv*sd*bc02sc*i*
//   pci: v00008086 dXXXXXXXX svXXXXXXXX sdXXXXXXXX bc02 scXX iXX
//
//   pci:v00008086d000010D3sv0000103C*
//   pci: v00008086 d000010D3 sv0000103C sdXXXXXXXX bcXX scXX iXX
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

const ByteSet& hex_digits() {
  static const ByteSet digits = [] {
    ByteSet set;
    for (const char c : std::string_view("0123456789ABCDEF")) set.set(as_byte(c));
    return set;
  }();
  return digits;
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
  const auto place = [&](std::size_t at) {
    return tokens.begin() + static_cast<std::ptrdiff_t>(at);
  };
  std::size_t at = glob.prefix_.find(':') + 1;
  Glob shaped;
  shaped.sets_ = glob.sets_;
  shaped.prefix_ = glob.prefix_;
  shaped.tokens_.assign(tokens.begin(), place(at));
  const auto add_tag = [&](const AliasField& field) {
    for (const char c : field.tag) shaped.add_byte(as_byte(c));
  };
  const auto add_digits = [&](std::size_t count) {
    if (count == 0) return;
    shaped.add_set(hex_digits());
    shaped.tokens_.insert(shaped.tokens_.end(), count - 1, Glob::Token(shaped.tokens_.back()));
  };
  const auto is_star_at = [&] { return at < tokens.size() && is_star(tokens[at]); };
  bool is_first = true;
  for (const AliasField& field : bus->fields) {
    const bool is_open = is_star_at() && at + 1 == tokens.size();
    // The star belongs to the field before.
    if (!is_first && is_star_at() && stands_at(tokens, at + 1, field.tag)) ++at;
    if (!is_open && !stands_at(tokens, at, field.tag)) break;
    is_first = false;
    add_tag(field);
    if (!is_open) at += field.tag.size();
    std::size_t digits = 0;
    for (; digits < field.digits && at < tokens.size() && !is_star_at(); ++digits)
      shaped.tokens_.push_back(tokens[at++]);
    if (is_star_at()) add_digits(field.digits - digits);
  }
  // Behind the last field it stands for nothing.
  if (is_star_at() && at + 1 == tokens.size()) ++at;
  // The rest of the pattern is no field of the bus, and stays as it is.
  shaped.tokens_.insert(shaped.tokens_.end(), place(at), tokens.end());
  return shaped;
}

bool have_natural_overlap(const Glob& a, const Glob& b, Work& work) {
  const Glob x = shaped_as_device(a);
  const Glob y = shaped_as_device(b);
  const auto size = shortest_common(x, y, work);
  return size && *size <= std::max(x.shortest(), y.shortest());
}

}  // namespace ko2alias
