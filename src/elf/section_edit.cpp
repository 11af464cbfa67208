// A section header is changed where it stands, in a copy of the file.
#include "elf/section_edit.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/core.h>

#include "elf/llvm_elf.h"
#include "support/bytes.h"

namespace ko2alias {
namespace {

// What the new bytes are aligned to when they stand at the file's end; the section itself wants
// none.
constexpr std::size_t alignment_at_end = 8;

Result<std::size_t> index_of_only(const ModuleImage& image, std::string_view name) {
  const auto is_wanted = [&](const Section& section) { return section.name == name; };
  const auto found = std::find_if(image.sections.begin(), image.sections.end(), is_wanted);
  if (found == image.sections.end()) return error(fmt::format("it has no section {}", name));
  if (std::any_of(found + 1, image.sections.end(), is_wanted))
    return error(fmt::format("it has two sections {}, of which kernels refuse one", name));
  return static_cast<std::size_t>(found - image.sections.begin());
}

// Where a section's header stands in the file.
template <class Elf>
std::size_t place_of_header(const ModuleImage& image, std::size_t index) {
  const ELFFile<Elf> file = reopen<Elf>(image);
  return file.getHeader().e_shoff + index * sizeof(typename Elf::Shdr);
}

template <class Elf>
typename Elf::Shdr header_at(std::string_view file, std::size_t place) {
  typename Elf::Shdr header;
  std::memcpy(&header, file.data() + place, sizeof header);
  return header;
}

// Whether the section shares bytes with another one or with the headers, which nobody but a forger
// makes: to write it would change them.
template <class Elf>
bool is_shared(const ModuleImage& image, std::size_t index) {
  const Section& section = image.sections[index];
  const auto meets = [&](std::uint64_t offset, std::uint64_t size) {
    return size != 0 && section.size != 0 && offset < section.offset + section.size &&
           section.offset < offset + size;
  };
  const std::size_t headers = image.sections.size() * sizeof(typename Elf::Shdr);
  if (meets(0, sizeof(typename Elf::Ehdr)) || meets(place_of_header<Elf>(image, 0), headers))
    return true;
  for (std::size_t i = 0; i < image.sections.size(); ++i) {
    const Section& other = image.sections[i];
    if (i == index || other.type == llvm::ELF::SHT_NOBITS) continue;
    // A section that reaches beyond the end is compared up to it.
    if (meets(other.offset, std::min<std::uint64_t>(other.size, image.source->data().size())))
      return true;
  }
  return false;
}

// Why the section is not one whose bytes can be exchanged.
template <class Elf>
std::optional<Problem> why_fixed(const ModuleImage& image, std::size_t index) {
  const Section& section = image.sections[index];
  if (!is_within(section.offset, section.size, image.source->data().size()))
    return error(fmt::format("section {} reaches beyond the end", section.name));
  if (is_shared<Elf>(image, index))
    return error(fmt::format("section {} shares bytes with another", section.name));
  const auto header = header_at<Elf>(image.source->data(), place_of_header<Elf>(image, index));
  if ((header.sh_flags & llvm::ELF::SHF_COMPRESSED) != 0)
    return error(fmt::format("section {} is compressed", section.name));
  const auto relocations = load_relocations(image, static_cast<std::uint32_t>(index));
  if (!relocations) return relocations.problem();
  if (!relocations->empty())
    return error(fmt::format("relocations write into section {}", section.name));
  return std::nullopt;
}

template <class Elf>
void point_header_to(std::string& file, std::size_t place, std::uint64_t offset,
                     std::uint64_t size) {
  auto header = header_at<Elf>(file, place);
  header.sh_offset = static_cast<typename Elf::uint>(offset);
  header.sh_size = static_cast<typename Elf::uint>(size);
  std::memcpy(file.data() + place, &header, sizeof header);
}

template <class Elf>
Result<std::string> edited(const ModuleImage& image, std::size_t index, std::string_view bytes) {
  if (auto problem = why_fixed<Elf>(image, index)) return *problem;
  const Section& section = image.sections[index];
  std::string file;
  file.reserve(image.source->data().size() + bytes.size() + alignment_at_end);
  file = image.source->data();
  std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(section.offset), section.size, '\0');
  std::size_t place = section.offset;
  if (bytes.size() > section.size) {
    // The last section of the file grows where it is, as one does that was moved here before.
    const bool is_last = section.size != 0 && section.offset + section.size == file.size();
    if (!is_last) place = file.size() + (-file.size() % alignment_at_end);
    constexpr std::uint64_t most = Elf::Is64Bits ? UINT64_MAX : UINT32_MAX;
    if (place + bytes.size() > most) return error("larger than a 32-bit ELF file can be");
    file.resize(place + bytes.size(), '\0');
    point_header_to<Elf>(file, place_of_header<Elf>(image, index), place, bytes.size());
  }
  std::copy(bytes.begin(), bytes.end(), file.begin() + static_cast<std::ptrdiff_t>(place));
  return file;
}

struct Range {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

Range range_of(const Section& section) { return {section.offset, section.offset + section.size}; }

// The first byte from `begin` to `end` that differs; `end` where none does. What was appended is
// compared with zeros.
std::uint64_t first_difference(std::string_view old_file, std::string_view new_file, Range range) {
  const std::uint64_t shared = std::clamp<std::uint64_t>(old_file.size(), range.begin, range.end);
  const std::string_view old_bytes =
      old_file.substr(std::min<std::uint64_t>(range.begin, old_file.size()), shared - range.begin);
  const auto differs = std::mismatch(old_bytes.begin(), old_bytes.end(),
                                     new_file.begin() + static_cast<std::ptrdiff_t>(range.begin));
  const auto at = static_cast<std::uint64_t>(differs.second - new_file.begin());
  if (at < shared) return at;
  const auto appended = new_file.substr(shared, range.end - shared).find_first_not_of('\0');
  return appended == std::string_view::npos ? range.end : shared + appended;
}

// The first byte outside of some ranges that differs; the file's size where none does.
std::uint64_t first_difference_beside(std::string_view old_file, std::string_view new_file,
                                      std::array<Range, 3> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const Range& a, const Range& b) { return a.begin < b.begin; });
  std::uint64_t at = 0;
  for (const Range& range : ranges) {
    if (range.begin > at) {
      const std::uint64_t found = first_difference(old_file, new_file, {at, range.begin});
      if (found != range.begin) return found;
    }
    at = std::max(at, range.end);
  }
  return first_difference(old_file, new_file, {at, new_file.size()});
}

// Whether two headers of the section say the same but where it is and how long.
template <class Elf>
bool are_alike(typename Elf::Shdr one, typename Elf::Shdr other) {
  for (auto* const header : {&one, &other}) {
    header->sh_offset = 0;
    header->sh_size = 0;
  }
  return std::memcmp(&one, &other, sizeof one) == 0;
}

template <class Elf>
std::optional<Problem> difference(const ModuleImage& before, std::size_t old_index,
                                  const ModuleImage& after, std::size_t new_index) {
  const std::string_view old_file = before.source->data();
  const std::string_view new_file = after.source->data();
  const Section& section = after.sections[new_index];
  if (auto problem = why_fixed<Elf>(after, new_index)) return problem;
  const std::size_t place = place_of_header<Elf>(before, old_index);
  if (new_file.size() < old_file.size() || place_of_header<Elf>(after, new_index) != place)
    return error("the section headers are not where they were");
  if (!are_alike<Elf>(header_at<Elf>(old_file, place), header_at<Elf>(new_file, place)))
    return error(fmt::format("the header of section {} differs", section.name));
  const Range old_range = range_of(before.sections[old_index]);
  const Range new_range = range_of(section);
  const std::uint64_t at = first_difference_beside(
      old_file, new_file, {{{place, place + sizeof(typename Elf::Shdr)}, old_range, new_range}});
  if (at != new_file.size())
    return error(fmt::format("byte {} differs, which is none of section {}", at, section.name));
  const auto left = new_file.substr(old_range.begin, old_range.end - old_range.begin);
  if (new_range.begin != old_range.begin && left.find_first_not_of('\0') != std::string_view::npos)
    return error(fmt::format("the old bytes of section {} are still there", section.name));
  return std::nullopt;
}

}  // namespace

Result<std::string> with_section(const ModuleImage& image, std::string_view name,
                                 std::string_view bytes) {
  const auto index = index_of_only(image, name);
  if (!index) return index.problem();
  if (auto problem = image.source->load(0, image.source->data().size())) return *problem;
  return for_kind_of(image, [&](auto kind) -> Result<std::string> {
    return edited<decltype(kind)>(image, *index, bytes);
  });
}

std::optional<Problem> differs_beside(const ModuleImage& before, const ModuleImage& after,
                                      std::string_view name) {
  const auto old_index = index_of_only(before, name);
  const auto new_index = index_of_only(after, name);
  if (!old_index) return old_index.problem();
  if (!new_index) return new_index.problem();
  if (before.abi.word_size != after.abi.word_size || before.abi.order != after.abi.order)
    return error("it is of another kind of ELF file");
  for (const ModuleImage* const image : {&before, &after})
    if (auto problem = image->source->load(0, image->source->data().size())) return problem;
  return for_kind_of(before, [&](auto kind) {
    return difference<decltype(kind)>(before, *old_index, after, *new_index);
  });
}

}  // namespace ko2alias
