#include "cli/diff_filters.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/core.h>

#include "bus/buses.h"
#include "kernel/module_files.h"
#include "pattern/alias_bus.h"
#include "pattern/glob.h"
#include "pattern/kmod_text.h"
#include "support/did_you_mean.h"
#include "support/text.h"

namespace ko2alias {
namespace {

using Names = std::set<std::string, std::less<>>;

// The items of an option that may be given several times, each time with a list.
std::vector<std::string> list_option(const OptionValues& values, const std::string& name) {
  std::vector<std::string> items;
  for (const std::string& list : texts_option(values, name))
    for (std::string& item : split_list(list)) items.push_back(std::move(item));
  // A shell makes it of a variable that is not set, and without words all would be meant.
  if (items.empty() && values.has(name))
    throw UsageError(fmt::format("--{}: expected a list, but there is nothing in it", name));
  return items;
}

std::vector<std::string> category_words() {
  std::vector<std::string> words{"lost-to-nothing", "gained-from-nothing"};
  for (const Category category : all_categories) words.emplace_back(name_of(category));
  return words;
}

Names buses_of(const Kernel& before, const Kernel& after) {
  Names buses;
  for (const Kernel* const kernel : {&before, &after})
    for (const KernelModule& module : kernel->modules) {
      // Modules without aliases are told under it.
      if (module.claims.empty()) buses.emplace("other");
      for (const Claim& claim : module.claims)
        if (const std::string_view bus = bus_of(claim.pattern); !buses.contains(bus))
          buses.emplace(bus);
    }
  return buses;
}

Names modules_of(const Kernel& before, const Kernel& after) {
  Names names;
  for (const Kernel* const kernel : {&before, &after}) {
    for (const KernelModule& module : kernel->modules) names.insert(module.name);
    names.merge(built_in_names(*kernel));
  }
  return names;
}

void settle_buses(std::vector<std::string>& buses, const Names& known) {
  for (std::string& bus : buses) {
    const auto found = std::find_if(known.begin(), known.end(), [&](const std::string& name) {
      return underscored(name) == underscored(bus);
    });
    if (found == known.end())
      throw UsageError(fmt::format("--bus {}: neither kernel has an alias of this bus{}", bus,
                                   did_you_mean(bus, known)));
    bus = *found;
  }
}

void check_modules(const std::vector<std::string>& patterns, const Names& known) {
  for (const std::string& pattern : patterns) {
    const Glob glob(normalized(pattern));
    if (std::none_of(known.begin(), known.end(),
                     [&](const std::string& name) { return glob.matches(name); }))
      throw UsageError(fmt::format("--module {}: neither kernel has a module of this name{}",
                                   pattern, did_you_mean(underscored(pattern), known)));
  }
}

// With their meanings, or their names alone.
std::vector<OptionWord> category_choices(bool has_meanings) {
  std::vector<OptionWord> choices;
  choices.reserve(std::size(all_categories));
  for (const Category category : all_categories)
    choices.push_back({.name = std::string(name_of(category)),
                       .help = has_meanings ? std::string(meaning_of(category)) : ""});
  return choices;
}

std::vector<OptionWord> bus_choices() {
  std::vector<OptionWord> choices;
  choices.reserve(all_buses().size());
  for (const Bus* const bus : all_buses()) choices.push_back({.name = std::string(bus->type)});
  return choices;
}

}  // namespace

void add_filter_options(OptionTable& options) {
  options.add("bus", {.value_name = "BUS,...", .choices = bus_choices(), .is_list = true},
              "only these buses (pci, usb, of, ...; 'other' for aliases of no bus)");
  options.add("module", texts_value("GLOB,..."), "only modules whose name matches one of these");
  options.add("only",
              {.value_name = "CATEGORY,...", .choices = category_choices(true), .is_list = true},
              "only these categories");
  std::vector<OptionWord> failing = category_choices(false);
  failing.push_back({.name = never_word});
  options.add("fail-on",
              {.value_name = "CATEGORY,...", .choices = std::move(failing), .is_list = true},
              "exit with 1 only if there are changes in these (default: in any shown; never: in "
              "none)");
}

std::vector<Category> categories_option(const OptionValues& values, const std::string& name) {
  std::vector<Category> categories;
  for (const std::string& word : list_option(values, name)) {
    const std::vector<Category> named = find_categories(word);
    if (named.empty())
      throw UsageError(fmt::format("--{} {}: no such category{} (--help lists them)", name, word,
                                   did_you_mean(word, category_words())));
    categories.insert(categories.end(), named.begin(), named.end());
  }
  return categories;
}

std::optional<std::vector<Category>> fail_categories(const OptionValues& values) {
  const std::vector<std::string> words = list_option(values, "fail-on");
  if (std::find(words.begin(), words.end(), never_word) == words.end())
    return categories_option(values, "fail-on");
  if (words.size() > 1)
    throw UsageError(fmt::format("--fail-on {}: expected no category beside it", never_word));
  return std::nullopt;
}

void read_filters(const OptionValues& values, CompareOptions& options) {
  options.buses = list_option(values, "bus");
  options.modules = list_option(values, "module");
  options.categories = categories_option(values, "only");
}

void settle_filters(CompareOptions& options, const Kernel& before, const Kernel& after) {
  if (!options.buses.empty()) settle_buses(options.buses, buses_of(before, after));
  if (!options.modules.empty()) check_modules(options.modules, modules_of(before, after));
}

}  // namespace ko2alias
