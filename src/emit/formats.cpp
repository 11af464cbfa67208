// The rows of the formats, with the text that goes before and behind the modules.
#include "emit/formats.h"

namespace ko2alias {
namespace {

constexpr std::string_view json_head = "{\"schema_version\": 1, \"modules\": [\n";
constexpr std::string_view json_tail = "\n]}\n";

constexpr Format record_format(std::string_view name, std::string_view help,
                               decltype(Format::render_record) render,
                               Syntax syntax = Syntax::records) {
  Format format{{.name = name, .help = help, .syntax = syntax}};
  format.render_record = render;
  return format;
}

constexpr Format emit_rows[] = {
    {{.name = "modules-alias",
      .help =
          "alias PATTERN MODULE for the device tables, in the form of modules.alias; also of what "
          "is built in, and without the aliases that were written by hand",
      .head = "# Aliases extracted from device tables by ko2alias.\n",
      .syntax = Syntax::records},
     write_modules_alias},
    {{.name = "depmod",
      .help = "the modules.alias that depmod writes of a tree or package, to the byte",
      .syntax = Syntax::records},
     nullptr,
     nullptr,
     render_depmod},
    {{.name = "mod-c",
      .help = "MODULE_ALIAS(\"PATTERN\");, as modpost writes .mod.c files",
      .syntax = Syntax::c_source},
     write_mod_c},
    {{.name = "modalias",
      .help = "the patterns alone, as modinfo -F alias prints them",
      .syntax = Syntax::records},
     write_modalias},
    {{.name = "modinfo",
      .help = "alias=PATTERN with a NUL behind each, for objcopy",
      .syntax = Syntax::records},
     write_modinfo},
    {{.name = "json",
      .help = "one document with all that is known of each alias, a snapshot of the kernel",
      .head = json_head,
      .separator = ",\n",
      .tail = json_tail,
      .shows_pointers = true,
      .syntax = Syntax::json},
     write_json,
     render_json_tail},
    {{.name = "jsonl",
      .help = "JSON Lines: the same objects, a module a line; the kernel's own files are left out",
      .shows_pointers = true,
      .syntax = Syntax::json},
     write_json_line},
    record_format("substvars", "modaliases=…, a line of debian/PACKAGE.substvars",
                  render_substvars),
    record_format("modaliases", "debian/PACKAGE.modaliases, of which dh_modaliases makes the same",
                  render_modaliases),
    record_format("isenkram", "a stanza of isenkram's list", render_isenkram),
    record_format("appstream", "AppStream metainfo with a component of type driver",
                  render_appstream, Syntax::markup),
    record_format("supplements", "modalias(kernel-FLAVOUR:PATTERN), SUSE's Supplements",
                  render_supplements),
    record_format("provides", "modalias(PATTERN) = VERSION, Provides of RHEL and Fedora",
                  render_provides),
    record_format("pmdinfo", "PCI ids as dpdk-pmdinfo.py prints them", render_pmdinfo,
                  Syntax::json),
};

constexpr Format dump_rows[] = {
    {{.name = "text", .help = "tables to read", .separator = "\n", .shows_pointers = true},
     write_dump_text,
     nullptr,
     nullptr,
     write_dump_untitled},
    {{.name = "json",
      .help = "one document with every member of every entry",
      .head = json_head,
      .separator = ",\n",
      .tail = json_tail,
      .shows_pointers = true,
      .syntax = Syntax::json},
     write_dump_json},
};

}  // namespace

std::span<const Format> emit_formats() { return emit_rows; }
std::span<const Format> dump_formats() { return dump_rows; }

}  // namespace ko2alias
