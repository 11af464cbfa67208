// A module is read as `emit --source all` and as `dump` read it, and written in all their formats.
#include "emit/formats.h"
#include "harness.h"
#include "module/read_modules.h"

namespace ko2alias::fuzz {
namespace {

void render(const Item& item, const ReadOptions& options, std::span<const Format> formats) {
  static Workspace workspace;
  read_item(options, item, workspace, [&](ModuleReport& report) {
    for (const Format& format : formats)
      if (format.write != nullptr) format.write(report, [](std::string_view) {});
  });
}

}  // namespace

void run_modules(std::string_view bytes) {
  static const ReadOptions as_emit{.input = {.limits = {.module = 1 << 20}},
                                   .source = AliasSource::all};
  static const ReadOptions as_dump{
      .input = {.limits = {.module = 1 << 20}}, .needs_tables = true, .reads_pointers = true};
  const Item item{.name = "fuzz.ko", .bytes = std::string(bytes)};
  render(item, as_emit, emit_formats());
  render(item, as_dump, dump_formats());
}

}  // namespace ko2alias::fuzz
