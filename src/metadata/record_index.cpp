#include "metadata/record_index.h"

#include <algorithm>
#include <string>
#include <utility>

#include "pattern/glob_relations.h"
#include "pattern/partial_device.h"
#include "support/text.h"

namespace ko2alias {
namespace {

std::string_view text_before_colon(std::string_view text) { return text.substr(0, text.find(':')); }

bool is_same_bus(const Consumer& consumer, std::string_view pattern, std::string_view modalias) {
  return !consumer.wants_exact_bus || text_before_colon(pattern) == text_before_colon(modalias);
}

// isenkram fails on a bracket in any component, and then has no answer from AppStream.
bool is_appstream_lost(const std::vector<PackageRecord>& records) {
  return std::any_of(records.begin(), records.end(), [](const PackageRecord& record) {
    return record.kind == RecordKind::metainfo && !record.faults.empty();
  });
}

// isenkram splits an element of metainfo as it splits a list.
std::vector<std::string> texts_of(const PackageRecord& record, const RecordedPattern& pattern) {
  if (record.kind != RecordKind::metainfo) return {pattern.pattern};
  return split_at_commas(pattern.pattern);
}

// No device has a longer name than kmod looks up, so a longer pattern is not looked at.
bool may_match(const Consumer& consumer, const std::string& text) {
  return read_pattern(consumer, text).shortest() <= longest_modalias;
}

}  // namespace

RecordIndex::Reader::Reader(const Consumer& who, std::vector<Reading> all)
    : consumer(who), readings(std::move(all)), index([&] {
        std::vector<Glob> globs;
        globs.reserve(readings.size());
        for (const Reading& one : readings) globs.push_back(read_pattern(who, one.text));
        return globs;
      }()) {}

RecordIndex::RecordIndex(const std::vector<PackageRecord>& records) {
  for (const PackageRecord& record : records)
    if (record.kind == RecordKind::isenkram && !record.faults.empty())
      broken_stanzas_.push_back(&record);
  const bool has_no_appstream = is_appstream_lost(records);
  for (const Consumer* const consumer : {&ubuntu_drivers, &isenkram, &zypper}) {
    std::vector<Reading> readings;
    for (const PackageRecord& record : records) {
      if (&record.consumer() != consumer) continue;
      if (record.kind == RecordKind::metainfo && has_no_appstream) continue;
      for (const RecordedPattern& pattern : record.patterns)
        for (std::string& text : texts_of(record, pattern))
          if (may_match(*consumer, text)) readings.push_back({&record, &pattern, std::move(text)});
    }
    if (!readings.empty())
      readers_.push_back(std::make_unique<const Reader>(*consumer, std::move(readings)));
  }
}

void RecordIndex::find_in(const Reader& reader, std::string_view modalias,
                          std::vector<RecordMatch>& found) {
  for (const AliasIndex::Id id : reader.index.matching(folded(reader.consumer, modalias)))
    if (const Reading& one = reader.readings[id]; is_same_bus(reader.consumer, one.text, modalias))
      found.push_back({one.record, one.pattern});
}

// Where upper and lower case are the same, a pattern in the wrong one is found if it matches for
// certain: in lower case a `d` may be a digit or the tag of a field.
void RecordIndex::find_partial_in(const Reader& reader, std::string_view modalias,
                                  std::vector<RecordMatch>& found) {
  const Glob device(modalias);
  const Glob folded_device(folded(reader.consumer, modalias));
  Consumer with_case = reader.consumer;
  with_case.is_case_blind = false;
  for (AliasIndex::Id id = 0; id < reader.readings.size(); ++id) {
    const Reading& one = reader.readings[id];
    if (!is_same_bus(reader.consumer, one.text, modalias)) continue;
    if (covers_token_by_token(reader.index.glob(id), folded_device))
      found.push_back({one.record, one.pattern});
    else if (match_partial(read_pattern(with_case, one.text), device))
      found.push_back({one.record, one.pattern, false});
  }
}

// isenkram leaves a stanza at the first alias that matches. Where it comes to a bracket instead, it
// reads no further in the list.
void RecordIndex::drop_lost(std::vector<RecordMatch>& found) const {
  for (const PackageRecord* const broken : broken_stanzas_) {
    const bool is_left_before = std::any_of(found.begin(), found.end(), [&](const auto& match) {
      return match.record == broken && match.is_certain;
    });
    if (is_left_before) continue;
    std::erase_if(found, [&](const RecordMatch& match) {
      return match.record->kind == RecordKind::isenkram && match.record->path == broken->path &&
             match.record > broken;
    });
  }
}

std::vector<RecordMatch> RecordIndex::find(std::string_view modalias) const {
  std::vector<RecordMatch> found;
  const auto find_in_one = is_partial(Glob(modalias)) ? find_partial_in : find_in;
  for (const auto& reader : readers_) find_in_one(*reader, modalias, found);
  drop_lost(found);
  return found;
}

}  // namespace ko2alias
