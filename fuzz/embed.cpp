// A module is embedded as `embed` does it. The result is compared byte for byte, in a slow and
// obvious way: only .modinfo, and where its header says that it is, may differ.
#include "embed/embed.h"

#include <fmt/core.h>

#include "embed/alias_edit.h"
#include "harness.h"
#include "input/decompress.h"
#include "input/view_source.h"
#include "ko2alias/image.h"

namespace ko2alias::fuzz {
namespace {

constexpr std::uint64_t most_bytes = 1 << 20;

// The module in a file, without compression and signature.
std::string elf_in(std::string_view file) {
  ReadBuffer buffer;
  Decompressor decompressor;
  if (is_compressed(file)) {
    const auto data = decompressor.decompress(file, buffer, most_bytes * 2);
    if (!data) throw Disagreement("what was written does not decompress");
    return elf_in(*data);
  }
  const auto signature = find_signature(file);
  return std::string(signature ? file.substr(0, signature->begin) : file);
}

void check(bool is_so, const std::string& what) {
  if (!is_so) throw Disagreement("embed: " + what);
}

std::size_t modinfo_index(const ModuleImage& image) {
  std::size_t index = 0;
  for (std::size_t i = 0; i < image.sections.size(); ++i)
    if (image.sections[i].name == ".modinfo") index = i;
  return index;
}

std::vector<std::string_view> other_records(std::string_view section) {
  std::vector<std::string_view> records = records_of(section);
  std::erase_if(records, [](std::string_view record) { return record.starts_with("alias="); });
  return records;
}

// Where a section's header begins, from the file's own header.
std::uint64_t header_place(const ModuleImage& image, std::string_view elf, std::size_t index) {
  const bool is_64 = image.abi.word_size == 8;
  const Bytes bytes(elf, image.abi.order);
  return bytes.number(is_64 ? 40 : 32, image.abi.word_size) + index * (is_64 ? 64 : 40);
}

void compare(const std::string& before, const std::string& after) {
  ViewSource old_source("before", before);
  ViewSource new_source("after", after);
  const auto old_image = open_image(old_source);
  const auto new_image = open_image(new_source);
  check(bool{old_image} && bool{new_image}, "a result that cannot be read");
  const std::size_t index = modinfo_index(*old_image);
  const Section& old_section = old_image->sections[index];
  const std::uint64_t place = header_place(*old_image, before, index);
  const std::uint64_t header_end = place + (old_image->abi.word_size == 8 ? 64 : 40);
  check(after.size() >= before.size(), "a shorter file");
  for (std::size_t i = 0; i < before.size(); ++i) {
    const bool is_section = i >= old_section.offset && i < old_section.offset + old_section.size;
    const bool is_header = i >= place && i < header_end;
    check(is_section || is_header || before[i] == after[i], fmt::format("byte {} differs", i));
  }
  check(old_image->sections.size() == new_image->sections.size(), "other sections");
  for (std::size_t i = 0; i < old_image->sections.size(); ++i) {
    const Section& one = old_image->sections[i];
    const Section& other = new_image->sections[i];
    check(one.name == other.name && one.type == other.type, "another section");
    check(i == index || (one.offset == other.offset && one.size == other.size), "a moved section");
  }
  check(other_records(*load_section(*old_image, ".modinfo")) ==
            other_records(*load_section(*new_image, ".modinfo")),
        "other records");
}

void embed_and_compare(std::string_view bytes, EmbedOptions options) {
  options.max_size = most_bytes;
  options.is_unsigning = true;
  const auto module = embed("fuzz.ko", bytes, options);
  if (!module || !module->is_changed) return;
  const std::string after = elf_in(module->file);
  if (!is_elf(after)) return;
  compare(elf_in(bytes), after);
  options.max_size = 2 * most_bytes;
  const auto again = embed("fuzz.ko", module->file, options);
  check(again && !again->is_changed, "a second run that changes something");
}

}  // namespace

void run_embed(std::string_view bytes) {
  embed_and_compare(bytes, {.added = {"i2c:acme", "usb:v1ED5p*d*dc*dsc*dp*ic*isc*ip*in*"}});
  embed_and_compare(bytes, {.removed = {"*"}});
  embed_and_compare(bytes, {.is_replacing = true, .order = AliasOrder::as_compiled});
}

}  // namespace ko2alias::fuzz
