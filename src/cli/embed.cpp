// The options of `embed`; embed_modules.cpp does what they say.
#include <algorithm>
#include <memory>
#include <sstream>
#include <utility>

#include <fmt/core.h>

#include "cli/embed_modules.h"
#include "embed/sign_file.h"
#include "support/file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view embed_examples = R"(
Examples:
  ko2alias embed --replace --in-place driver.ko
  ko2alias embed --add pci:v00001ED5d00000200sv*sd*bc*sc*i* -o new.ko driver.ko
  ko2alias embed --remove 'char-major-*' --in-place drivers
  ko2alias embed --override-prefix pci:2=acme_ --replace -o new.ko driver.ko
)";

// The lines of a file behind `@`, without comments, or the alias itself.
std::vector<std::string> aliases_of(const std::vector<std::string>& given) {
  std::vector<std::string> aliases;
  for (const std::string& one : given) {
    if (!one.starts_with('@')) {
      aliases.push_back(one);
      continue;
    }
    const auto text = read_text_file(one.substr(1));
    if (!text) throw UsageError(fmt::format("--add {}: {}", one, text.problem().message));
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);)
      if (const auto alias = trim(line); !alias.empty() && !alias.starts_with('#'))
        aliases.emplace_back(alias);
  }
  return aliases;
}

SigningKey signing_key(const std::string& given) {
  const auto comma = given.find(',');
  if (comma == std::string::npos) return {given, given};
  return {given.substr(0, comma), given.substr(comma + 1)};
}

AliasOrder alias_order(const std::string& name) {
  return name == "tables" ? AliasOrder::as_tables : AliasOrder::as_compiled;
}

// A module is in memory several times. This much keeps a run below what limits.md promises.
constexpr std::uint64_t usual_max_size = std::uint64_t{96} << 20;

bool has_max_size(const OptionValues& values) {
  const auto limits = texts_option(values, "limit");
  return text_option(values, "max-size") ||
         std::any_of(limits.begin(), limits.end(),
                     [](const std::string& limit) { return limit.starts_with("module="); });
}

EmbedOptions embed_options(const OptionValues& values, const RunOptions& run) {
  EmbedOptions options;
  options.decode = run.reading.decode;
  options.max_size = has_max_size(values) ? run.reading.input.limits.module : usual_max_size;
  options.is_replacing = is_set(values, "replace");
  if (const auto order = text_option(values, "order")) options.order = alias_order(*order);
  options.added = aliases_of(texts_option(values, "add"));
  options.removed = texts_option(values, "remove");
  options.builtin = text_option(values, "builtin").value_or("");
  options.is_unsigning = is_set(values, "unsign");
  if (!options.is_replacing && options.added.empty() && options.removed.empty())
    throw UsageError("nothing says what to change: --replace, --add ALIAS or --remove PATTERN");
  if (options.order && !options.is_replacing)
    throw UsageError("--order: the order of aliases that --replace writes");
  return options;
}

EmbedRun embed_run(const OptionValues& values) {
  EmbedRun run;
  run.options = run_options(values);
  run.options.reading.input.with_builtin = false;
  run.options.reading.input.opens_archives = false;
  run.paths = paths(values);
  run.embed = embed_options(values, run.options);
  run.format = &chosen_format(values, embed_formats());
  run.output = text_option(values, "output");
  run.is_trial = is_set(values, "dry-run");
  const int places =
      (run.output ? 1 : 0) + (is_set(values, "in-place") ? 1 : 0) + (run.is_trial ? 1 : 0);
  if (places != 1)
    throw UsageError("one of -o FILE, --in-place and --dry-run says where the result goes");
  if (is_set(values, "in-place") &&
      std::find(run.paths.begin(), run.paths.end(), "-") != run.paths.end())
    throw UsageError("--in-place: standard input has no place (-o FILE)");
  if (run.output && run.paths.size() != 1)
    throw UsageError("-o: takes one module (--in-place takes several)");
  if (!text_option(values, "sign-with") && text_option(values, "sign-file"))
    throw UsageError("--sign-file: --sign-with KEY,CERT says what signs");
  return run;
}

}  // namespace

CommandLine embed_command_line() {
  CommandLine line{"embed [OPTION]... MODULE...",
                   "Writes aliases into finished modules: into .modinfo, where depmod and modinfo "
                   "read them. Every other byte of a module stays, which is proved before it is "
                   "written. MODULE is a module (.ko, .o, compressed or not), a folder of them, "
                   "a modules.builtin.modinfo, '-' for one of these on standard input, or @FILE "
                   "for a list of paths.",
                   embed_examples};
  OptionTable& options = line.options;
  options.add("replace", flag(), "have .modinfo say what the tables say: all alias records anew");
  options.add("order",
              {.value_name = "ORDER",
               .choices = {{"tables", "as the kernel's build writes them"},
                           {"modinfo", "reversed, as gcc leaves them in .modinfo"}}},
              "the order of --replace; where it is given, another one is changed too");
  options.add("add", texts_value("ALIAS"),
              "have this alias too, or those of @FILE, one a line (# begins a comment)");
  options.add("remove", texts_value("PATTERN"),
              "have no alias that is this, or that this pattern matches (but those of --add)");
  options.add("builtin", text_value("NAME"),
              "the module that is changed in a modules.builtin.modinfo");
  options.add("in-place", flag(), "write each module in its place");
  options.add("dry-run", flag(),
              "write nothing, and say what would change (status 1 where something would)");
  options.add("unsign", flag(), "take a signature off, which would no longer hold");
  options.add("sign-with", text_value("KEY,CERT"),
              "sign what changes: files in PEM with the private key and the certificate, or one of "
              "both (KBUILD_SIGN_PIN in the environment is the pass phrase)");
  options.add("sign-file", text_value("PROGRAM"),
              "what signs (default: scripts/sign-file of the kernel's build where it is there, "
              "else this program)");
  add_format_option(options, embed_formats());
  add_output_option(options);
  options.add("verbose,v", flag(), "also print notes on the tables", OptionGroup::output);
  add_module_options(options);
  return line;
}

ExitStatus run_embed(const OptionValues& values, const Streams& streams) {
  EmbedRun run = embed_run(values);
  std::unique_ptr<ModuleSigner> signer;
  if (const auto key = text_option(values, "sign-with")) {
    const bool is_confined = run.options.is_sandboxed && streams.has_own_process;
    signer = std::make_unique<ModuleSigner>(signing_key(*key), text_option(values, "sign-file"),
                                            is_confined);
    run.embed.sign = [&](std::string module, const SigningWish& wish) {
      return signer->sign(std::move(module), wish);
    };
  }
  return embed_modules(run, streams);
}

}  // namespace ko2alias
