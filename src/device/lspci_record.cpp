// Reads the lines of a device, in the forms that lspci.cpp shows.
#include "device/lspci_record.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "support/text.h"

namespace ko2alias {
namespace {

// `8086`, or `Intel Corporation [8086]`.
Field id_of(std::string_view value) {
  if (value.size() > 6 && value.ends_with(']') && value[value.size() - 6] == '[')
    value = value.substr(value.size() - 5, 4);
  return to_hex_field(value, 4);
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
  return true;
}

// `Ethernet controller [0200]: Intel Corporation 82574L [8086:10d3] (rev 10)`; names of classes
// have no brackets.
void read_names(LspciRecord& record, std::string_view line) {
  const FoundIds found = find_ids(line);
  learn_class(record.fields, id_of(line.substr(0, line.find("]: ") + 1)));
  learn_ids(record.fields["v"], record.fields["d"], found.ids);
  read_interface(record, found.behind);
}

// The words of -mm; options may stand anywhere. Old versions leave zeros out.
void read_words(LspciRecord& record, std::string_view line) {
  DeviceFields& fields = record.fields;
  Field class_id;
  Field* const fields_in_order[] = {&class_id, &fields["v"], &fields["d"], &fields["sv"],
                                    &fields["sd"]};
  std::size_t next = 0;
  while (!trim(line).empty()) {
    const std::string word = take_quoted(line);
    if (word.starts_with('"') && next < std::size(fields_in_order))
      *fields_in_order[next++] = id_of(std::string_view(word).substr(1));
    else if (word.starts_with("-p"))
      fields["i"] = to_hex_field(std::string_view(word).substr(2), 2);
  }
  learn_class(record.fields, class_id);
  record.is_detailed = true;
}

// `Subsystem: 103c:1785`, or with names.
void read_subsystem(LspciRecord& record, std::string_view value) {
  const IdPair ids = to_id_pair(value);
  learn_ids(record.fields["sv"], record.fields["sd"], ids.first ? ids : find_ids(value).ids);
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
  if (tag == "ProgIf") learn(fields["i"], to_hex_field(value, 2));
  if (tag == "Subsystem") read_subsystem(record, value);
  if (tag == "Kernel driver in use" || tag == "Driver") record.driver = take_word(value);
  // -v prints `Flags`, and -vv prints `Control`. Both leave out a programming interface and a
  // subsystem that are zero.
  if (tag == "Flags" || tag == "Control") record.is_detailed = true;
}

}  // namespace ko2alias
