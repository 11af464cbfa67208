// Opens an item, and visits the module that it is or the modules that it lists. Problems are
// logged.
#include "module/read_modules.h"

#include <fmt/core.h>

#include "decode/pointers.h"
#include "input/file_names.h"
#include "ko2alias/decode.h"
#include "ko2alias/image.h"
#include "module/file_kind.h"
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
  // The same words for one and for many: equal messages are counted.
  return {.severity = Severity::warning,
          .message = fmt::format("stripped of its device tables' symbols: its aliases ({}) stand "
                                 "in .modinfo alone",
                                 module.modinfo.all("alias").size()),
          .kind = ProblemKind::stripped_module};
}

Problem file_name_problem(std::string_view name) {
  Problem problem = name_problem(name);
  problem.message += ": its file needs a name without blanks and control characters";
  return problem;
}

Problem unknown_pointers(const Problem& why) {
  return error("it is not known where the pointers in its tables lead: " + why.message);
}

Problem no_tables(std::string_view kind) {
  return {.message = fmt::format("{}, which has no device tables", kind),
          .kind = ProblemKind::no_tables};
}

class ItemReader {
 public:
  ItemReader(const ReadOptions& options, const Item& item, const VisitModule& visit)
      : options_(options), item_(item), visit_(visit) {
    log_.name = item.name;
    log_.file_bytes = item.file_bytes;
  }

  ItemLog read(Workspace& workspace) {
    auto source = open_item(item_, workspace, options_.input.limits.module);
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
    if (auto problem = why_no_module(*image)) return tell(std::move(*problem));
    DecodedModule module = decode_module(*image, options_.decode);
    ModuleReport report = make_report(item_.name, *image, module, options_.source);
    if (!is_module_word(report.name)) return tell(file_name_problem(report.name));
    log_.is_stripped = module.is_stripped;
    ++log_.modules;
    std::optional<Pointers> pointers;
    if (!module.tables.empty() && (options_.reads_pointers || may_have_driver(source))) {
      pointers.emplace(*image);
      report.pointers = &*pointers;
      report.drivers = drivers_of(module, *pointers);
      if (options_.reads_pointers && pointers->problem())
        tell(unknown_pointers(*pointers->problem()));
    }
    visit_(report);
    tell_problems(module);
  }

  // A name stands in the file as it is, with a NUL behind it.
  [[nodiscard]] bool may_have_driver(Source& source) const {
    if (options_.wanted_driver.empty() || source.load(0, source.data().size())) return false;
    const std::string_view text(options_.wanted_driver.c_str(), options_.wanted_driver.size() + 1);
    return source.data().find(text) != std::string_view::npos;
  }

  void tell_problems(const DecodedModule& module) {
    if (!module.tables.empty()) tell(release_note(module));
    if (module.is_stripped && options_.source == AliasSource::tables)
      tell(stripped_problem(module));
    for (const Problem& problem : module.problems)
      if (options_.tells_module_problems ||
          (problem.severity == Severity::error && !has_rule(problem.kind)))
        tell(problem);
    if (const std::size_t omitted = module.problems.omitted(); omitted > 0)
      tell({.message = "and " + counted(omitted, "more problem"),
            .kind = ProblemKind::many_problems});
  }

  void read_listing(Source& source) {
    // A kernel's build may have nothing to record.
    if (source.data().empty() && is_builtin_name(item_.name)) return;
    if (auto problem = source.load(0, source.data().size())) return tell(*problem);
    if (auto problem = why_no_module(source.data())) return tell(std::move(*problem));
    auto listing = parse_listing(item_.name, source.data());
    if (!listing) return tell(listing.problem());
    if (options_.needs_tables) return tell(no_tables(kind_of_listing(source.data())));
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
