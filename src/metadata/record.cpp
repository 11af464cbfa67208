#include "metadata/record.h"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "metadata/metainfo.h"
#include "metadata/modalias_list.h"
#include "metadata/package_files.h"
#include "metadata/rpm_modalias.h"
#include "support/file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

using Records = std::vector<PackageRecord>;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_printable(c) || is_space(c); });
}

// A record takes many times the memory of its text. All modules of a system have 40,000 aliases.
constexpr std::size_t most_patterns = 250'000;

Problem too_many_patterns() {
  return {.message = fmt::format("more than {} patterns, and so many are read at most",
                                 with_commas(most_patterns))};
}

bool has_too_many(std::string_view text, std::string_view word) {
  std::size_t count = 0;
  for (auto at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + word.size()))
    if (++count >= most_patterns) return true;
  return false;
}

// --- lists of modules with their aliases -----------------------------------------------------

std::string_view loss_of(RecordKind kind) {
  return kind == RecordKind::isenkram
             ? "isenkram-lookup fails on a bracket within an alias, and loses all stanzas behind it"
             : "ubuntu-drivers fails on a bracket within an alias, and loses this module and all "
               "behind it";
}

void add_list(PackageRecord& record, std::string_view value, std::size_t line) {
  if (has_too_many(value, ",")) {
    record.faults.push_back({line, "", too_many_patterns().message});
    return;
  }
  if (record.kind != RecordKind::isenkram && !is_ascii(value)) {
    record.faults.push_back({line, "",
                             "a byte that is no printable ASCII, for which ubuntu-drivers "
                             "passes over the whole package"});
    return;
  }
  const ModaliasList list = parse_modalias_list(value);
  for (const ListedModule& module : list.modules)
    for (const std::string& pattern : module.patterns)
      record.patterns.push_back(
          {.module = module.name, .pattern = pattern, .text = pattern, .line = line});
  if (!list.broken_part.empty())
    record.faults.push_back({line, list.broken_part, std::string(loss_of(record.kind))});
}

// A stanza with nothing but a package and its modaliases is isenkram's.
bool is_of_isenkram(const ControlStanza& stanza) {
  return stanza.size() == 2 && stanza[0].name == "Package" && stanza[1].name == "Modaliases";
}

Result<Records> records_of_control(const std::string& path, std::string_view text) {
  Records records;
  std::size_t count = 0;
  visit_stanzas(text, [&](const ControlStanza& stanza) {
    const ControlField* const field = find_field(stanza, "Modaliases");
    if (field == nullptr || count > most_patterns) return;
    PackageRecord record{
        .kind = is_of_isenkram(stanza) ? RecordKind::isenkram : RecordKind::debian_field,
        .path = path};
    if (const ControlField* const package = find_field(stanza, "Package"))
      record.packages.push_back(package->value);
    add_list(record, field->value, field->line);
    count += record.patterns.size();
    records.push_back(std::move(record));
  });
  if (count > most_patterns) return too_many_patterns();
  return records;
}

// --- lines -----------------------------------------------------------------------------------

template <class Take>
void visit_lines(std::string_view text, Take take) {
  for (std::size_t number = 1; !text.empty(); ++number) take(take_line(text), number);
}

// The package of debian/PACKAGE.substvars; none of debian/substvars.
std::vector<std::string> named_package(const std::string& path, std::string_view ending) {
  const std::string name = path.substr(path.rfind('/') + 1);
  if (!name.ends_with(ending) || name.size() == ending.size()) return {};
  return {name.substr(0, name.size() - ending.size())};
}

// `modaliases=…` as dpkg-gencontrol expands it: `${}` is a `$`, and other variables are taken for
// empty.
std::string substvar_value(std::string_view line) {
  std::string value(trim(line.substr(line.find('=') + 1)));
  for (auto at = value.find("${"); at != std::string::npos; at = value.find("${", at)) {
    const auto end = value.find('}', at);
    if (end == std::string::npos) break;
    const bool is_dollar = end == at + 2;
    value.replace(at, end + 1 - at, is_dollar ? "$" : "");
    at += is_dollar ? 1 : 0;
  }
  return value;
}

bool is_substvar(std::string_view line) {
  return line.starts_with("modaliases=") || line.starts_with("modaliases?=");
}

PackageRecord record_of_substvars(const std::string& path, std::string_view text) {
  PackageRecord record{
      .kind = RecordKind::substvars, .path = path, .packages = named_package(path, ".substvars")};
  visit_lines(text, [&](std::string_view line, std::size_t number) {
    if (!is_substvar(line)) return;
    // The last line of a name wins.
    record.patterns.clear();
    record.faults.clear();
    add_list(record, substvar_value(line), number);
  });
  return record;
}

PackageRecord record_of_modaliases(const std::string& path, std::string_view text) {
  PackageRecord record{
      .kind = RecordKind::modaliases, .path = path, .packages = named_package(path, ".modaliases")};
  const auto fail = [&](std::size_t number, std::string_view line, const char* message) {
    record.faults.push_back({number, std::string(line), message});
  };
  visit_lines(text, [&](std::string_view line, std::size_t number) {
    if (line.starts_with('#')) return;
    if (!line.starts_with("alias")) {
      fail(number, line, "dh_modaliases passes over a line that does not begin with 'alias'");
      return;
    }
    std::string_view rest = line.substr(5);
    const std::string_view pattern = take_word(rest);
    const std::string_view module = take_word(rest);
    if (module.empty() || !trim(rest).empty())
      fail(number, line, "dh_modaliases takes two words behind 'alias', a pattern and a module");
    else if (!is_ascii(pattern))
      fail(number, line,
           "a byte that is no printable ASCII, for which ubuntu-drivers passes over "
           "the whole package");
    else if (pattern.find_first_of("()") != std::string_view::npos)
      fail(number, line,
           "ubuntu-drivers fails on a bracket within an alias, and loses this module "
           "and all behind it");
    else
      record.patterns.push_back({.module = std::string(module),
                                 .pattern = std::string(pattern),
                                 .text = std::string(line),
                                 .line = number});
  });
  return record;
}

// --- RPM -------------------------------------------------------------------------------------

// `kernel-default:pci:v…` for SUSE: before two colons the first text is a package's name.
RecordedPattern supplement(std::string_view inside, std::string_view text, std::size_t line) {
  RecordedPattern pattern{.text = std::string(text), .line = line};
  const auto colon = inside.find(':');
  if (colon != std::string_view::npos && inside.find(':', colon + 1) != std::string_view::npos) {
    pattern.package = inside.substr(0, colon);
    inside.remove_prefix(colon + 1);
  }
  pattern.pattern = percent_decoded(inside);
  return pattern;
}

void add_dependency(PackageRecord& record, std::string_view text, std::size_t line) {
  constexpr std::string_view before = "modalias(";
  text = trim(text);
  if (!text.starts_with(before)) return;
  const auto end = text.rfind(')');
  if (end == std::string_view::npos) {
    record.faults.push_back({line, std::string(text), "a comma cuts it in two"});
    return;
  }
  const std::string_view inside = text.substr(before.size(), end - before.size());
  if (record.kind == RecordKind::supplements)
    record.patterns.push_back(supplement(inside, text, line));
  else
    record.patterns.push_back(
        {.pattern = std::string(inside), .text = std::string(text), .line = line});
}

// RPM parts dependencies at blanks and commas.
void add_dependencies(PackageRecord& record, std::string_view list, std::size_t line) {
  while (!list.empty()) {
    const std::string_view one = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), one.size() + 1));
    add_dependency(record, one, line);
  }
}

std::string without_doubled_percent(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (text.substr(i, 2) == "%%") ++i;
  }
  return out;
}

// Lines of a spec file, or those that a generator prints.
Records records_of_spec(const std::string& path, std::string_view text) {
  PackageRecord supplements{.kind = RecordKind::supplements, .path = path};
  PackageRecord provides{.kind = RecordKind::provides, .path = path};
  visit_lines(text, [&](std::string_view line, std::size_t number) {
    const std::string plain = without_doubled_percent(trim(line));
    const std::string_view view = plain;
    if (view.starts_with("Name:") && view.find('%') == std::string_view::npos)
      supplements.packages = provides.packages = {std::string(trim(view.substr(5)))};
    else if (view.starts_with("Supplements:"))
      add_dependencies(supplements, view.substr(12), number);
    else if (view.starts_with("Provides:"))
      add_dependencies(provides, view.substr(9), number);
    else if (view.starts_with("modalias(kernel-"))
      add_dependency(supplements, view, number);
    else
      add_dependency(provides, view, number);
  });
  Records records;
  for (PackageRecord* const record : {&supplements, &provides})
    if (!record->patterns.empty() || !record->faults.empty()) records.push_back(std::move(*record));
  return records;
}

Result<Records> records_of_rpm(const std::string& path, const File& file, const Limits& limits) {
  const auto header = rpm_header(file, limits);
  if (!header) return header.problem();
  if (header->supplements.size() + header->provides.size() > most_patterns)
    return too_many_patterns();
  PackageRecord supplements{
      .kind = RecordKind::supplements, .path = path, .packages = {header->name}};
  PackageRecord provides{.kind = RecordKind::provides, .path = path, .packages = {header->name}};
  for (const std::string& text : header->supplements) add_dependency(supplements, text, 0);
  for (const std::string& text : header->provides) add_dependency(provides, text, 0);
  Records records;
  for (PackageRecord* const record : {&supplements, &provides})
    if (!record->patterns.empty() || !record->faults.empty()) records.push_back(std::move(*record));
  return records;
}

// --- metainfo --------------------------------------------------------------------------------

Result<Records> records_of_metainfo(const std::string& path, std::string_view text) {
  const auto components = parse_metainfo(text);
  if (!components) return components.problem();
  Records records;
  for (const MetainfoComponent& component : *components) {
    if (component.modaliases.empty()) continue;
    PackageRecord record{.kind = RecordKind::metainfo,
                         .path = path,
                         .packages = component.packages,
                         .component = component.id};
    for (const MetainfoModalias& one : component.modaliases) {
      if (one.pattern.find_first_of("()") != std::string::npos)
        record.faults.push_back({one.line, one.pattern,
                                 "isenkram-lookup fails on a bracket within any component's "
                                 "modalias, for everybody who has it installed"});
      else
        record.patterns.push_back({.pattern = one.pattern, .text = one.pattern, .line = one.line});
    }
    records.push_back(std::move(record));
  }
  return records;
}

// Whether any line is as asked.
template <class Is>
bool has_line(std::string_view text, Is is) {
  while (!text.empty())
    if (is(take_line(text))) return true;
  return false;
}

}  // namespace

const Consumer& PackageRecord::consumer() const {
  switch (kind) {
    case RecordKind::isenkram:
    case RecordKind::metainfo: return isenkram;
    case RecordKind::supplements: return zypper;
    case RecordKind::provides: return rpm_provides;
    default: return ubuntu_drivers;
  }
}

std::string_view name_of(RecordKind kind) {
  constexpr std::string_view names[] = {"the Modaliases field",
                                        "the substvar modaliases",
                                        "debian/PACKAGE.modaliases",
                                        "isenkram's list",
                                        "the metainfo",
                                        "the Supplements",
                                        "the Provides"};
  return names[static_cast<unsigned>(kind)];
}

Result<Records> parse_records(const std::string& path, std::string_view text) {
  // A list of packages may have anything in its descriptions.
  if (has_line(text, [](std::string_view line) { return line.starts_with("Package:"); }))
    return records_of_control(path, text);
  for (const char* const word : {"<modalias", "modalias(", "alias "})
    if (has_too_many(text, word)) return too_many_patterns();
  if (text.find("<component") != std::string_view::npos) return records_of_metainfo(path, text);
  if (has_line(text, is_substvar)) return Records{record_of_substvars(path, text)};
  if (text.find("modalias(") != std::string_view::npos) return records_of_spec(path, text);
  if (path.ends_with(".modaliases") ||
      has_line(text, [](std::string_view line) { return line.starts_with("alias "); }))
    return Records{record_of_modaliases(path, text)};
  return Problem{.message = std::string(no_record_text), .kind = ProblemKind::no_record};
}

Result<Records> read_records(const std::string& path, const Limits& limits) {
  auto file = File::open(path);
  if (!file) return file.problem();
  switch (package_kind(file->bytes_at(0, package_head))) {
    case PackageKind::deb: {
      const auto control = deb_control(*file, limits);
      if (!control) return control.problem();
      return records_of_control(path, *control);
    }
    case PackageKind::rpm: return records_of_rpm(path, *file, limits);
    case PackageKind::none: break;
  }
  const auto text = unpacked_text(*file, limits);
  if (!text) return text.problem();
  return parse_records(path, *text);
}

}  // namespace ko2alias
