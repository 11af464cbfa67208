// Splits the modalias into fields and compares the pattern of each line with them. The lines that
// match, or may match, are sorted by their stars; for a line that nearly matches the reason is
// kept. The first line that matches for certain wins, if every line before it, which only may
// match, has the same driver.
#include "match/vfio.h"

#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "bus/alias_fields.h"
#include "bus/buses.h"
#include "kernel/drivers.h"
#include "pattern/alias_bus.h"
#include "pattern/glob.h"
#include "pattern/glob_relations.h"
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

constexpr std::string_view hex_digits = "0123456789ABCDEF";

// A field that a device reports, with its whole value; `*` where that is not known.
struct Field {
  const AliasField* field = nullptr;
  std::string_view value{};

  [[nodiscard]] bool is_known() const { return value != "*"; }
};
using Fields = std::vector<Field>;

// Reads a field at an offset: its tag, and the digits behind it.
Result<Field> parse_field(const AliasField& field, std::string_view modalias, std::size_t at) {
  if (!modalias.substr(at).starts_with(field.tag))
    return error(fmt::format(
        "no field '{}' behind '{}': devices report it there, after upper-case hexadecimal digits",
        field.tag, modalias.substr(0, at)));
  at += field.tag.size();
  if (modalias.substr(at).starts_with('*')) return Field{&field, modalias.substr(at, 1)};
  const std::size_t end = std::min(modalias.find_first_not_of(hex_digits, at), modalias.size());
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
    const auto field = parse_field(description, modalias, at);
    if (!field) return field.problem();
    fields.push_back(*field);
    at += description.tag.size() + field->value.size();
  }
  if (at < modalias.size())
    return error(fmt::format("{} behind the last field, '{}'",
                             counted(modalias.size() - at, "byte"), bus.fields.back().tag));
  return fields;
}

// A field that is not known of a device, with the value for which a line is a candidate.
struct WantedField {
  std::string_view tag{};
  std::string_view value{};

  friend bool operator==(const WantedField&, const WantedField&) = default;
};
using Wanted = std::vector<WantedField>;

// The outcome of comparing a pattern with a device.
struct FieldComparison {
  unsigned stars = 0;
  /// The first of the device's fields that is neither `*` nor the same in the pattern; null where
  /// there is none.
  const Field* field = nullptr;
  /// The pattern's text for that field: `i00*`. Empty where the field is missing.
  std::string found{};
  /// What the pattern names of the fields that are not known.
  Wanted wanted{};
};

// Whether some device may report this value.
bool can_be_value(std::string_view text) {
  return !text.empty() && text.size() <= most_digits &&
         text.find_first_not_of(hex_digits) == std::string_view::npos;
}

// Compares the fields that the device has. `pattern` comes without `vfio_pci:`.
FieldComparison compare_fields(const Bus& bus, const Fields& device, std::string_view pattern) {
  const auto fields = split_fields(bus.fields.first(device.size()), pattern);
  FieldComparison comparison;
  for (std::size_t i = 0; i < device.size(); ++i) {
    const auto& value = fields[i].value;
    comparison.field = &device[i];
    if (!value) return comparison;
    if (*value == "*") {
      ++comparison.stars;
    } else if (device[i].is_known() ? *value != device[i].value : !can_be_value(*value)) {
      comparison.found = fmt::format("{}{}", device[i].field->tag, *value);
      return comparison;
    } else if (!device[i].is_known()) {
      comparison.wanted.push_back({device[i].field->tag, *value});
    }
  }
  comparison.field = nullptr;
  return comparison;
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
  const std::string value =
      field.is_known() ? fmt::format("'{}'", field.value) : "what a device reports";
  return fmt::format("field '{}' is neither {} nor '*', and libvirt compares strings",
                     comparison.found, value);
}

// The reason why libvirt does not take a line; empty where nobody would take it.
std::string near_miss(const Fields& device, std::string_view modalias, std::string_view pattern,
                      const FieldComparison& comparison) {
  if (comparison.field == nullptr)
    return comparison.wanted.empty() ? "line 1 of modules.alias is not seen by libvirt" : "";
  // The stars of a device that is known in part stand for whatever it reports.
  if (covers_token_by_token(Glob::of_alias(pattern), Glob(modalias))) return reason_for(comparison);
  if (is_same_but_for_case(device, pattern))
    return "upper and lower case differ from what devices report";
  return {};
}

bool is_common(const Bus& bus, std::string_view module) {
  return normalized(module) == bus.vfio.module;
}

std::string_view module_of(const Bus& bus, const VfioCandidate& candidate) {
  const std::string_view module = candidate.claim.name();
  return is_common(bus, module) ? bus.vfio.module : module;
}

// The only driver that the module has for the bus; empty where it is not known.
std::string driver_of(std::string_view modalias, const VfioCandidate& candidate) {
  const auto drivers = known_drivers(*candidate.claim.module, modalias);
  return drivers && drivers->size() == 1 ? drivers->front() : std::string();
}

// A line that is a candidate if the device has what the line wants.
struct PossibleLine {
  VfioCandidate candidate{};
  Wanted wanted{};
};

// Whether a line is a candidate wherever another one is.
bool wants_no_more(const Wanted& less, const Wanted& more) {
  return std::all_of(less.begin(), less.end(), [&](const WantedField& field) {
    return std::find(more.begin(), more.end(), field) != more.end();
  });
}

// The line, of lines in the order in which they win, that would win with another module than the
// first that is a candidate for certain; the end where there is none. A device that has what a line
// wants, and nothing that others want besides, is taken from it by a line before it alone that
// wants no more.
std::vector<PossibleLine>::const_iterator find_deciding(const Bus& bus,
                                                        const std::vector<PossibleLine>& lines,
                                                        std::string_view module) {
  // More of them would only take time: a line that is not held against them counts as deciding.
  constexpr std::size_t most = 256;
  std::vector<const Wanted*> before;
  for (auto line = lines.begin(); line != lines.end(); ++line) {
    if (line->wanted.empty()) break;
    const bool is_beaten = std::any_of(before.begin(), before.end(), [&](const Wanted* wanted) {
      return wants_no_more(*wanted, line->wanted);
    });
    if (is_beaten) continue;
    if (module_of(bus, line->candidate) != module) return line;
    if (before.size() < most) before.push_back(&line->wanted);
  }
  return lines.end();
}

// Takes the driver, and the candidates, from all lines that may be candidates.
void choose(const Bus& bus, std::string_view modalias, std::vector<PossibleLine> lines,
            VfioChoice& choice) {
  const auto is_certain = [](const VfioCandidate& candidate) { return candidate.is_certain(); };
  std::stable_sort(lines.begin(), lines.end(), [](const PossibleLine& a, const PossibleLine& b) {
    return a.candidate.stars < b.candidate.stars;
  });
  for (const PossibleLine& line : lines) choice.candidates.push_back(line.candidate);
  const auto winner = std::find_if(choice.candidates.begin(), choice.candidates.end(), is_certain);
  const std::string_view module =
      winner == choice.candidates.end() ? bus.vfio.module : module_of(bus, *winner);
  const auto deciding = find_deciding(bus, lines, module);
  if (deciding == lines.end()) {
    choice.module = module;
    choice.driver = module == bus.vfio.module ? bus.vfio.driver : driver_of(modalias, *winner);
  } else {
    choice.deciding = deciding->candidate;
  }
  std::stable_partition(choice.candidates.begin(), choice.candidates.end(), is_certain);
}

}  // namespace

const std::string& VfioChoice::name() const {
  return known_driver(module).empty() ? module : driver;
}

std::size_t VfioChoice::ties() const {
  const auto is_tie = [&](const VfioCandidate& candidate) {
    return candidate.is_certain() && candidate.stars == candidates.front().stars &&
           candidate.claim.name() != candidates.front().claim.name();
  };
  return static_cast<std::size_t>(std::count_if(candidates.begin(), candidates.end(), is_tie));
}

std::string_view known_driver(std::string_view module) {
  const std::string name = normalized(module);
  for (const Bus* const bus : all_buses())
    if (!bus->vfio.module.empty() && bus->vfio.module == name) return bus->vfio.driver;
  return {};
}

Result<VfioChoice> choose_vfio_driver(std::string_view modalias, std::span<const ClaimRef> claims) {
  const Bus* const bus = find_vfio_bus(modalias);
  if (bus == nullptr)
    return error("not the modalias of a pci or cdx device, which begins with 'pci:' or 'cdx:'");
  const Result<Fields> device = parse_fields(*bus, modalias);
  if (!device) return device.problem();

  const std::string prefix = std::string(bus->vfio.module) + ":";
  VfioChoice choice{.bus = bus->type};
  std::vector<PossibleLine> lines;
  for (const ClaimRef& claim : claims) {
    if (!claim.pattern().starts_with(prefix)) continue;
    const std::string_view pattern = claim.pattern().substr(prefix.size());
    FieldComparison comparison = compare_fields(*bus, *device, pattern);
    if (comparison.field == nullptr && claim.line() != 1) {
      const auto& wanted = comparison.wanted;
      const std::string_view unknown = wanted.empty() ? std::string_view() : wanted.front().tag;
      lines.push_back({{claim, comparison.stars, unknown}, std::move(comparison.wanted)});
    } else if (std::string reason = near_miss(*device, fields_text(modalias), pattern, comparison);
               !reason.empty()) {
      choice.near_misses.push_back({claim, std::move(reason)});
    }
  }
  choose(*bus, modalias, std::move(lines), choice);
  return choice;
}

}  // namespace ko2alias
