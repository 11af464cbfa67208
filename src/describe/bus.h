// A bus: its type, and the forms of its struct and its aliases from one kernel release to the next.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "describe/alias_field.h"
#include "describe/driver.h"
#include "describe/layout.h"
#include "describe/part.h"
#include "ko2alias/release.h"

namespace ko2alias {

class Entry;
class AliasSink;

/// Writes an entry's aliases where parts cannot express them. `is_set` says whether there is a
/// function, as compilers do not compare function pointers with null at compile time when
/// sanitizers are on.
struct Writer {
  using Function = void (*)(const Entry&, AliasSink&);

  constexpr Writer() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): a description says `.write = write_usb`.
  constexpr Writer(Function f) : function(f), is_set(true) {}

  Function function = nullptr;
  bool is_set = false;
};

/// The mistake of a release's generator where the build host had another byte order than the
/// target.
enum class CrossBuild : std::uint8_t {
  right,
  numbers_unconverted,  ///< it read numbers in its own byte order
  uuid_reversed,        ///< it converted a uuid as if it were one number
};

/// A bus from a release on: members and alias together, as both have changed over the years.
struct Variant {
  Since since;
  std::span<const Member> members{};
  /// The alias as parts; empty where `write` makes it.
  std::span<const Part> alias{};
  Writer write{};
  /// The member whose value chooses the alias's prefix (`override_only`); empty where there is
  /// none.
  std::string_view override_member{};
  CrossBuild cross_build = CrossBuild::right;
};

/// The judges that a bus's aliases were held against, none of them ours: random tables through the
/// modposts of many releases, the modules of real kernels, random tables through today's modpost.
enum class Verified : std::uint8_t { eras = 1, real_kernels = 2, modpost = 4 };
constexpr Verified operator|(Verified a, Verified b) {
  return static_cast<Verified>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr Verified not_in_real_kernels = Verified::eras | Verified::modpost;
constexpr bool has(Verified all, Verified one) {
  return (static_cast<unsigned>(all) & static_cast<unsigned>(one)) != 0;
}

/// The entry of a table that a bus's core takes for a device.
enum class EntryChoice : std::uint8_t {
  other,        ///< the best match (of, acpi), or one by more than the alias says (input, x86cpu)
  first_match,  ///< the first that matches, by nothing but what the alias says
};

/// The list of names that has the vendors and devices of a bus.
enum class IdNamesOf : std::uint8_t { nothing, pci, usb };

/// The driver that a hypervisor binds to a bus's devices where none is made for them.
struct VfioDriver {
  /// `vfio_pci`; empty where the bus has none.
  std::string_view module{};
  /// As `driver_override` has it: `vfio-pci`.
  std::string_view driver{};
  /// How many of the bus's fields all devices report, whatever the release.
  std::size_t fewest_fields = 0;
};

struct Bus {
  /// The type, as MODULE_DEVICE_TABLE(type, …) has it.
  std::string_view type;
  /// The form of an alias: `sdw:mNpNvNcN`. `shape_of` makes it where a bus has fields.
  std::string_view shape{};
  /// The pattern that every device matches, where neither the shape nor the fields tell it.
  std::string_view every_device{};
  /// Newest first. A release before all of them has the struct at most, and no alias.
  std::span<const Variant> variants{};
  /// Buses of which no module of Debian's kernels has a table say `not_in_real_kernels`.
  Verified verified = Verified::eras | Verified::modpost | Verified::real_kernels;

  /// The numbers that devices report, in their order; empty where a bus tells devices otherwise.
  std::span<const AliasField> fields{};
  EntryChoice choice = EntryChoice::other;
  /// The functions that register a driver whose struct points to tables of this type, as modules
  /// import them. Releases have them with and without underscores before them: either will do.
  std::array<std::string_view, 4> registered_by{};
  /// Whether the struct of every driver has room for a table of this type, whatever its own bus:
  /// `of_match_table`, `acpi_match_table`.
  bool is_in_any_driver = false;
  /// The structs of drivers that point to tables of this type, and in which the name stands; empty
  /// where the name is made at run time, or where no driver points to a table.
  std::span<const DriverStruct> drivers{};
  /// Whether aliases hold numbers alone: a word in capitals in one is the name of a macro.
  bool is_numbered = false;
  /// What a device reports behind the colon, where neither fields nor the parts of the alias say
  /// it: `X` is a digit in upper case, `B` a bit, and `*` any text.
  std::string_view device_form{};
  IdNamesOf names = IdNamesOf::nothing;
  /// Ids that no vendor has.
  std::span<const std::uint32_t> invented_vendors{};
  /// The beginning of aliases that name a kind of device, which no driver has for itself:
  /// `pnp:dPNP`.
  std::string_view generic{};
  /// Whether ids have no small letters: what has some is no id of the bus.
  bool is_upper_case = false;
  VfioDriver vfio{};
};

/// Whether each of a bus's fields has a known width, so that a star in it stands for digits.
constexpr bool has_known_widths(const Bus& bus) {
  for (const AliasField& field : bus.fields)
    if (field.digits == 0) return false;
  return !bus.fields.empty();
}

constexpr std::size_t entry_size(const Variant& variant, const Abi& abi) {
  return layout_of(variant.members, abi).size;
}

constexpr std::size_t no_member = static_cast<std::size_t>(-1);

/// The index of a member, or `no_member`.
constexpr std::size_t find_member(std::span<const Member> members, std::string_view name) {
  for (std::size_t i = 0; i < members.size(); ++i)
    if (members[i].name == name) return i;
  return no_member;
}

/// The value of a member by which the bus's drivers say "any"; nothing where it has none, as masks
/// and driver data have none. The alias's parts tell it, or the member where a writer makes the
/// alias.
constexpr std::optional<std::uint32_t> any_value(const Variant& variant, std::size_t member) {
  for (const Part& part : variant.alias)
    if (part.condition == Part::Condition::unless_value &&
        part.member == variant.members[member].name)
      return part.value;
  return variant.members[member].any;
}

/// The bit of a flag that one of the members names, or 0.
constexpr std::uint32_t find_flag(std::span<const Member> members, std::string_view name,
                                  std::size_t* where = nullptr) {
  for (std::size_t i = 0; i < members.size(); ++i)
    for (const Flag& flag : members[i].flags)
      if (flag.name == name) {
        if (where != nullptr) *where = i;
        return flag.bit;
      }
  return 0;
}

/// The variant of a release, or null where the release has none.
constexpr const Variant* variant_for(const Bus& bus, const Release& release) {
  for (const Variant& variant : bus.variants)
    if (variant.since.includes(release)) return &variant;
  return nullptr;
}

// The compiler checks descriptions: the names that parts use exist, and there is one way to make an
// alias.
constexpr bool is_sound(const Member& member) {
  std::size_t bits = 0;
  for (const BitField& field : member.bit_fields) bits += field.width;
  return bits == 0 || bits == scalar_size(member.scalar, lp64) * 8;
}

constexpr bool is_sound(const Variant& variant) {
  if (variant.members.empty() || variant.members.size() > most_members) return false;
  for (const Member& member : variant.members)
    if (!is_sound(member)) return false;
  if (variant.alias.empty() == !variant.write.is_set) return false;
  for (const Part& part : variant.alias) {
    if (!part.member.empty() && find_member(variant.members, part.member) == no_member)
      return false;
    if (!part.flag.empty() && find_flag(variant.members, part.flag) == 0) return false;
  }
  return variant.override_member.empty() ||
         find_member(variant.members, variant.override_member) != no_member;
}

// A stable series takes over no change from before the bus had aliases at all.
constexpr bool is_sound(const Bus& bus) {
  for (const Variant& variant : bus.variants) {
    if (!is_sound(variant)) return false;
    for (const Release& release : variant.since.stable)
      if (release.major != 0 && !bus.variants.back().since.includes(release)) return false;
  }
  for (const DriverStruct& driver : bus.drivers)
    for (const DriverForm& form : driver.forms)
      if (!is_sound(form)) return false;
  return !bus.variants.empty() && bus.shape.empty() == !bus.fields.empty();
}

constexpr bool is_sound(std::span<const Bus> buses) {
  for (const Bus& bus : buses)
    if (!is_sound(bus)) return false;
  return true;
}

}  // namespace ko2alias
