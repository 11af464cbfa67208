#include "pattern/generic.h"

#include <algorithm>
#include <string>

#include "bus/buses.h"
#include "pattern/alias_bus.h"
#include "pattern/glob_relations.h"

namespace ko2alias {
namespace {

Glob every_device_of(std::string_view type) {
  const Bus* const bus = find_bus(type);
  return Glob::of_alias(bus != nullptr ? pattern_of_all(*bus) : std::string(type) + ":*");
}

}  // namespace

bool GenericAliases::has(std::string_view normalized_alias) {
  const std::string_view type = bus_of(normalized_alias);
  if (type == "other") return false;
  const auto known = every_device_.find(type);
  const Glob& every = (known != every_device_.end()
                           ? known
                           : every_device_.emplace(std::string(type), every_device_of(type)).first)
                          ->second;
  const std::string_view alias = without_override(normalized_alias);
  // Nearly all aliases ask for more bytes than every device has.
  const auto stars = static_cast<std::size_t>(std::count(alias.begin(), alias.end(), '*'));
  if (alias.find('[') == std::string_view::npos && alias.size() - stars > every.shortest())
    return false;
  const Glob glob = Glob::of_alias(alias);
  return !glob.matches_nothing() && covers_token_by_token(glob, every);
}

}  // namespace ko2alias
