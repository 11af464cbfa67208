// What docs/rules.md says of a rule: the program carries the page.
#pragma once

#include <string>
#include <string_view>

#include "check/rule.h"
#include "support/screen.h"

namespace ko2alias {

/// docs/rules.md as it was when the program was built.
extern const std::string_view rules_page;

/// The rule's section in Markdown, without its title and severity, and what its chapter says of all
/// its rules.
std::string rule_markdown(const Rule& rule);

/// The same to read, below a line with severity, rule and summary: without Markdown's marks, in
/// lines of 80 columns at most, or of a screen that is narrower.
std::string explain(const Rule& rule, const Screen& screen);

}  // namespace ko2alias
