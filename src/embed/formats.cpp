// The text is a diff of the alias records:
//
//   acme_nic.ko: 1 alias added, 1 removed; the signature of Acme is gone
//   +pci:v00001ED5d00000200sv*sd*bc*sc*i*
//   -pci:v00001ED5d00000100sv*sd*bc*sc*i*
//   other.ko: nothing to change
#include "embed/formats.h"

#include <fmt/color.h>
#include <nlohmann/json.hpp>

#include "support/color.h"
#include "support/json_document.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr FormatRow<EmbedView> embed_format_rows[] = {
    {.name = "text", .help = "to read: what is added and removed", .render = render_embed_text},
    {.name = "json",
     .help = "one JSON document",
     .render = render_embed_json,
     .syntax = Syntax::json},
};

std::string lines_of(const EmbedView& view, char sign, fmt::terminal_color color,
                     const std::vector<std::string>& aliases) {
  std::string text;
  for (const std::string& alias : aliases)
    text += styled(view.screen.has_color, fmt::fg(color), sign + escape_for_terminal(alias)) + "\n";
  return text;
}

std::string signature_text(const EmbedView& view, const EmbeddedModule& module) {
  if (!module.signature && !module.is_signed_anew) return "";
  if (!module.signature) return view.is_trial ? "; would be signed" : "; signed";
  const char* const is = view.is_trial ? "would be" : "is";
  const std::string whose =
      module.signature->signer.empty()
          ? "the signature"
          : "the signature of " + escape_for_terminal(module.signature->signer);
  return fmt::format("; {} {} {}", whose, is, module.is_signed_anew ? "replaced" : "gone");
}

std::string change_text(const EmbedView& view, const EmbeddedModule& module) {
  const char* const would = view.is_trial ? "would be " : "";
  if (module.added.empty() && module.removed.empty())
    return fmt::format("the same aliases {}in another order", would);
  return fmt::format("{} {}added, {} removed", counted(module.added.size(), "alias", "aliases"),
                     would, with_commas(module.removed.size()));
}

std::string outcome_text(const EmbedView& view, const EmbedOutcome& outcome) {
  const std::string path =
      styled(view.screen.has_color, fmt::emphasis::bold, escape_for_terminal(outcome.path));
  // The error stream has the reason.
  if (outcome.failure) return path + ": not changed\n";
  const EmbeddedModule& module = outcome.module;
  if (!module.is_changed) return path + ": nothing to change\n";
  return fmt::format("{}: {}{}\n", path, change_text(view, module), signature_text(view, module)) +
         lines_of(view, '+', fmt::terminal_color::green, module.added) +
         lines_of(view, '-', fmt::terminal_color::red, module.removed);
}

nlohmann::ordered_json outcome_json(const EmbedOutcome& outcome) {
  const EmbeddedModule& module = outcome.module;
  nlohmann::ordered_json json{{"path", outcome.path},  {"changed", module.is_changed},
                              {"added", module.added}, {"removed", module.removed},
                              {"signature", nullptr},  {"signed", module.is_signed_anew},
                              {"error", nullptr}};
  if (module.signature)
    json["signature"] = {{"signer", module.signature->signer}, {"hash", module.signature->hash}};
  if (outcome.failure) json["error"] = *outcome.failure;
  return json;
}

}  // namespace

std::span<const FormatRow<EmbedView>> embed_formats() { return embed_format_rows; }

std::string render_embed_text(const EmbedView& view) {
  std::string text;
  for (const EmbedOutcome& outcome : view.outcomes) text += outcome_text(view, outcome);
  return text;
}

std::string render_embed_json(const EmbedView& view) {
  JsonDocument document;
  document.add("schema_version", 1);
  document.add("written", !view.is_trial);
  document.add_array("modules", view.outcomes, outcome_json);
  return std::move(document).text();
}

}  // namespace ko2alias
