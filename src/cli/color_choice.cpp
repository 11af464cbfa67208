#include "cli/color_choice.h"

#include <cstdlib>
#include <string_view>

#include <fmt/core.h>

namespace ko2alias {
namespace {

std::string_view environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

}  // namespace

void add_color_option(OptionTable& options) {
  options.add("color",
              {.value_name = "WHEN",
               .choices = {{"auto", "on a terminal (NO_COLOR, CLICOLOR and TERM=dumb forbid it)"},
                           {"always", "also in a file or a pipe"},
                           {"never", "nowhere"}}},
              "whether there are colours", OptionGroup::output);
}

ColorChoice color_choice(const OptionValues& values) {
  const std::string name = text_option(values, "color").value_or("auto");
  if (name == "auto") return ColorChoice::automatic;
  return name == "always" ? ColorChoice::always : ColorChoice::never;
}

bool has_color(ColorChoice choice, bool is_terminal) {
  if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
  if (!environment("NO_COLOR").empty()) return false;
  if (const auto forced = environment("CLICOLOR_FORCE"); !forced.empty() && forced != "0")
    return true;
  return is_terminal && environment("CLICOLOR") != "0" && has_cursor();
}

bool has_cursor() { return environment("TERM") != "dumb"; }

}  // namespace ko2alias
