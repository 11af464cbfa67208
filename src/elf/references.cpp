// Finds the object that a pointer leads to.
//
// A compiler names a static object by its section and an offset: for `.driver_data =
// (kernel_ulong_t)&board_info[1]` it writes a relocation against `.data` + 0x68. That place has to
// be traced back to the object that covers it:
//
//   .data      0x00   e1000_driver   0x28 bytes
//              0x28   board_info     0x80 bytes         0x68 is in here: board_info + 0x40
//
// `named_` has the objects for that, in the order of their places. `references_` has the
// relocations in the order of the words that they fill. `pointers_` has them in the order of the
// places that they lead to, for the opposite question: which words point to an object.
#include "ko2alias/references.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "support/bytes.h"

namespace ko2alias {
namespace {

std::uint64_t in_word(std::uint64_t address, const Abi& abi) {
  return abi.word_size == 8 ? address : static_cast<std::uint32_t>(address);
}

// The difference of two addresses.
std::int64_t to_offset(std::uint64_t difference, const Abi& abi) {
  return abi.word_size == 8 ? static_cast<std::int64_t>(difference)
                            : static_cast<std::int32_t>(difference);
}

// Section symbols and an assembler's labels (`.LC0`, `.LANCHOR0`) name a place but not the object
// that is there.
bool is_name(const Symbol& symbol) {
  return symbol.is_object || symbol.is_function || (!symbol.is_local && !symbol.is_section);
}

}  // namespace

Result<References> References::load(const ModuleImage& image) {
  References references(image);
  auto symbols = load_symbols(image);
  if (!symbols) return symbols.problem();
  references.symbols_ = std::move(*symbols);
  references.index_symbols();
  if (!image.is_relocatable) references.index_addresses();
  const auto relocations = load_data_relocations(image);
  if (!relocations) return relocations.problem();
  if (auto problem = references.index_relocations(*relocations)) return *problem;
  return references;
}

Place References::place_of(const Symbol& symbol) const {
  return {symbol.section, offset_in_section(*image_, symbol)};
}

// Objects of no size (a lock's class key without lock debugging) are left out: they share their
// place with the next object.
void References::index_symbols() {
  for (std::uint32_t i = 0; i < symbols_.size(); ++i) {
    const Symbol& symbol = symbols_[i];
    if ((symbol.is_object || symbol.is_function) && symbol.section != 0 && symbol.size != 0)
      named_.push_back({place_of(symbol), i});
  }
  // ELF: local symbols stand before global ones.
  const auto is_before = [&](const Named& a, const Named& b) {
    if (a.start != b.start) return a.start < b.start;
    const bool a_is_marker = symbols_[a.symbol].name.starts_with(table_marker);
    const bool b_is_marker = symbols_[b.symbol].name.starts_with(table_marker);
    return std::tie(a_is_marker, a.symbol) < std::tie(b_is_marker, b.symbol);
  };
  std::sort(named_.begin(), named_.end(), is_before);
  const auto is_same_start = [](const Named& a, const Named& b) { return a.start == b.start; };
  named_.erase(std::unique(named_.begin(), named_.end(), is_same_start), named_.end());
}

// Sections without an address are left out: they are not loaded, or hold per-CPU data, whose small
// numbers are no addresses.
void References::index_addresses() {
  for (std::uint32_t i = 0; i < image_->sections.size(); ++i)
    if (image_->sections[i].address != 0) mapped_.push_back({image_->sections[i].address, i});
  std::sort(mapped_.begin(), mapped_.end(),
            [](const Mapped& a, const Mapped& b) { return a.address < b.address; });
}

std::optional<Problem> References::index_relocations(const std::vector<Relocation>& relocations) {
  references_.reserve(relocations.size());
  for (const Relocation& relocation : relocations) {
    if (relocation.symbol >= symbols_.size())
      return error("a relocation names symbol " + std::to_string(relocation.symbol) +
                   ", but there are " + std::to_string(symbols_.size()));
    // The loader does nothing for a relocation without a type, and writes a mere number for one
    // without a symbol.
    if (relocation.type == 0 || relocation.symbol == 0) continue;
    const Symbol& symbol = symbols_[relocation.symbol];
    const std::uint64_t address = symbol.value + static_cast<std::uint64_t>(relocation.addend);
    references_.push_back({.from = {relocation.section, relocation.offset},
                           .to = {symbol.section, in_word(address, image_->abi)},
                           .symbol = relocation.symbol});
  }
  const auto is_before = [](const Reference& a, const Reference& b) { return a.from < b.from; };
  if (!std::is_sorted(references_.begin(), references_.end(), is_before))
    std::stable_sort(references_.begin(), references_.end(), is_before);
  pointers_.reserve(references_.size());
  for (const Reference& reference : references_)
    if (reference.to.section != 0) pointers_.push_back({reference.to, reference.from});
  std::sort(pointers_.begin(), pointers_.end());
  return std::nullopt;
}

std::optional<Target> References::at(std::uint32_t section, std::uint64_t offset) const {
  return image_->is_relocatable ? relocated({section, offset}) : in_place({section, offset});
}

std::optional<Target> References::relocated(Place from) const {
  const auto found =
      std::lower_bound(references_.begin(), references_.end(), from,
                       [](const Reference& a, const Place& b) { return a.from < b; });
  if (found == references_.end() || found->from != from) return std::nullopt;
  const Symbol& symbol = symbols_[found->symbol];
  if (symbol.section != 0 && !is_name(symbol)) return target_at(found->to);
  const std::int64_t offset = to_offset(found->to.offset - symbol.value, image_->abi);
  return Target{.symbol = symbol.name,
                .offset = offset,
                .section = symbol.section,
                .place = found->to.offset,
                .is_defined = !symbol.is_undefined};
}

std::optional<Target> References::in_place(Place from) const {
  if (from.section >= image_->sections.size()) return std::nullopt;
  const std::uint64_t address = image_->sections[from.section].address + from.offset;
  const auto bytes = load_object(
      *image_, {.value = address, .size = image_->abi.word_size, .section = from.section});
  if (!bytes) return std::nullopt;
  const std::uint64_t word = Bytes(*bytes, image_->abi.order).number(0, image_->abi.word_size);
  const auto after =
      std::upper_bound(mapped_.begin(), mapped_.end(), word,
                       [](std::uint64_t a, const Mapped& b) { return a < b.address; });
  if (after == mapped_.begin()) return std::nullopt;
  const Mapped& mapped = *std::prev(after);
  if (word - mapped.address >= image_->sections[mapped.section].size) return std::nullopt;
  return target_at({mapped.section, word - mapped.address});
}

Target References::target_at(Place place) const {
  if (const Symbol* const symbol = symbol_at(place))
    return {.symbol = symbol->name,
            .offset = to_offset(place.offset - place_of(*symbol).offset, image_->abi),
            .section = place.section,
            .place = place.offset};
  Target target{.offset = to_offset(place.offset, image_->abi),
                .section = place.section,
                .place = place.offset,
                .is_named = false};
  if (place.section < image_->sections.size()) target.symbol = image_->sections[place.section].name;
  return target;
}

std::vector<Place> References::pointing_to(std::uint32_t section, std::uint64_t begin,
                                           std::uint64_t size) const {
  auto found = std::lower_bound(pointers_.begin(), pointers_.end(), Place{section, begin},
                                [](const Pointer& a, const Place& b) { return a.to < b; });
  std::vector<Place> places;
  for (; found != pointers_.end(); ++found) {
    if (found->to.section != section || found->to.offset - begin >= size) break;
    places.push_back(found->from);
  }
  std::sort(places.begin(), places.end());
  return places;
}

const Symbol* References::symbol_at(Place place) const {
  const auto after = std::upper_bound(named_.begin(), named_.end(), place,
                                      [](const Place& a, const Named& b) { return a < b.start; });
  if (after == named_.begin()) return nullptr;
  const Named& named = *std::prev(after);
  const Symbol& symbol = symbols_[named.symbol];
  const bool is_covered =
      named.start.section == place.section && place.offset - named.start.offset < symbol.size;
  return is_covered ? &symbol : nullptr;
}

}  // namespace ko2alias
