#include "metadata/package_files.h"

#include <algorithm>
#include <iterator>

#include <fmt/core.h>

#include "input/archive.h"
#include "input/magic.h"
#include "support/bytes.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::uint64_t longest_control = std::uint64_t{64} << 20;

// --- .rpm ------------------------------------------------------------------------------------

constexpr std::string_view rpm_magic = "\xED\xAB\xEE\xDB";
constexpr std::string_view rpm_header_magic = "\x8E\xAD\xE8";
constexpr std::uint64_t rpm_lead_size = 96;
constexpr std::uint64_t rpm_header_head = 16;
constexpr std::uint64_t rpm_index_size = 16;
constexpr std::uint32_t rpm_tag_name = 1000;
constexpr std::uint32_t rpm_tag_provides = 1047;
constexpr std::uint32_t rpm_tag_supplements = 5052;
constexpr std::uint32_t rpm_type_string = 6;
constexpr std::uint32_t rpm_type_strings = 8;

// A header of an .rpm: an index of tags, and a store with their values.
struct RpmStore {
  std::string bytes{};
  std::uint64_t tags = 0;

  [[nodiscard]] std::vector<std::string> texts(std::uint32_t tag) const {
    const Bytes all(bytes, ByteOrder::big);
    const std::string_view store = all.text().substr(tags * rpm_index_size);
    std::vector<std::string> found;
    for (std::uint64_t i = 0; i < tags; ++i) {
      const std::size_t at = i * rpm_index_size;
      const auto type = all.number(at + 4, 4);
      const bool is_text = type == rpm_type_string || type == rpm_type_strings;
      if (all.number(at, 4) != tag || !is_text) continue;
      std::size_t offset = all.number(at + 8, 4);
      for (auto count = all.number(at + 12, 4); count > 0 && offset < store.size(); --count) {
        const std::string_view text = store.substr(offset, store.find('\0', offset) - offset);
        found.emplace_back(text);
        offset += text.size() + 1;
      }
    }
    return found;
  }
};

// The header at a place, which is moved behind it.
Result<RpmStore> read_store(const File& file, std::uint64_t& place, const Limits& limits) {
  const std::string head = file.bytes_at(place, rpm_header_head);
  if (head.size() < rpm_header_head || !head.starts_with(rpm_header_magic))
    return error(fmt::format("no header of an rpm at {} bytes", place));
  const Bytes numbers(head, ByteOrder::big);
  const std::uint64_t tags = numbers.number(8, 4);
  const std::uint64_t size = tags * rpm_index_size + numbers.number(12, 4);
  if (size > limits.header)
    return Problem{.message = fmt::format("a header of {} bytes, and {} are read at most", size,
                                          limits.header),
                   .kind = ProblemKind::long_header};
  RpmStore store{file.bytes_at(place + rpm_header_head, size), tags};
  if (store.bytes.size() != size)
    return error(fmt::format("the header at {} bytes ends too early", place));
  place += rpm_header_head + size;
  return store;
}

}  // namespace

PackageKind package_kind(std::string_view head) {
  if (head.starts_with("!<arch>\n")) return PackageKind::deb;
  return head.starts_with(rpm_magic) ? PackageKind::rpm : PackageKind::none;
}

Result<std::string> unpacked_text(File& file, const Limits& limits) {
  if (detect_compression(file.bytes_at(0, compression_head)) == Compression::none)
    return file.read_rest();
  FileFeed feed(file);
  Archive packed(feed, Archive::Kind::compressed_data, limits);
  if (packed.next()) return packed.read(std::min<std::uint64_t>(limits.module, longest_text));
  return packed.problem() ? *packed.problem() : error("nothing in it");
}

Result<std::string> deb_control(const File& file, const Limits& limits) {
  FileFeed feed(file);
  Archive outer(feed, Archive::Kind::archive, limits);
  while (const auto member = outer.next()) {
    if (!member->name.starts_with("control.tar")) continue;
    MemberArchive inner(outer, 1);
    while (const auto entry = inner.archive().next())
      if (entry->is_file && (entry->name == "control" || entry->name == "./control"))
        return inner.archive().read(std::min(limits.module, longest_control));
    if (inner.archive().problem()) return *inner.archive().problem();
  }
  if (outer.problem()) return *outer.problem();
  return error("no control file in it");
}

Result<RpmHeader> rpm_header(const File& file, const Limits& limits) {
  std::uint64_t place = rpm_lead_size;
  const auto signature = read_store(file, place, limits);
  if (!signature) return signature.problem();
  place = (place + 7) / 8 * 8;
  const auto store = read_store(file, place, limits);
  if (!store) return store.problem();
  const std::vector<std::string> names = store->texts(rpm_tag_name);
  return RpmHeader{.name = names.empty() ? "" : names.front(),
                   .provides = store->texts(rpm_tag_provides),
                   .supplements = store->texts(rpm_tag_supplements)};
}

void visit_stanzas(std::string_view text, const std::function<void(const ControlStanza&)>& visit) {
  ControlStanza stanza;
  const auto end_stanza = [&] {
    if (!stanza.empty()) visit(stanza);
    stanza.clear();
  };
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = take_line(text);
    if (line.starts_with('#')) continue;
    if (trim(line).empty()) {
      end_stanza();
    } else if (is_space(line.front())) {
      if (!stanza.empty()) stanza.back().value.append(" ").append(trim(line));
    } else if (const auto colon = line.find(':'); colon != std::string_view::npos) {
      stanza.push_back({.name = std::string(trim(line.substr(0, colon))),
                        .value = std::string(trim(line.substr(colon + 1))),
                        .line = number});
    }
  }
  end_stanza();
}

std::vector<ControlStanza> parse_control(std::string_view text) {
  std::vector<ControlStanza> stanzas;
  visit_stanzas(text, [&](const ControlStanza& stanza) { stanzas.push_back(stanza); });
  return stanzas;
}

const ControlField* find_field(const ControlStanza& stanza, std::string_view name) {
  const auto is_same = [](char a, char b) { return to_upper(a) == to_upper(b); };
  const auto found = std::find_if(stanza.begin(), stanza.end(), [&](const ControlField& field) {
    return std::equal(field.name.begin(), field.name.end(), name.begin(), name.end(), is_same);
  });
  return found == stanza.end() ? nullptr : &*found;
}

}  // namespace ko2alias
