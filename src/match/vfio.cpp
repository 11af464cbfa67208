// Splits the modalias into fields and compares the pattern of each line with them. The lines that
// match are sorted by their stars; for a line that nearly matches the reason is kept.
#include "match/vfio.h"

#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "bus/alias_fields.h"
#include "bus/buses.h"
#include "pattern/alias_bus.h"
#include "pattern/glob.h"
#include "pattern/kmod_text.h"
#include "support/text.h"

namespace ko2alias {
namespace {

// The bus of a modalias, if it has a VFIO driver; null for others.
const Bus* find_vfio_bus(std::string_view modalias) {
  const auto colon = modalias.find(':');
  if (colon == std::string_view::npos) return nullptr;
  const Bus* const bus = find_bus(modalias.substr(0, colon));
  return bus != nullptr && !bus->vfio.module.empty() ? bus : nullptr;
}

// Ids and classes are numbers of 32 bits.
constexpr std::size_t most_digits = 8;

// A field that a device reports, with its whole value.
struct Field {
  const AliasField* field = nullptr;
  std::string_view value{};
};
using Fields = std::vector<Field>;

// Reads a field at an offset: its tag, and the digits behind it.
Result<Field> parse_field(const Bus& bus, const AliasField& field, std::string_view modalias,
                          std::size_t at) {
  if (!modalias.substr(at).starts_with(field.tag))
    return error(fmt::format(
        "no field '{}' behind '{}': devices report it there, after upper-case hexadecimal digits",
        field.tag, modalias.substr(0, at)));
  at += field.tag.size();
  if (modalias.substr(at).starts_with('*'))
    return error(fmt::format(
        "field '{}' is not known, but each is compared: give the device's whole modalias, as "
        "/sys/bus/{}/devices/*/modalias has it",
        field.tag, bus.type));
  const std::size_t end =
      std::min(modalias.find_first_not_of("0123456789ABCDEF", at), modalias.size());
  if (end == at || end - at > most_digits)
    return error(fmt::format(
        "field '{}' begins with {} upper-case hexadecimal digits; devices report 1 to {}",
        field.tag, end - at, most_digits));
  return Field{&field, modalias.substr(at, end - at)};
}

Result<Fields> parse_fields(const Bus& bus, std::string_view modalias) {
  Fields fields;
  std::size_t at = bus.type.size() + 1;
  for (const AliasField& description : bus.fields) {
    if (at == modalias.size() && fields.size() == bus.vfio.fewest_fields) return fields;
    const auto field = parse_field(bus, description, modalias, at);
    if (!field) return field.problem();
    fields.push_back(*field);
    at += description.tag.size() + field->value.size();
  }
  if (at < modalias.size())
    return error(fmt::format("{} bytes behind the last field, '{}'", modalias.size() - at,
                             bus.fields.back().tag));
  return fields;
}

// The outcome of comparing a pattern with a device.
struct FieldComparison {
  unsigned stars = 0;
  /// The first of the device's fields that is neither `*` nor the same in the pattern; null where
  /// there is none.
  const Field* field = nullptr;
  /// The pattern's text for that field: `i00*`. Empty where the field is missing.
  std::string found{};
};

// Compares the fields that the device has. `pattern` comes without `vfio_pci:`.
FieldComparison compare_fields(const Bus& bus, const Fields& device, std::string_view pattern) {
  const auto fields = split_fields(bus.fields.first(device.size()), pattern);
  unsigned stars = 0;
  for (std::size_t i = 0; i < device.size(); ++i) {
    const auto& value = fields[i].value;
    if (!value) return {stars, &device[i], {}};
    if (*value != "*" && *value != device[i].value)
      return {stars, &device[i], fmt::format("{}{}", device[i].field->tag, *value)};
    stars += *value == "*" ? 1 : 0;
  }
  return {.stars = stars};
}

// Takes `start` off the front of a text, in upper or lower case.
bool skip_in_any_case(std::string_view& text, std::string_view start) {
  const auto is_same = [](char a, char b) { return to_upper(a) == to_upper(b); };
  if (text.size() < start.size() || !std::equal(start.begin(), start.end(), text.begin(), is_same))
    return false;
  text.remove_prefix(start.size());
  return true;
}

// Lower-case digits look like tags, so the device's fields tell where the pattern's fields end.
bool is_same_but_for_case(const Fields& device, std::string_view pattern) {
  for (const Field& field : device)
    if (!skip_in_any_case(pattern, field.field->tag) ||
        !(skip_in_any_case(pattern, "*") || skip_in_any_case(pattern, field.value)))
      return false;
  return pattern.empty();
}

std::string reason_for(const FieldComparison& comparison) {
  const Field& field = *comparison.field;
  if (comparison.found.empty())
    return fmt::format("has no field '{}', and libvirt compares each", field.field->tag);
  return fmt::format("field '{}' is neither '{}' nor '*', and libvirt compares strings",
                     comparison.found, field.value);
}

// The reason why libvirt does not take a line; empty where nobody would take it.
std::string near_miss(const Fields& device, std::string_view modalias, std::string_view pattern,
                      const FieldComparison& comparison) {
  if (comparison.field == nullptr) return "line 1 of modules.alias is not seen by libvirt";
  if (Glob::of_alias(pattern).matches(modalias)) return reason_for(comparison);
  if (is_same_but_for_case(device, pattern))
    return "upper and lower case differ from what devices report";
  return {};
}

std::string driver_of(const Bus& bus, const std::vector<VfioCandidate>& candidates) {
  if (candidates.empty() || normalized(candidates.front().claim.name()) == bus.vfio.module)
    return std::string(bus.vfio.driver);
  return std::string(candidates.front().claim.name());
}

bool has_fewer_stars(const VfioCandidate& a, const VfioCandidate& b) { return a.stars < b.stars; }

}  // namespace

std::size_t VfioChoice::ties() const {
  const auto is_tie = [&](const VfioCandidate& candidate) {
    return candidate.stars == candidates.front().stars &&
           candidate.claim.name() != candidates.front().claim.name();
  };
  return static_cast<std::size_t>(std::count_if(candidates.begin(), candidates.end(), is_tie));
}

Result<VfioChoice> choose_vfio_driver(std::string_view modalias, std::span<const ClaimRef> claims) {
  const Bus* const bus = find_vfio_bus(modalias);
  if (bus == nullptr)
    return error("not the modalias of a pci or cdx device, which begins with 'pci:' or 'cdx:'");
  const Result<Fields> device = parse_fields(*bus, modalias);
  if (!device) return device.problem();

  const std::string prefix = std::string(bus->vfio.module) + ":";
  VfioChoice choice{.bus = bus->type};
  for (const ClaimRef& claim : claims) {
    if (!claim.pattern().starts_with(prefix)) continue;
    const std::string_view pattern = claim.pattern().substr(prefix.size());
    const FieldComparison comparison = compare_fields(*bus, *device, pattern);
    if (comparison.field == nullptr && claim.line() != 1)
      choice.candidates.push_back({claim, comparison.stars});
    else if (std::string reason = near_miss(*device, fields_text(modalias), pattern, comparison);
             !reason.empty())
      choice.near_misses.push_back({claim, std::move(reason)});
  }
  std::stable_sort(choice.candidates.begin(), choice.candidates.end(), has_fewer_stars);
  choice.driver = driver_of(*bus, choice.candidates);
  return choice;
}

}  // namespace ko2alias
