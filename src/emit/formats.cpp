// The rows of the formats, with the text that goes before and behind the modules.
#include "emit/formats.h"

namespace ko2alias {
namespace {

constexpr std::string_view json_head = "{\"schema_version\": 1, \"modules\": [\n";
constexpr std::string_view json_tail = "\n]}\n";

constexpr Format emit_rows[] = {
    {{"modules-alias",
      "alias PATTERN MODULE for the device tables, in the form of modules.alias; also of what is "
      "built in, and without the aliases that were written by hand",
      render_modules_alias, "# Aliases extracted from device tables by ko2alias.\n"}},
    {{"depmod", "the modules.alias that depmod writes of a tree or package, to the byte"},
     nullptr,
     render_depmod},
    {{"mod-c", "MODULE_ALIAS(\"PATTERN\");, as modpost writes .mod.c files", render_mod_c}},
    {{"modalias", "the patterns alone, as modinfo -F alias prints them", render_modalias}},
    {{"modinfo", "alias=PATTERN with a NUL behind each, for objcopy", render_modinfo}},
    {{"json", "one document with all that is known of each alias, a snapshot of the kernel",
      render_json, json_head, ",\n", json_tail},
     render_json_tail},
};

constexpr Format dump_rows[] = {
    {{"text", "tables to read", render_dump_text, "", "\n"}},
    {{"json", "one document with every member of every entry", render_dump_json, json_head, ",\n",
      json_tail}},
};

}  // namespace

std::span<const Format> emit_formats() { return emit_rows; }
std::span<const Format> dump_formats() { return dump_rows; }

}  // namespace ko2alias
