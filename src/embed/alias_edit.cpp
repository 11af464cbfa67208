// Records keep their bytes: only what is an alias is looked at.
#include "embed/alias_edit.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/core.h>

#include "pattern/glob.h"
#include "pattern/kmod_text.h"

namespace ko2alias {
namespace {

constexpr std::string_view alias_key = "alias=";
constexpr std::string_view behind_aliases = "depends=";
constexpr std::size_t longest_alias = 4000;

using Texts = std::set<std::string, std::less<>>;

bool is_alias(std::string_view record) { return record.starts_with(alias_key); }

std::vector<std::string> aliases_in(const std::vector<std::string_view>& records) {
  std::vector<std::string> aliases;
  for (const std::string_view record : records)
    if (is_alias(record)) aliases.emplace_back(record.substr(alias_key.size()));
  return aliases;
}

// What is to go: an alias as it is written, or the texts that a pattern matches. What is to be
// added stays.
class Removal {
 public:
  explicit Removal(const AliasEdit& edit)
      : kept_(edit.added.begin(), edit.added.end()),
        texts_(edit.removed.begin(), edit.removed.end()),
        globs_(edit.removed.begin(), edit.removed.end()) {}

  [[nodiscard]] bool takes(std::string_view alias) const {
    if (kept_.contains(alias)) return false;
    return texts_.contains(alias) ||
           std::any_of(globs_.begin(), globs_.end(),
                       [&](const Glob& glob) { return glob.matches(alias); });
  }

 private:
  Texts kept_;
  Texts texts_;
  std::vector<Glob> globs_;
};

// The aliases that are to be there and are none of these, each once.
std::vector<std::string> missing(const std::vector<std::string>& present, const AliasEdit& edit) {
  Texts known(present.begin(), present.end());
  std::vector<std::string> rest;
  for (const std::string& alias : edit.added)
    if (known.insert(alias).second) rest.push_back(alias);
  return rest;
}

// The aliases that the others lack, in order; one that is there twice counts twice.
std::vector<std::string> without(const std::vector<std::string>& aliases,
                                 const std::vector<std::string>& others) {
  std::map<std::string_view, std::size_t> counts;
  for (const std::string& alias : others) ++counts[alias];
  std::vector<std::string> rest;
  for (const std::string& alias : aliases)
    if (std::size_t& count = counts[alias]; count != 0)
      --count;
    else
      rest.push_back(alias);
  return rest;
}

void append(std::string& bytes, std::string_view record) { bytes.append(record).push_back('\0'); }

void append_aliases(std::string& bytes, const std::vector<std::string>& aliases) {
  for (const std::string& alias : aliases) append(bytes, std::string(alias_key) + alias);
}

// The index of the record before which new aliases stand where there are none: `depends=`, or the
// end.
std::size_t usual_place(const std::vector<std::string_view>& records) {
  const auto found = std::find_if(records.begin(), records.end(), [](std::string_view record) {
    return record.starts_with(behind_aliases);
  });
  return static_cast<std::size_t>(found - records.begin());
}

// The records with other aliases: where the first alias stood.
std::string with_aliases(const std::vector<std::string_view>& records,
                         const std::vector<std::string>& wanted) {
  const auto first = std::find_if(records.begin(), records.end(), is_alias);
  const std::size_t place = first == records.end()
                                ? usual_place(records)
                                : static_cast<std::size_t>(first - records.begin());
  std::string bytes;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (i == place) append_aliases(bytes, wanted);
    if (!is_alias(records[i])) append(bytes, records[i]);
  }
  if (place == records.size()) append_aliases(bytes, wanted);
  return bytes;
}

// The records without those that go, and with new ones behind the last alias.
std::string with_fewer_and_more(const std::vector<std::string_view>& records,
                                const Removal& removal, const std::vector<std::string>& added) {
  const auto last = std::find_if(records.rbegin(), records.rend(), is_alias);
  const std::size_t place = last == records.rend()
                                ? usual_place(records)
                                : static_cast<std::size_t>(last.base() - records.begin());
  std::string bytes;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (i == place) append_aliases(bytes, added);
    if (!is_alias(records[i]) || !removal.takes(records[i].substr(alias_key.size())))
      append(bytes, records[i]);
  }
  if (place == records.size()) append_aliases(bytes, added);
  return bytes;
}

}  // namespace

std::vector<std::string_view> records_of(std::string_view section) {
  std::vector<std::string_view> records;
  while (!section.empty()) {
    const std::string_view record = section.substr(0, section.find('\0'));
    section.remove_prefix(std::min(record.size() + 1, section.size()));
    if (!record.empty()) records.push_back(record);
  }
  return records;
}

EditedModinfo edit_modinfo(std::string_view section, const AliasEdit& edit) {
  const std::vector<std::string_view> records = records_of(section);
  const std::vector<std::string> present = aliases_in(records);
  const Removal removal(edit);
  std::vector<std::string> wanted = edit.is_replacing ? edit.aliases : present;
  std::erase_if(wanted, [&](const std::string& alias) { return removal.takes(alias); });
  std::vector<std::string> more = missing(wanted, edit);
  EditedModinfo edited;
  if (!edit.is_replacing) edited.bytes = with_fewer_and_more(records, removal, more);
  std::move(more.begin(), more.end(), std::back_inserter(wanted));
  if (edit.is_replacing) edited.bytes = with_aliases(records, wanted);
  edited.added = without(wanted, present);
  edited.removed = without(present, wanted);
  edited.is_changed =
      !edited.added.empty() || !edited.removed.empty() || (edit.has_order && wanted != present);
  if (!edited.is_changed) edited.bytes = section;
  return edited;
}

std::optional<std::string> unusable_reason(std::string_view alias) {
  if (alias.empty()) return "it is empty";
  if (alias.size() > longest_alias)
    return fmt::format("it has {} bytes, and kmod finds none of more than {}", alias.size(),
                       longest_alias);
  for (const char c : alias) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == ' ') return "it has a blank, at which depmod's lines are split";
    if (byte < 0x20 || byte == 0x7f) return "it has a control character";
  }
  if (!has_paired_brackets(alias))
    return "it has a bracket without its pair, and kmod leaves it out";
  return std::nullopt;
}

}  // namespace ko2alias
