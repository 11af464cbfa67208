// Reads the lines of a device, in the forms that lspci.cpp shows.
#include "device/lspci_record.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>

#include "support/text.h"

namespace ko2alias {
namespace {

// The words that lspci puts before an id that has no name in pci.ids.
constexpr std::string_view words_of_ids[] = {"Class ", "Vendor ", "Unknown vendor ", "Device ",
                                             "Unknown device "};

std::string_view without_word(std::string_view value) {
  for (const std::string_view word : words_of_ids)
    if (value.starts_with(word)) return value.substr(word.size());
  return value;
}

// `8086`, `Intel Corporation [8086]`, or `Vendor 8086`.
Field id_of(std::string_view value) {
  if (value.size() > 6 && value.ends_with(']') && value[value.size() - 6] == '[')
    return to_hex_field(value.substr(value.size() - 5, 4), 4);
  return to_hex_field(without_word(value), 4);
}

struct FoundIds {
  IdPair ids{};
  std::string_view behind{};
};

// The last `[8086:10d3]` of a text; names may have brackets too.
FoundIds find_ids(std::string_view text) {
  for (auto end = text.rfind(']'); end != std::string_view::npos && end >= 10;
       end = text.rfind(']', end - 1)) {
    const IdPair ids = to_id_pair(text.substr(end - 9, 9));
    if (text[end - 10] == '[' && ids.first) return {ids, text.substr(end + 1)};
  }
  return {};
}

// `[8086:10d3]` behind a name, or `Device 8086:10d3` without one.
FoundIds find_ids_of_names(std::string_view text) {
  if (const FoundIds found = find_ids(text); found.ids.first) return found;
  std::string_view rest = without_word(text);
  if (rest.size() == text.size()) return {};
  const IdPair ids = to_id_pair(take_word(rest));
  return {ids, rest};
}

// A word as a shell reads it: `"RV250 If [Radeon 9000 \"AT009\"]"`. Its quote is kept to tell it
// from an option.
std::string take_quoted(std::string_view& line) {
  line = trim(line);
  if (!line.starts_with('"')) return std::string(take_word(line));
  std::string word;
  do {
    if (line.size() > 1 && line[0] == '\\') line.remove_prefix(1);
    word += line[0];
    line.remove_prefix(1);
  } while (!line.empty() && line[0] != '"');
  if (!line.empty()) line.remove_prefix(1);
  return word;
}

void learn(Field& field, Field value) {
  if (!field) field = value;
}

void learn_class(DeviceFields& fields, Field id) {
  if (!id) return;
  learn(fields["bc"], *id >> 8U);
  learn(fields["sc"], *id & 0xffU);
}

void learn_ids(Field& vendor, Field& device, const IdPair& ids) {
  learn(vendor, ids.first);
  learn(device, ids.second);
}

// `(prog-if 30 [XHCI])`
void read_interface(LspciRecord& record, std::string_view line) {
  constexpr std::string_view head = "(prog-if ";
  const auto at = line.find(head);
  if (at != std::string_view::npos)
    learn(record.fields["i"], to_hex_field(line.substr(at + head.size(), 2), 2));
}

// `0200: 8086:10d3 (rev 10)`; old versions write `Class 0200: 8086:10d3`.
bool read_numbers(LspciRecord& record, std::string_view line) {
  std::string_view id = take_word(line);
  if (id == "Class") id = take_word(line);
  const IdPair ids = to_id_pair(take_word(line));
  if (!id.ends_with(':') || !ids.first) return false;
  learn_class(record.fields, to_hex_field(id.substr(0, id.size() - 1), 4));
  learn_ids(record.fields["v"], record.fields["d"], ids);
  read_interface(record, line);
  // busybox writes the driver behind the ids.
  std::string_view behind = trim(line);
  const std::string_view driver = take_word(behind);
  if (behind.empty() && !driver.starts_with('(')) record.driver = driver;
  return true;
}

// `Ethernet controller [0200]: Intel Corporation 82574L [8086:10d3] (rev 10)`, or without names
// `Class 0200: Device 8086:10d3 (rev 10)`.
void read_names(LspciRecord& record, std::string_view line) {
  const auto colon = std::min(line.find(": "), line.size());
  learn_class(record.fields, id_of(line.substr(0, colon)));
  const FoundIds found = find_ids_of_names(trim(line.substr(std::min(colon + 1, line.size()))));
  learn_ids(record.fields["v"], record.fields["d"], found.ids);
  read_interface(record, found.behind);
}

// The words of -mm; options may stand anywhere.
struct MachineLine {
  std::vector<std::string> words{};
  std::optional<Field> interface {};
  bool has_options = false;

  [[nodiscard]] std::string_view word(std::size_t index) const {
    return index < words.size() ? std::string_view(words[index]) : std::string_view();
  }
};

MachineLine split_words(std::string_view line) {
  MachineLine split;
  while (!trim(line).empty()) {
    const std::string word = take_quoted(line);
    if (word.starts_with('"')) {
      split.words.push_back(word.substr(1));
    } else {
      split.has_options = true;
      if (word.starts_with("-p"))
        split.interface = to_hex_field(std::string_view(word).substr(2), 2);
    }
  }
  return split;
}

// busybox has neither options nor names, and tells no interface: `"Class 0c03" "8086" "461e"
// "1028" "0b0b" "xhci_hcd"`. Of pciutils, old versions leave options out that are zero.
bool is_of_busybox(const MachineLine& line) {
  return !line.has_options && line.word(0).starts_with("Class ") &&
         to_hex_field(line.word(1), 4).has_value();
}

void read_words(LspciRecord& record, std::string_view line) {
  DeviceFields& fields = record.fields;
  const MachineLine split = split_words(line);
  learn_class(fields, id_of(split.word(0)));
  fields["v"] = id_of(split.word(1));
  fields["d"] = id_of(split.word(2));
  fields["sv"] = id_of(split.word(3));
  fields["sd"] = id_of(split.word(4));
  if (split.interface) fields["i"] = *split.interface;
  record.has_named_subsystem =
      (!split.word(3).empty() && !fields["sv"]) || (!split.word(4).empty() && !fields["sd"]);
  record.is_detailed = !is_of_busybox(split);
  if (!record.is_detailed && split.words.size() > 5) record.driver = split.word(5);
}

// `Subsystem: 103c:1785`, or with names.
void read_subsystem(LspciRecord& record, std::string_view value) {
  const IdPair plain = to_id_pair(value);
  const IdPair ids = plain.first ? plain : find_ids_of_names(value).ids;
  learn_ids(record.fields["sv"], record.fields["sd"], ids);
  if (!ids.first) record.has_named_subsystem = true;
}

// `Kernel modules: vmd, ahci`
void read_modules(LspciRecord& record, std::string_view value) {
  while (!value.empty()) {
    const std::string_view name = value.substr(0, value.find(','));
    value.remove_prefix(std::min(name.size() + 1, value.size()));
    if (!trim(name).empty()) record.modules.emplace_back(trim(name));
  }
}

}  // namespace

bool is_pci_slot(std::string_view word) {
  const auto is_of_slot = [](char c) {
    return is_hex_digit(c) || c == ':' || c == '.' || c == '/';
  };
  return word.size() >= 7 && word[word.size() - 2] == '.' &&
         word.find(':') != std::string_view::npos &&
         std::all_of(word.begin(), word.end(), is_of_slot);
}

bool has_class_and_ids(std::string_view line) {
  constexpr std::size_t class_size = std::string_view("[0200]").size();
  const auto names = line.find("]: ");
  const bool has_class = names != std::string_view::npos && names + 1 >= class_size &&
                         line[names + 1 - class_size] == '[' &&
                         to_hex_field(line.substr(names + 2 - class_size, 4), 4);
  if (has_class) return find_ids(line.substr(names)).ids.first.has_value();
  take_word(line);
  const std::string_view class_id = take_word(line);
  return class_id.size() == 5 && class_id.ends_with(':') &&
         to_hex_field(class_id.substr(0, 4), 4) && to_id_pair(take_word(line)).first;
}

void read_lspci_device(LspciRecord& record, std::string_view line) {
  if (line.starts_with('"'))
    read_words(record, line);
  else if (!read_numbers(record, line))
    read_names(record, line);
}

void read_lspci_tag(LspciRecord& record, std::string_view tag, std::string_view value) {
  DeviceFields& fields = record.fields;
  if (tag == "Class") learn_class(fields, id_of(value));
  if (tag == "Vendor") learn(fields["v"], id_of(value));
  if (tag == "Device") learn(fields["d"], id_of(value));
  if (tag == "SVendor") learn(fields["sv"], id_of(value));
  if (tag == "SDevice") learn(fields["sd"], id_of(value));
  if ((tag == "SVendor" || tag == "SDevice") && !id_of(value)) record.has_named_subsystem = true;
  if (tag == "ProgIf") learn(fields["i"], to_hex_field(value, 2));
  if (tag == "Subsystem") read_subsystem(record, value);
  const bool is_driver = tag == "Kernel driver in use" || tag == "Driver";
  if (is_driver && record.driver.empty()) record.driver = take_word(value);
  if (tag == "Kernel modules" || tag == "Module") read_modules(record, value);
  // -v prints `Flags`, and -vv prints `Control`. Both leave out a programming interface and a
  // subsystem that are zero.
  if (tag == "Flags" || tag == "Control") record.is_detailed = true;
}

}  // namespace ko2alias
