// All rules look at a module, and their findings are written in all formats.
#include "check/formats.h"
#include "check/rules.h"
#include "harness.h"
#include "module/read_modules.h"

namespace ko2alias::fuzz {

void run_check(std::string_view bytes) {
  static const ReadOptions options{.input = {.limits = {.module = 1 << 20}},
                                   .source = AliasSource::all,
                                   .tells_module_problems = false};
  static Workspace workspace;
  const Item item{.name = "fuzz.ko", .bytes = std::string(bytes)};
  std::vector<Finding> findings;
  read_item(options, item, workspace, [&](ModuleReport& report) {
    for (Finding& finding : check_module(report, nullptr)) findings.push_back(std::move(finding));
  });
  const CheckView view{.findings = findings, .modules = 1};
  for (const auto& format : check_formats()) format.render(view);
}

}  // namespace ko2alias::fuzz
