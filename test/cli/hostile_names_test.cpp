// Names as an attacker would choose them, through every command and format: neither a terminal nor
// the runner of a CI takes anything of them for its own.
#include <algorithm>
#include <cctype>
#include <sstream>

#include <nlohmann/json.hpp>

#include "check/formats.h"
#include "diff/formats.h"
#include "emit/formats.h"
#include "kit/examples.h"
#include "kit/kit.h"
#include "match/formats.h"
#include "support/text.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

const strings hostile_names = {
    "::error::x",
    " \t::error::x",
    "\xc2\xa0::error::x",
    "\xe3\x80\x80::stop-commands::x",
    "\n::error::x",
    "\r::error::x",
    "a\r\n::error::x",
    "\xe2\x80\xa8::error::x",
    "##[group]x",
    "a##[error]b",
    "###[debug]x",
    "##vso[task.x]y",
    "a ##vso[b]",
    "##VSO[x]",
    "##teamcity[x]",
    "\xc2\xad::error::x",
    "\x1b[31m",
    "\xc2\x9b"
    "31m",
    "\xe2\x80\xaegpj.x",
    "\xff##[x]\x80",
    "\x1b]0;title\a",
    "`##[x]|<b>&",
};

// Where the output goes.
enum class Sink : std::uint8_t { pipe, terminal, log };

Outcome run_into(Sink sink, const Arguments& arguments) {
  std::ostringstream out;
  std::ostringstream err;
  const ExitStatus status = run(arguments, {.out = out,
                                            .err = err,
                                            .out_is_terminal = sink == Sink::terminal,
                                            .err_is_terminal = sink == Sink::terminal,
                                            .out_is_log = sink == Sink::log});
  return {status, out.str(), err.str()};
}

// The runners' own reading: .NET takes its blanks off, and two kinds of line breaks for lines.
bool begins_command(std::string_view line) {
  static constexpr std::string_view blanks[] = {" ",
                                                "\t",
                                                "\v",
                                                "\f",
                                                "\xc2\x85",
                                                "\xc2\xa0",
                                                "\xe1\x9a\x80",
                                                "\xe2\x80\x80",
                                                "\xe2\x80\x83",
                                                "\xe2\x80\xa8",
                                                "\xe2\x80\xa9",
                                                "\xe2\x80\xaf",
                                                "\xe2\x81\x9f",
                                                "\xe3\x80\x80"};
  for (bool is_trimmed = false; !is_trimmed;) {
    is_trimmed = true;
    for (const std::string_view blank : blanks)
      if (line.starts_with(blank)) {
        line.remove_prefix(blank.size());
        is_trimmed = false;
      }
  }
  return line.starts_with("::");
}

// `##[`, `##vso[`, anywhere in a line.
bool has_hashes(const std::string& text) {
  for (auto at = text.find("##"); at != std::string::npos; at = text.find("##", at + 1)) {
    const auto is_letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
    const auto end =
        std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(at) + 2, text.end(), is_letter);
    if (end != text.end() && *end == '[') return true;
  }
  return false;
}

bool has_command(const std::string& text) {
  std::string line;
  for (const char c : text + "\n") {
    if (c != '\n' && c != '\r') {
      line += c;
    } else {
      if (begins_command(line)) return true;
      line.clear();
    }
  }
  return has_hashes(text);
}

// Whether a terminal would do more than show the text.
bool acts_on_terminal(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
    if ((byte < 0x20 && byte != '\n') || byte == 0x7f) return true;
    if (byte == 0xc2 && next >= 0x80 && next <= 0x9f) return true;
  }
  return text.find("\xe2\x80\xae") != std::string::npos;
}

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// A file's name has no slash.
std::string file_name(std::string name) {
  std::replace(name.begin(), name.end(), '/', '_');
  return name;
}

std::string hostile_module(const std::string& name, const std::string& alias) {
  return module_of(lp64_le,
                   {{.symbol = "__mod_i2c__ids_device_table",
                     .bytes = table_of({entry(lp64_le).chars(alias.substr(0, 19), 20).word(0),
                                        entry(lp64_le).chars(alias.substr(0, 19), 20).word(1)})}},
                   {"license=GPL", "alias=" + name, "alias=i2c:" + name, "depends=" + name,
                    "vermagic=6.1.0 " + name, "name=" + name});
}

// Kernels `old` and `new` with such names, the folder `modules` with good and broken ones, a list
// of aliases, devices, lists of ids and records of packages.
void write_hostile_files(const strings& names) {
  std::string list;
  std::string fleet;
  std::string pci_ids;
  std::string usb_ids;
  std::string packages;
  for (const char* const folder : {"modules", "ids", "records"}) fs::create_directory(folder);
  for (const std::string& name : names) {
    for (const std::string kernel : {"old", "new"}) {
      const fs::path folder = fs::path(kernel) / "lib/modules" / "6.1.0" / file_name("d" + name);
      fs::create_directories(folder);
      write_file(folder / (file_name(kernel + name) + ".ko"), hostile_module(kernel + name, name));
    }
    fs::create_directory(file_name(name + "dir"));
    write_file("modules/" + file_name(name) + ".ko", hostile_module(name, name));
    write_file("modules/" + file_name(name + "bad") + ".ko",
               "\x7f"
               "ELF and no more");
    list += "alias i2c:" + name + " " + name + "\nalias vfio_pci:v*d*sv*sd*bc*sc*i0* " + name +
            "\nalias pci:v" + name + " b\n";
    pci_ids += "1ed5  " + name + "\n\t0100  " + name + "\nC 02  " + name + "\n";
    usb_ids += "1ed5  " + name + "\n";
    packages += "Package: " + name + "\nModaliases: " + name + "(pci:*, i2c:" + name +
                ")\n\nPackage: b\nModaliases: (" + name + "((\n\n";
    fleet += name + "\ti2c:" + name + "\nweb1\ti2c:" + name.substr(0, 19) + "\n" + name + "\n";
    write_file("records/" + file_name(name) + ".xml",
               "<component><id>" + escape_for_xml(name) +
                   "</id><provides><modalias>pci:*</modalias></provides></component>");
  }
  write_file("list", list);
  write_file("fleet", fleet);
  // The machine's own lists of ids would be read in each of many runs.
  write_file("ids/pci.ids", pci_ids);
  write_file("ids/usb.ids", usb_ids);
  write_file("records/Packages", packages);
}

struct Call {
  Arguments arguments;
  Syntax syntax = Syntax::text;
};

template <class Formats>
void add_calls(std::vector<Call>& calls, const Formats& formats, const Arguments& arguments) {
  for (const auto& format : formats) {
    if (format.syntax == Syntax::commands) continue;
    Call call{arguments, format.syntax};
    call.arguments.insert(call.arguments.begin() + 1, {"--format", std::string(format.name)});
    calls.push_back(call);
  }
}

constexpr const char* some_device = "pci:v00001ED5d00000100sv00001ED5sd00000001bc02sc00i00";

// Every command in each of its formats.
std::vector<Call> calls_of_formats() {
  const std::string device = some_device;
  std::vector<Call> calls;
  add_calls(calls, emit_formats(), {"emit", "-v", "modules", "old"});
  add_calls(calls, emit_formats(), {"emit", "list"});
  add_calls(calls, dump_formats(), {"dump", "modules", "old"});
  add_calls(calls, check_formats(), {"check", "--against", "new", "modules", "old"});
  add_calls(calls, check_formats(), {"check", "list"});
  add_calls(calls, compare_formats(), {"diff", "old", "new"});
  add_calls(calls, compare_formats(), {"diff", "--full", "list", "modules"});
  add_calls(calls, compare_formats(), {"diff", "--ids", "ids", "--devices", "fleet", "old", "new"});
  add_calls(calls, match_formats(), {"match", "--ids", "ids", "--devices", "fleet", "--in", "old"});
  add_calls(calls, match_formats(),
            {"match", "--ids", "ids", "--full", "--vfio", "--in", "list", device});
  for (const Arguments& arguments :
       {Arguments{"match", "--ids", "ids", "--devices", "fleet", "--in", "old", "--in", "modules"},
        {"match", "--ids", "ids", "--in", "records", device},
        {"match", "--ids", "ids", "--in", "records", "--in", "records/Packages", device},
        {"check", "--metadata", "records/Packages", "modules"}})
    calls.push_back({arguments});
  calls.push_back(
      {{"match", "--ids", "ids", "--format", "names", "--in", "records", device}, Syntax::records});
  return calls;
}

// Such a name where a command expects something else.
std::vector<Call> calls_with(const std::string& name) {
  const std::string module = "modules/" + file_name(name) + ".ko";
  const std::string record = "records/" + file_name(name) + ".xml";
  const std::string device = some_device;
  std::vector<Call> calls;
  for (const Arguments& arguments :
       {Arguments{name},
        {"match", "--ids", "ids", "--driver-override", name, "--in", "old", device},
        {"match", "--ids", name, "--in", module, name},
        {"match", "--ids", "ids", "--in", "records", "--in", record, device},
        {"check", "--metadata", "records/Packages", "--metadata", record, module},
        {"emit", name},
        {"emit", "@" + name},
        {"emit", "--format", name, module},
        {"emit", "--kernel", name, module},
        {"emit", "--override-prefix", name, module},
        {"emit", "-o", name + "/x", module},
        {"emit", file_name(name + "dir")},
        {"diff", "--bus", name, "old", "new"},
        {"diff", "--only", name, "old", "new"},
        {"diff", "--config-old", name, "old", "new"},
        {"check", "--suppress", name, module},
        {"check", "--baseline", name, module},
        {"check", "--config", name, module},
        {"check", "--" + name, module}})
    calls.push_back({arguments});
  return calls;
}

void check_call(const Call& call) {
  CAPTURE(call.arguments);
  const Outcome piped = run_into(Sink::pipe, call.arguments);
  CHECK(!has_command(piped.err));
  if (!is_exact(call.syntax)) CHECK(!has_command(piped.out));
  const Outcome logged = run_into(Sink::log, call.arguments);
  CHECK(!has_command(logged.out));
  CHECK(!has_command(logged.err));
  const Outcome shown = run_into(Sink::terminal, call.arguments);
  CHECK(!acts_on_terminal(shown.out));
  CHECK(!acts_on_terminal(shown.err));
  CHECK(!has_command(shown.out));
  CHECK(!has_command(shown.err));
  CHECK(piped.status == shown.status);
  CHECK(piped.status == logged.status);
  if (call.syntax != Syntax::json || piped.out.empty()) return;
  CHECK(is_ascii(shown.out));
  // A document, or one a line.
  std::istringstream shown_json(shown.out);
  std::istringstream piped_json(piped.out);
  for (nlohmann::json one, other; piped_json >> std::ws && !piped_json.eof();) {
    shown_json >> one;
    piped_json >> other;
    CHECK(one == other);
  }
}

}  // namespace

TEST_CASE("hostile names: nothing acts on a terminal or a CI's log", "[cli][safe]") {
  const Environment no_color("NO_COLOR", "1");
  const ExampleFolder folder;
  write_hostile_files(hostile_names);
  for (const Call& call : calls_of_formats()) check_call(call);
}

TEST_CASE("hostile names: where something else is expected", "[cli][safe]") {
  const Environment no_color("NO_COLOR", "1");
  const std::string name = GENERATE(from_range(hostile_names));
  const ExampleFolder folder;
  CAPTURE(name);
  write_hostile_files({name});
  for (const Call& call : calls_with(name)) check_call(call);
}

TEST_CASE("hostile names: settings of a tree", "[cli][safe]") {
  const Environment no_color("NO_COLOR", "1");
  const ExampleFolder folder;
  for (const std::string& name : hostile_names)
    for (const std::string& line : {name, name + " = x", "format = " + name, "fail-on = " + name,
                                    "suppress = " + name, "baseline = " + name}) {
      CAPTURE(line);
      write_file(".ko2alias.conf", line);
      check_call({{"check", "acme_hid.ko"}});
    }
}

TEST_CASE("emit: what programs want to the byte changes in a CI's log alone, which is told",
          "[cli][safe]") {
  const ExampleFolder folder;
  write_file("list", "alias i2c:##[group]x ##vso[a]\nalias i2c:good good\n");
  const std::string exact = "i2c:##[group]x\ni2c:good\n";
  const Arguments arguments{"emit", "-f", "modalias", "list"};
  CHECK(run_into(Sink::pipe, arguments).out == exact);
  CHECK(run_into(Sink::pipe, arguments).err.empty());
  const Outcome logged = run_into(Sink::log, arguments);
  CHECK(logged.out == "i2c:#\\x23[group]x\ni2c:good\n");
  CHECK(logged.err ==
        "ko2alias: warning: standard output: 1 command to the CI is escaped in aliases and names "
        "(-o FILE writes them as they are)\n");
  Arguments into_file = arguments;
  into_file.insert(into_file.end(), {"-o", "out"});
  CHECK(run_into(Sink::log, into_file).err.empty());
  CHECK(read_file("out") == exact);
  // Nothing else is touched: NULs, for instance.
  const Arguments modinfo{"emit", "-f", "modinfo", "acme_nic.ko"};
  CHECK(run_into(Sink::log, modinfo).out == run_into(Sink::pipe, modinfo).out);
}

TEST_CASE("check: a baseline accepts findings with names like commands", "[cli][safe]") {
  const ExampleFolder folder;
  write_file("x.ko", hostile_module("##[group]x", "##vso[a]"));
  run_program({"check", "--write-baseline", "accepted.txt", "x.ko"});
  const Outcome outcome = run_program({"check", "--baseline", "accepted.txt", "x.ko"});
  CHECK(outcome.status == nothing_to_report);
  CHECK(outcome.out.find("no longer found") == std::string::npos);
}

}  // namespace ko2alias::test
