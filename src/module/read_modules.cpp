// Opens an item, and visits the module that it is or the modules that it lists. Problems are
// logged.
#include "module/read_modules.h"

#include <fmt/core.h>

#include "input/file_names.h"
#include "ko2alias/decode.h"
#include "ko2alias/image.h"
#include "module/listing.h"
#include "support/text.h"

namespace ko2alias {
namespace {

Problem release_note(const DecodedModule& module) {
  return {.severity = Severity::note,
          .message =
              fmt::format("kernel {}: {}", to_string(module.choice.release), module.choice.reason)};
}

Problem stripped_problem(const DecodedModule& module) {
  return {.severity = Severity::warning,
          .message = fmt::format("stripped of its device tables' symbols: its {} aliases stand in "
                                 ".modinfo alone",
                                 module.modinfo.all("alias").size()),
          .kind = ProblemKind::stripped_module};
}

Problem file_name_problem(std::string_view name) {
  Problem problem = name_problem(name);
  problem.message += ": its file needs a name without blanks and control characters";
  return problem;
}

class ItemReader {
 public:
  ItemReader(const ReadOptions& options, const Item& item, const VisitModule& visit)
      : options_(options), item_(item), visit_(visit) {
    log_.name = item.name;
  }

  ItemLog read(Workspace& workspace) {
    auto source = open_item(item_, workspace, options_.input.max_size);
    if (!source)
      tell(source.problem());
    else if (is_elf((*source)->data()))
      read_module(**source);
    else
      read_listing(**source);
    return std::move(log_);
  }

 private:
  void tell(Problem problem) { log_.problems.push_back(std::move(problem)); }

  void read_module(Source& source) {
    const auto image = open_image(source);
    if (!image) return tell(image.problem());
    DecodedModule module = decode_module(*image, options_.decode);
    ModuleReport report = make_report(item_.name, *image, module, options_.source);
    if (!is_module_word(report.name)) return tell(file_name_problem(report.name));
    log_.is_stripped = module.is_stripped;
    ++log_.modules;
    visit_(report);
    tell_problems(module);
  }

  void tell_problems(DecodedModule& module) {
    if (!module.tables.empty()) tell(release_note(module));
    if (module.is_stripped && options_.source == AliasSource::tables)
      tell(stripped_problem(module));
    if (options_.tells_module_problems)
      std::move(module.problems.begin(), module.problems.end(), std::back_inserter(log_.problems));
  }

  void read_listing(Source& source) {
    // A kernel's build may have nothing to record.
    if (source.data().empty() && is_builtin_name(item_.name)) return;
    if (auto problem = source.load(0, source.data().size())) return tell(*problem);
    auto listing = parse_listing(item_.name, source.data());
    if (!listing) return tell(listing.problem());
    log_.texts = listing->texts();
    for (ModuleReport& module : listing->modules()) {
      if (module.is_builtin && !options_.input.with_builtin) continue;
      ++log_.modules;
      visit_(module);
    }
  }

  const ReadOptions& options_;
  const Item& item_;
  const VisitModule& visit_;
  ItemLog log_;
};

}  // namespace

ItemLog read_item(const ReadOptions& options, const Item& item, Workspace& workspace,
                  const VisitModule& visit) {
  return ItemReader(options, item, visit).read(workspace);
}

}  // namespace ko2alias
