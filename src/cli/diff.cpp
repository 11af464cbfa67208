#include <algorithm>

#include <fmt/core.h>

#include "cli/device_options.h"
#include "cli/kernels.h"
#include "cli/options.h"
#include "cli/output.h"
#include "diff/diff.h"
#include "diff/formats.h"
#include "kernel/kernel_config.h"
#include "kernel/module_files.h"
#include "kernel/module_order.h"
#include "pattern/alias_bus.h"
#include "support/file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view examples = R"(
Examples:
  ko2alias diff linux-image-6.1.deb linux-image-6.12.deb
  ko2alias diff --only lost,partly-lost /lib/modules/6.12.57 /lib/modules/7.2.1
  ko2alias diff --devices /sys /lib/modules/$(uname -r) linux-image-7.2.deb+linux-modules-7.2.deb
  ko2alias diff --format html -o changes.html old.json new.json
  ko2alias diff --fail-on lost,partly-lost --module 'snd_*' modules.alias.old modules.alias.new
)";

CommandLine command_line() {
  std::string categories;
  for (std::size_t i = 0; i < category_count; ++i)
    categories += fmt::format("\n  {:<17}{}", name_of(static_cast<Category>(i)),
                              meaning_of(static_cast<Category>(i)));
  CommandLine line{"diff [OPTION]... OLD NEW",
                   "Says what changed for hardware between two kernels: each alias that only one "
                   "of them has, by what "
                   "the other matches of its\ndevices. OLD and NEW are each a PATH, or several of "
                   "one kernel joined "
                   "with '+'.\n\n" +
                       std::string(path_help) + "\n\nCategories:" + categories + "\n",
                   examples};
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  add_format_option(line.options, compare_formats());
  add_output_option(line.options);
  auto add = line.options.add_options();
  add("bus", text("BUS,..."),
      "only these buses (pci, usb, of, ...; 'other' for aliases of no bus)");
  add("module", text("GLOB"), "only modules whose name matches");
  add("only", text("CATEGORY,..."), "only these categories");
  add("devices", text("FILE"),
      "only what these devices feel: a list of modaliases or HOST<TAB>MODALIAS lines, or a /sys "
      "folder");
  add("data", flag(), "also compare driver data, where both kernels have tables");
  add("full", flag(), "a line for every alias, nothing folded");
  add("fail-on", text("CATEGORY,..."),
      "exit with 1 only if there are changes in these (default: in any shown)");
  add("config-old", text("FILE"), "the .config of OLD; packages bring theirs along");
  add("config-new", text("FILE"), "the .config of NEW");
  add("ids", text("DIR"), "where pci.ids and usb.ids are (default: where distributions have them)");
  add_run_options(line.options);
  return line;
}

std::vector<std::string> list_option(const po::variables_map& values, const std::string& name) {
  std::vector<std::string> items;
  std::string text = text_option(values, name).value_or("");
  for (std::size_t comma = 0; !text.empty();
       text.erase(0, comma == std::string::npos ? comma : comma + 1)) {
    comma = text.find(',');
    if (comma != 0) items.push_back(text.substr(0, comma));
  }
  return items;
}

std::vector<Category> categories_option(const po::variables_map& values, const std::string& name) {
  std::vector<Category> categories;
  for (const std::string& word : list_option(values, name)) {
    const auto category = find_category(word);
    if (!category)
      throw UsageError(fmt::format("--{} {}: --help lists the categories", name, word));
    categories.push_back(*category);
  }
  return categories;
}

CompareOptions compare_options(const po::variables_map& values) {
  CompareOptions options{.with_data = is_set(values, "data"),
                         .buses = list_option(values, "bus"),
                         .module = text_option(values, "module").value_or(""),
                         .categories = categories_option(values, "only")};
  if (const auto path = text_option(values, "devices")) options.devices = listed_devices(*path);
  return options;
}

// A configuration that was named replaces one that a package brought along.
void take_config(const po::variables_map& values, const std::string& option, Kernel& kernel) {
  const auto path = text_option(values, option);
  if (!path) return;
  auto text = read_text_file(*path);
  if (!text) throw UsageError(fmt::format("--{} {}: {}", option, *path, text.problem().message));
  const auto config = KernelConfig::parse(*text);
  if (!config)
    throw UsageError(fmt::format("--{} {}: {}", option, *path, config.problem().message));
  kernel.config = std::move(*text);
}

// A caveat as a warning, with the option that it is about or that helps.
void warn_of(const Caveat& caveat, const Streams& streams) {
  std::string text = escape_for_terminal(sentence_of(caveat));
  if (caveat.kind == CaveatKind::bus_unknown) text = "--bus " + text;
  if (caveat.kind == CaveatKind::built_ins_unknown)
    text +=
        " (join what has modules.builtin.modinfo with '+', or leave them out with --no-builtin)";
  streams.err << "ko2alias: warning: " << text << "\n";
}

bool is_finding(const Comparison& comparison, const std::vector<Category>& fail_on) {
  const auto counts = [&](const auto& change) {
    return fail_on.empty() ||
           std::find(fail_on.begin(), fail_on.end(), change.category) != fail_on.end();
  };
  return comparison.device_count
             ? std::any_of(comparison.device_changes.begin(), comparison.device_changes.end(),
                           counts)
             : std::any_of(comparison.changes.begin(), comparison.changes.end(), counts);
}

int diff(const po::variables_map& values, const Streams& streams) {
  const auto& format = chosen_format(values, compare_formats());
  const auto fail_on = categories_option(values, "fail-on");
  const CompareOptions options = compare_options(values);
  const auto sides = paths(values);
  if (sides.size() != 2)
    throw UsageError(fmt::format("expected OLD and NEW, but there are {} paths", sides.size()));
  RunOptions run = run_options(values);
  run.reading.source = AliasSource::all;
  const WantsData wants_data =
      options.with_data ? [](std::string_view) { return true; } : WantsData();
  KernelReading before = read_kernel(sides[0], run, wants_data, streams);
  KernelReading after = read_kernel(sides[1], run, wants_data, streams);
  take_config(values, "config-old", before.kernel);
  take_config(values, "config-new", after.kernel);
  // Against nothing, all would seem lost or gained.
  if (before.kernel.modules.empty() || after.kernel.modules.empty()) return trouble;

  const Comparison comparison = compare(before.kernel, after.kernel, options);
  for (const Caveat& caveat : comparison.caveats) warn_of(caveat, streams);
  const DeviceNames names = read_device_names(text_option(values, "ids"));
  Output output(text_option(values, "output"), streams);
  output.write_as_it_is(format.render({.comparison = &comparison,
                                       .names = &names,
                                       .has_color = may_color(values, streams),
                                       .is_full = is_set(values, "full")}));
  if (!output.finish() || before.status == trouble || after.status == trouble) return trouble;
  return is_finding(comparison, fail_on) ? finding : nothing_to_report;
}

}  // namespace

int run_diff(const Arguments& arguments, const Streams& streams) {
  return with_usage_errors("diff", streams, [&] {
    const auto values = parse(command_line(), arguments, streams);
    return values ? diff(*values, streams) : static_cast<int>(nothing_to_report);
  });
}

}  // namespace ko2alias
