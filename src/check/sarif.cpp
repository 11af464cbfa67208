// Findings as SARIF 2.1.0, with what GitHub's code scanning wants beyond the standard. A finding is
// a result:
//
//   {"ruleId": "shadowed-entry", "ruleIndex": 12, "level": "warning",
//    "message": {"text": "acme_pci_ids[3]: never used: entry 1 matches …"},
//    "locations": [
//      {"physicalLocation": {"artifactLocation": {"uri": "drivers/acme_nic.ko"},
//                            "region": {"startLine": 1}},
//       "logicalLocations": [{"name": "acme_pci_ids[3]",
//                             "fullyQualifiedName": "acme_nic: acme_pci_ids[3]"}]}],
//    "partialFingerprints": {"primaryLocationLineHash": "93fbe5f1e8b2ad25:1"}}
#include <unordered_map>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "check/explain.h"
#include "check/formats.h"
#include "check/rules.h"
#include "support/json_document.h"
#include "support/text.h"

namespace ko2alias {
namespace {

using Json = nlohmann::ordered_json;

// A path as a URI. Colons are escaped too: an archive's member, `image.deb: ./lib/a.ko`, would have
// the scheme `image.deb`.
std::string uri_of(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const bool is_letter = (to_upper(c) >= 'A' && to_upper(c) <= 'Z') || (c >= '0' && c <= '9');
    if (is_letter || std::string_view("-._~/").find(c) != std::string_view::npos)
      uri += c;
    else
      append_percent(uri, c);
  }
  return uri;
}

// A viewer makes a link of `[text](place)`, unless the brackets are escaped.
std::string message_of(const Finding& finding) {
  std::string text = escape_for_terminal(text_of(finding));
  if (text.find("](") == std::string::npos) return text;
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']') out += '\\';
    out += c;
  }
  return out;
}

// FNV-1a over rule, module, table and subject, each with a NUL behind it. The path is left out: the
// same module may be built in another folder. Places and messages are left out: an entry that is
// inserted changes those of others.
std::string hash_of(const FindingIdentity& identity) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const std::string_view text :
       {std::string_view(identity.rule), std::string_view(identity.module),
        std::string_view(identity.table), std::string_view(identity.subject)})
    for (std::size_t i = 0; i <= text.size(); ++i) {
      hash ^= i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
      hash *= 0x100000001b3;
    }
  std::string fingerprint;
  append_lower_hex(fingerprint, hash, 16);
  return fingerprint;
}

// Fingerprints differ: the second of two findings that are the same in all that counts has `:2`.
class Fingerprints {
 public:
  std::string next(const Finding& finding) {
    const std::string hash = hash_of(identity_of(finding));
    return fmt::format("{}:{}", hash, ++seen_[hash]);
  }

 private:
  std::unordered_map<std::string, unsigned> seen_;
};

// GitHub wants a full description and a help text, too.
Json rule_json(const Rule& rule) {
  const std::string summary(rule.summary);
  return {{"id", rule.id},
          {"shortDescription", {{"text", summary}}},
          {"fullDescription", {{"text", summary}}},
          {"help", {{"text", explain(rule, {})}, {"markdown", rule_markdown(rule)}}},
          {"defaultConfiguration", {{"level", name_of(rule.severity)}}}};
}

// A module has no lines, as modprobe.d has, but GitHub shows no finding without one.
Json location_of(const Finding& finding) {
  const std::uint32_t line =
      is_of_config(finding) && finding.place.line != 0 ? finding.place.line : 1;
  Json location{
      {"physicalLocation",
       {{"artifactLocation", {{"uri", uri_of(finding.path)}}}, {"region", {{"startLine", line}}}}}};
  const std::string module = escape_for_terminal(finding.module);
  const std::string place = escape_for_terminal(place_text(finding));
  if (is_of_config(finding)) return location;
  Json logical{{"name", module}, {"kind", "module"}};
  if (!place.empty()) {
    const auto colon = place.rfind(": ");
    logical = {
        {"name", colon == std::string::npos ? place : place.substr(colon + 2)},
        {"fullyQualifiedName", finding.is_listed ? place : fmt::format("{}: {}", module, place)}};
  }
  location["logicalLocations"] = Json::array({logical});
  return location;
}

Json result_of(const Finding& finding, Fingerprints& fingerprints) {
  return {{"ruleId", finding.rule->id},
          {"ruleIndex", finding.rule - rules().data()},
          {"level", name_of(finding.rule->severity)},
          {"message", {{"text", message_of(finding)}}},
          {"locations", Json::array({location_of(finding)})},
          // GitHub knows a finding again by this fingerprint alone.
          {"partialFingerprints", {{"primaryLocationLineHash", fingerprints.next(finding)}}}};
}

Json notification_of(std::string_view level, std::string_view text) {
  return {{"level", level}, {"message", {{"text", escape_for_terminal(text)}}}};
}

Json notification_of(const UnreadInput& input) {
  Json notification = notification_of("error", "could not be read: " + input.message);
  notification["locations"] =
      Json::array({{{"physicalLocation", {{"artifactLocation", {{"uri", uri_of(input.path)}}}}}}});
  return notification;
}

// What is to be said of the run, rather than of modules.
Json invocation_of(const CheckView& view) {
  Json notifications = Json::array();
  for (const UnreadInput& input : view.unread) notifications.push_back(notification_of(input));
  for (const FindingIdentity& gone : view.gone)
    notifications.push_back(notification_of("note", "no longer found: " + text_of(gone)));
  if (view.listed != 0) notifications.push_back(notification_of("note", listed_text(view)));
  Json invocation{{"executionSuccessful", view.unread.empty()}};
  if (!notifications.empty()) invocation["toolExecutionNotifications"] = std::move(notifications);
  return invocation;
}

}  // namespace

std::string render_check_sarif(const CheckView& view) {
  Json driver{{"name", "ko2alias"}, {"version", view.version}, {"rules", Json::array()}};
  for (const Rule& rule : rules()) driver["rules"].push_back(rule_json(rule));
  Json results = Json::array();
  Fingerprints fingerprints;
  for (const Finding& finding : view.findings) results.push_back(result_of(finding, fingerprints));
  const Json run{{"tool", {{"driver", std::move(driver)}}},
                 {"invocations", Json::array({invocation_of(view)})},
                 {"results", std::move(results)}};
  const Json log{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", Json::array({run})}};
  return json_text(log) + "\n";
}

}  // namespace ko2alias
