// Tells where the pointers in a module's data lead: a driver's `id_table` to its table, an entry's
// `driver_data` to what it describes.
//
//   const auto references = References::load(image);
//   references->at(section, offset)                 // {"board_info", 64}: &board_info[1]
//   references->pointing_to(section, offset, size)  // the places in e1000_driver that use a table
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ko2alias/image.h"

namespace ko2alias {

/// A byte of an image.
struct Place {
  std::uint32_t section = 0;
  std::uint64_t offset = 0;

  friend auto operator<=>(const Place&, const Place&) = default;
};

/// The place that a pointer leads to. The name is a view into the source.
struct Target {
  /// A function or an object; where no symbol covers the place, as in a section of strings
  /// (`.rodata.str1.1`), the section's name.
  std::string_view symbol{};
  /// From the start of the object, function or section.
  std::int64_t offset = 0;
  /// 0 where this module does not define the symbol, or defines it as a plain number.
  std::uint32_t section = 0;
  /// From the start of that section. Two pointers lead to the same place where this and the section
  /// are the same, whatever the names: those of local symbols may stand for several objects.
  std::uint64_t place = 0;
  bool is_defined = true;
  /// Whether `symbol` is a symbol's name and not a section's.
  bool is_named = true;

  friend bool operator==(const Target&, const Target&) = default;
};

/// Indexes an image's symbols and the pointers in its data. The image has to outlive it and to stay
/// where it is.
///
/// In a module pointers are relocations. In a linked image (vmlinux) they stand in its words, and
/// any number may be one.
class References {
 public:
  /// A file whose symbols or relocations are damaged is a problem.
  static Result<References> load(const ModuleImage& image);

  /// The target of the word at this offset of a section. Nothing where the word has no relocation,
  /// or in a linked image where it is no address in a section.
  [[nodiscard]] std::optional<Target> at(std::uint32_t section, std::uint64_t offset) const;

  /// All places that point into [begin, begin + size) of a section, in order; none in a linked
  /// image.
  [[nodiscard]] std::vector<Place> pointing_to(std::uint32_t section, std::uint64_t begin,
                                               std::uint64_t size) const;

  /// The object or function that covers a place; null where none does. Where it has several names a
  /// local one is preferred to a global one, and the symbol of a device table comes last.
  [[nodiscard]] const Symbol* symbol_at(Place place) const;

  /// All symbols, as `load_symbols` has them.
  [[nodiscard]] const std::vector<Symbol>& symbols() const { return symbols_; }
  /// The place of a symbol that has a section: its offset in there, in a linked image too.
  [[nodiscard]] Place place_of(const Symbol& symbol) const;

 private:
  struct Reference {
    Place from;
    Place to;
    std::uint32_t symbol = 0;
  };
  struct Pointer {
    Place to;
    Place from;

    friend auto operator<=>(const Pointer&, const Pointer&) = default;
  };
  /// A named object or function.
  struct Named {
    Place start;
    std::uint32_t symbol = 0;
  };
  /// A section that has an address.
  struct Mapped {
    std::uint64_t address = 0;
    std::uint32_t section = 0;
  };

  explicit References(const ModuleImage& image) : image_(&image) {}
  void index_symbols();
  void index_addresses();
  std::optional<Problem> index_relocations(const std::vector<Relocation>& relocations);
  [[nodiscard]] std::optional<Target> relocated(Place from) const;
  [[nodiscard]] std::optional<Target> in_place(Place from) const;
  [[nodiscard]] Target target_at(Place place) const;

  const ModuleImage* image_;
  std::vector<Symbol> symbols_;
  /// In order of their starts, one for each.
  std::vector<Named> named_;
  /// In order of `from`.
  std::vector<Reference> references_;
  /// The same without those that lead to other modules, in order of `to`.
  std::vector<Pointer> pointers_;
  /// The sections of a linked image, in order of their addresses.
  std::vector<Mapped> mapped_;
};

}  // namespace ko2alias
