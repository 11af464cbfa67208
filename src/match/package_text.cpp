// The packages that devices ask for, for people:
//
//   pci:v00001ED5d00000100sv…  Acme …
//     acme-dkms, as ubuntu-drivers finds it
//       pci:v00001ED5d00000100sv*sd*bc*sc*i*  for acme_nic, in acme-dkms_1_all.deb
//     acme-kmp-default, as zypper finds it, with kernel-default
//       pci:v00001ED5d00000100sv*sd*bc*sc*i*  in acme-kmp-default.rpm
//
//   no package (1 of 2 devices):
//     spi:acme-panel
#include <fmt/format.h>

#include "match/formats.h"
#include "support/color.h"
#include "support/text.h"

namespace ko2alias {
namespace {

class PackageText {
 public:
  explicit PackageText(const MatchView& view) : view_(view) {}

  std::string render() {
    const auto& answers = view_.kernels.front().packages;
    const std::vector<HostGroup> groups = shown_groups(view_);
    SomeGroups perhaps;
    SomeGroups unmatched;
    for (const HostGroup& group : groups) {
      const std::size_t i = group.devices.front();
      const bool is_found = !names_of(answers[i]).empty();
      if (is_found || (view_.is_full && !answers[i].empty())) render_device(group);
      if (!is_found) (answers[i].empty() ? unmatched : perhaps).push_back(&group);
    }
    render_list("perhaps a package, as not all is known of the device", fmt::terminal_color::yellow,
                perhaps);
    render_list("no package", fmt::terminal_color::red, unmatched);
    return std::move(text_);
  }

 private:
  void line(std::string_view text) { text_.append(text).append("\n"); }

  void render_device(const HostGroup& group) {
    const std::size_t device = group.devices.front();
    text_.append(match_title(view_, group)).append("\n");
    std::vector<std::string> perhaps;
    for (const MatchedPackage& package : view_.kernels.front().packages[device]) {
      if (package.is_certain() || view_.is_full)
        render_package(package);
      else
        perhaps.push_back(package.name);
    }
    if (!perhaps.empty())
      line(fmt::format("  {}, as not all is known of the device ({})",
                       may_match_text(perhaps, "more package"), view_.full_hint));
  }

  void render_package(const MatchedPackage& package) {
    std::string head = "  " + styled(view_.screen.has_color, fmt::fg(fmt::terminal_color::green),
                                     escape_for_terminal(package.name));
    if (!package.is_named) head += ", which names no package";
    head += fmt::format(", as {} finds it", package.reader);
    if (const auto required = package.required(); !required.empty())
      head += escape_for_terminal(fmt::format(", with {}", fmt::join(required, " or ")));
    if (!package.is_certain()) head += ", perhaps";
    line(head);
    constexpr std::size_t indent = 4;
    for (const RecordMatch& match : package.matches)
      if (match.is_certain || view_.is_full)
        line(std::string(indent, ' ') + pattern_text(view_.screen, match.pattern->pattern, indent) +
             "  " +
             styled(view_.screen.has_color, fmt::emphasis::faint,
                    escape_for_terminal(detail(match))));
  }

  // for acme_nic, line 3 of acme.substvars
  static std::string detail(const RecordMatch& match) {
    const std::string& path = match.record->path;
    std::string text;
    if (match.record->names_modules()) text = fmt::format("for {}, ", match.pattern->module);
    text += match.pattern->line == 0 ? "in " : fmt::format("line {} of ", match.pattern->line);
    text += path.substr(path.rfind('/') + 1);
    return text + (match.is_certain ? "" : ", perhaps");
  }

  void render_list(std::string_view what, fmt::terminal_color color, const SomeGroups& groups) {
    if (groups.empty()) return;
    if (!text_.empty()) line("");
    line(fmt::format("{} ({} of {}):", styled(view_.screen.has_color, fmt::fg(color), what),
                     with_commas(count_devices(groups)), counted(view_.devices.size(), "device")));
    for (const HostGroup* const group : groups) {
      text_.append(match_title(view_, *group, 2)).append("\n");
      std::vector<std::string> names;
      for (const MatchedPackage& package : view_.kernels.front().packages[group->devices.front()])
        names.push_back(package.name);
      if (!names.empty() && !view_.is_full)
        line(fmt::format("    {} ({})", may_match_text(names, "package"), view_.full_hint));
    }
  }

  const MatchView& view_;
  std::string text_;
};

}  // namespace

std::string render_package_text(const MatchView& view) { return PackageText(view).render(); }

}  // namespace ko2alias
