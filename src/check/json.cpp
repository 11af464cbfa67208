// Findings as JSON. docs/json-schema/check.schema.json has the schema.
#include <nlohmann/json.hpp>

#include "check/formats.h"

namespace ko2alias {

std::string render_check_json(const CheckView& view) {
  using Json = nlohmann::ordered_json;
  Json json{{"schema_version", 1},
            {"modules", view.modules},
            {"accepted", view.accepted},
            {"suppressed", view.suppressed},
            {"findings", Json::array()}};
  for (const Finding& finding : view.findings) {
    Json one{{"rule", finding.rule->id},
             {"severity", name_of(finding.rule->severity)},
             {"path", finding.path},
             {"module", finding.module}};
    if (!finding.place.empty()) one["place"] = finding.place;
    one["message"] = finding.message;
    json["findings"].push_back(std::move(one));
  }
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace ko2alias
