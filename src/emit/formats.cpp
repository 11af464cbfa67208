// The rows of the formats, with the text that goes before and behind the modules.
#include "emit/formats.h"

namespace ko2alias {
namespace {

constexpr std::string_view json_head = "{\"schema_version\": 1, \"modules\": [\n";
constexpr std::string_view json_tail = "\n]}\n";

constexpr Format emit_rows[] = {
    {{.name = "modules-alias",
      .help =
          "alias PATTERN MODULE for the device tables, in the form of modules.alias; also of what "
          "is built in, and without the aliases that were written by hand",
      .render = render_modules_alias,
      .head = "# Aliases extracted from device tables by ko2alias.\n",
      .syntax = Syntax::records}},
    {{.name = "depmod",
      .help = "the modules.alias that depmod writes of a tree or package, to the byte",
      .syntax = Syntax::records},
     nullptr,
     render_depmod},
    {{.name = "mod-c",
      .help = "MODULE_ALIAS(\"PATTERN\");, as modpost writes .mod.c files",
      .render = render_mod_c,
      .syntax = Syntax::c_source}},
    {{.name = "modalias",
      .help = "the patterns alone, as modinfo -F alias prints them",
      .render = render_modalias,
      .syntax = Syntax::records}},
    {{.name = "modinfo",
      .help = "alias=PATTERN with a NUL behind each, for objcopy",
      .render = render_modinfo,
      .syntax = Syntax::records}},
    {{.name = "json",
      .help = "one document with all that is known of each alias, a snapshot of the kernel",
      .render = render_json,
      .head = json_head,
      .separator = ",\n",
      .tail = json_tail,
      .shows_pointers = true,
      .syntax = Syntax::json},
     render_json_tail},
};

constexpr Format dump_rows[] = {
    {{.name = "text",
      .help = "tables to read",
      .render = render_dump_text,
      .separator = "\n",
      .shows_pointers = true}},
    {{.name = "json",
      .help = "one document with every member of every entry",
      .render = render_dump_json,
      .head = json_head,
      .separator = ",\n",
      .tail = json_tail,
      .shows_pointers = true,
      .syntax = Syntax::json}},
};

}  // namespace

std::span<const Format> emit_formats() { return emit_rows; }
std::span<const Format> dump_formats() { return dump_rows; }

}  // namespace ko2alias
