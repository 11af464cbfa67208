#include "match/vfio.h"

#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "pattern/glob.h"
#include "support/text.h"

namespace ko2alias {
namespace {

struct VfioBus {
  std::string_view name{};
  std::string_view prefix{};
  std::string_view module{};
  std::string_view driver{};
  /// What a device reports, in this order.
  std::span<const std::string_view> tags{};
  /// How many of them there are at least.
  std::size_t fewest = 0;
};

constexpr std::string_view pci_tags[] = {"v", "d", "sv", "sd", "bc", "sc", "i"};
constexpr std::string_view cdx_tags[] = {"v", "d", "sv", "sd", "c"};
constexpr VfioBus buses[] = {
    {"pci", "vfio_pci:", "vfio_pci", "vfio-pci", pci_tags, std::size(pci_tags)},
    // 6.7 added what is behind `d`.
    {"cdx", "vfio_cdx:", "vfio_cdx", "vfio-cdx", cdx_tags, 2},
};

const VfioBus* find_bus(std::string_view name) {
  const auto* const bus = std::find_if(std::begin(buses), std::end(buses),
                                       [&](const VfioBus& b) { return b.name == name; });
  return bus == std::end(buses) ? nullptr : bus;
}

// `v` and `00008086`.
struct Field {
  std::string_view tag{};
  std::string_view value{};
};
using Fields = std::vector<Field>;

// Ids and classes are numbers of 32 bits.
constexpr std::size_t most_digits = 8;

Result<Fields> parse_fields(const VfioBus& bus, std::string_view modalias) {
  Fields fields;
  std::size_t at = bus.name.size() + 1;
  for (const std::string_view tag : bus.tags) {
    if (at == modalias.size() && fields.size() == bus.fewest) return fields;
    if (!modalias.substr(at).starts_with(tag))
      return error(fmt::format(
          "no field '{}' behind '{}': devices report it there, after upper-case hexadecimal digits",
          tag, modalias.substr(0, at)));
    at += tag.size();
    if (modalias.substr(at).starts_with('*'))
      return error(fmt::format(
          "field '{}' is not known, but each is compared: give the device's whole modalias, as "
          "/sys/bus/{}/devices/*/modalias has it",
          tag, bus.name));
    const std::size_t end =
        std::min(modalias.find_first_not_of("0123456789ABCDEF", at), modalias.size());
    if (end == at || end - at > most_digits)
      return error(fmt::format(
          "field '{}' begins with {} upper-case hexadecimal digits; devices report 1 to {}", tag,
          end - at, most_digits));
    fields.push_back({tag, modalias.substr(at, end - at)});
    at = end;
  }
  if (at < modalias.size())
    return error(
        fmt::format("{} bytes behind the last field, '{}'", modalias.size() - at, bus.tags.back()));
  return fields;
}

// A pattern held against a device.
struct FieldComparison {
  unsigned stars = 0;
  /// The first of the device's fields that is neither `*` nor the same in the pattern; null where
  /// there is none.
  const Field* field = nullptr;
  /// What the pattern has for it: `i00*`. Empty where that field is missing.
  std::string_view found{};
};

// `pattern` without `vfio_pci:`. A field of it ends where the next one begins.
FieldComparison compare_fields(const Fields& device, std::string_view pattern) {
  unsigned stars = 0;
  for (std::size_t i = 0; i < device.size(); ++i) {
    if (!pattern.starts_with(device[i].tag)) return {stars, &device[i], {}};
    const bool is_last = i + 1 == device.size();
    const std::string_view found =
        pattern.substr(0, is_last ? pattern.size() : pattern.find(device[i + 1].tag));
    const std::string_view value = found.substr(device[i].tag.size());
    if (value != "*" && value != device[i].value) return {stars, &device[i], found};
    stars += value == "*" ? 1 : 0;
    pattern.remove_prefix(found.size());
  }
  return {.stars = stars};
}

// Takes `start` off the front of a text.
bool skip_in_any_case(std::string_view& text, std::string_view start) {
  const auto is_same = [](char a, char b) { return to_upper(a) == to_upper(b); };
  if (text.size() < start.size() || !std::equal(start.begin(), start.end(), text.begin(), is_same))
    return false;
  text.remove_prefix(start.size());
  return true;
}

// In lower case digits look like tags, so the device's fields tell where the pattern's end.
bool is_same_but_for_case(const Fields& device, std::string_view pattern) {
  for (const Field& field : device)
    if (!skip_in_any_case(pattern, field.tag) ||
        !(skip_in_any_case(pattern, "*") || skip_in_any_case(pattern, field.value)))
      return false;
  return pattern.empty();
}

std::string reason_for(const FieldComparison& comparison) {
  const Field& field = *comparison.field;
  if (comparison.found.empty())
    return fmt::format("has no field '{}', and libvirt compares each", field.tag);
  return fmt::format("field '{}' is neither '{}' nor '*', and libvirt compares strings",
                     comparison.found, field.value);
}

// Why libvirt does not take a line; empty where nobody would take it.
std::string near_miss(const Fields& device, std::string_view modalias, std::string_view pattern,
                      const FieldComparison& comparison) {
  if (comparison.field == nullptr) return "line 1 of modules.alias is not seen by libvirt";
  if (has_paired_brackets(pattern) && Glob(pattern).matches(modalias))
    return reason_for(comparison);
  if (is_same_but_for_case(device, pattern))
    return "upper and lower case differ from what devices report";
  return {};
}

std::string driver_of(const VfioBus& bus, const std::vector<VfioCandidate>& candidates) {
  if (candidates.empty() || normalized(candidates.front().claim.name()) == bus.module)
    return std::string(bus.driver);
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
  const auto colon = modalias.find(':');
  const VfioBus* const bus =
      colon == std::string_view::npos ? nullptr : find_bus(modalias.substr(0, colon));
  if (bus == nullptr)
    return error("not the modalias of a pci or cdx device, which begins with 'pci:' or 'cdx:'");
  const Result<Fields> device = parse_fields(*bus, modalias);
  if (!device) return device.problem();

  VfioChoice choice{.bus = bus->name};
  for (const ClaimRef& claim : claims) {
    if (!claim.pattern().starts_with(bus->prefix)) continue;
    const std::string_view pattern = claim.pattern().substr(bus->prefix.size());
    const FieldComparison comparison = compare_fields(*device, pattern);
    if (comparison.field == nullptr && claim.line() != 1)
      choice.candidates.push_back({claim, comparison.stars});
    else if (std::string reason =
                 near_miss(*device, modalias.substr(colon + 1), pattern, comparison);
             !reason.empty())
      choice.near_misses.push_back({claim, std::move(reason)});
  }
  std::stable_sort(choice.candidates.begin(), choice.candidates.end(), has_fewer_stars);
  choice.driver = driver_of(*bus, choice.candidates);
  return choice;
}

}  // namespace ko2alias
