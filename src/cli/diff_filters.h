// The options that choose changes: --bus, --module, --only and --fail-on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "diff/category.h"
#include "diff/diff.h"
#include "kernel/kernel.h"

namespace ko2alias {

void add_filter_options(OptionTable& options);

/// The categories that an option names. Throws UsageError for a word that names none.
std::vector<Category> categories_option(const OptionValues& values, const std::string& name);

/// The categories of --fail-on; nothing for `never`. Throws UsageError.
std::optional<std::vector<Category>> fail_categories(const OptionValues& values);

/// Reads --bus, --module and --only. Throws UsageError.
void read_filters(const OptionValues& values, CompareOptions& options);

/// Spells the buses as the kernels do. Throws UsageError for a bus of which neither has an alias,
/// or a pattern that none of their modules' names fits: misspelt, they would look like no
/// difference.
void settle_filters(CompareOptions& options, const Kernel& before, const Kernel& after);

}  // namespace ko2alias
