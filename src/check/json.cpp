// Findings as JSON: one document, or an object a line. docs/json-schema/ has the schemas.
//
//   {"kind":"finding","rule":"shadowed-entry","severity":"warning","path":"acme_nic.ko",…}
//   {"kind":"unread","path":"bad.ko","message":"no ELF file"}
//   {"kind":"summary","schema_version":1,"modules":14,…}
#include <nlohmann/json.hpp>

#include "check/formats.h"
#include "support/json_document.h"

namespace ko2alias {
namespace {

using Json = nlohmann::ordered_json;

void add_text(Json& json, const char* key, std::string_view text) {
  if (!text.empty()) json[key] = text;
}

Json json_of(const Finding& finding) {
  Json json{{"rule", finding.rule->id},
            {"severity", name_of(finding.rule->severity)},
            {"path", finding.path},
            {"module", finding.module}};
  const FindingPlace& place = finding.place;
  add_text(json, "table", place.table);
  if (place.entry) json["entry"] = *place.entry;
  add_text(json, "section", place.section);
  if (place.line != 0) json["line"] = place.line;
  add_text(json, "alias", place.alias);
  add_text(json, "directive", place.directive);
  add_text(json, "other_module", finding.other_module);
  add_text(json, "place", place_text(finding));
  json["message"] = finding.message;
  return json;
}

Json json_of(const FindingIdentity& identity) {
  Json json{{"rule", identity.rule}, {"module", identity.module}};
  add_text(json, "table", identity.table);
  add_text(json, "subject", identity.subject);
  return json;
}

Json json_of(const UnreadInput& input) {
  return {{"path", input.path}, {"message", input.message}};
}

template <class Items>
Json array_of(const Items& items) {
  Json array = Json::array();
  for (const auto& item : items) array.push_back(json_of(item));
  return array;
}

// What is known of the run as a whole.
Json counts_of(const CheckView& view) {
  Json json{{"schema_version", 1},       {"modules", view.modules},
            {"listed", view.listed},     {"config_files", view.config_files},
            {"accepted", view.accepted}, {"suppressed", view.suppressed}};
  if (view.listed != 0) json["rules_of_lists"] = rules_of_lists(view);
  return json;
}

void add_json_line(std::string& text, const char* kind, const Json& record) {
  Json line{{"kind", kind}};
  line.update(record);
  text += line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string render_check_json(const CheckView& view) {
  Json json = counts_of(view);
  json["unread"] = array_of(view.unread);
  json["gone"] = array_of(view.gone);
  json["findings"] = array_of(view.findings);
  return json_text(json) + "\n";
}

std::string render_check_jsonl(const CheckView& view) {
  std::string text;
  for (const Finding& finding : view.findings) add_json_line(text, "finding", json_of(finding));
  for (const UnreadInput& input : view.unread) add_json_line(text, "unread", json_of(input));
  for (const FindingIdentity& gone : view.gone) add_json_line(text, "gone", json_of(gone));
  add_json_line(text, "summary", counts_of(view));
  return text;
}

}  // namespace ko2alias
