// Judges ko2alias by real kernels. Exit status: 0 nothing differs, 1 something does, 2 wrong
// arguments.
//
//   ko2alias_judge modinfo TREE         against the aliases that each module's own build wrote into
//   .modinfo ko2alias_judge modpost TREE DIR     against the real modpost's answers, as
//   test/real/modpost-of writes them ko2alias_judge novermagic TREE      each module against itself
//   without its vermagic
//
// Options before the command: --kernel RELEASE, --build-host little|big (as in DecodeOptions).
#include <cstdio>
#include <optional>

#include "judging.h"
#include "ko2alias/decode.h"

namespace {

using namespace ko2alias;

bool read_option(const std::string& name, const std::string& value, DecodeOptions& options) {
  if (name == "--kernel") {
    options.kernel = parse_release(value);
    return options.kernel.has_value();
  }
  if (name != "--build-host" || (value != "little" && value != "big")) return false;
  options.build_host = value == "big" ? ByteOrder::big : ByteOrder::little;
  return true;
}

std::optional<bool> run(const judge::Strings& arguments, const DecodeOptions& options) {
  const std::string command = arguments.empty() ? "" : arguments[0];
  if (command == "modinfo" && arguments.size() == 2)
    return judge::judge_modinfo(arguments[1], options);
  if (command == "modpost" && arguments.size() == 3)
    return judge::judge_modpost(arguments[1], arguments[2], options);
  if (command == "novermagic" && arguments.size() == 2)
    return judge::judge_novermagic(arguments[1], options);
  return std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
  judge::Strings arguments(argv + 1, argv + argc);
  DecodeOptions options;
  while (arguments.size() >= 2 && arguments[0].starts_with("--")) {
    if (!read_option(arguments[0], arguments[1], options)) {
      std::fprintf(stderr, "ko2alias_judge: error: %s %s: not understood\n", argv[1], argv[2]);
      return 2;
    }
    arguments.erase(arguments.begin(), arguments.begin() + 2);
  }
  const auto is_good = run(arguments, options);
  if (!is_good) {
    std::fputs(
        "usage: ko2alias_judge [--kernel RELEASE] [--build-host little|big] modinfo TREE | modpost "
        "TREE DIR | "
        "novermagic TREE\n",
        stderr);
    return 2;
  }
  return *is_good ? 0 : 1;
}
