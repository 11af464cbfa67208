// Kernel releases as vermagic and `uname -r` write them, and the moment a change came in.
#pragma once

#include <array>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace ko2alias {

/// A kernel release: `6.1.141` is {6, 1, 141}, `2.6.32` is {2, 6, 32}.
struct Release {
  unsigned major = 0;
  unsigned minor = 0;
  unsigned patch = 0;
  /// The Red Hat Enterprise Linux release whose kernel this is (`3.10.0-1160.el7` has 7), else 0.
  unsigned el = 0;
  /// Another vendor's build (`5.15.0-91-generic`): changes may have been ported back that its
  /// number does not tell.
  bool is_distribution = false;

  /// Releases compare by their number alone.
  friend constexpr std::strong_ordering operator<=>(const Release& a, const Release& b) {
    if (const auto major = a.major <=> b.major; major != 0) return major;
    if (const auto minor = a.minor <=> b.minor; minor != 0) return minor;
    return a.patch <=> b.patch;
  }
  friend constexpr bool operator==(const Release& a, const Release& b) { return (a <=> b) == 0; }
};

/// Reads the number at the start of `text`; the text behind the number decides `el` and
/// `is_distribution`. Nothing if `text` does not begin with MAJOR.MINOR. A distribution that counts
/// its own builds on a fixed `.0` (`6.1.0-28-amd64`) follows the stable series without saying how
/// far: its patch level is taken as the series' last.
std::optional<Release> parse_release(std::string_view text);

/// `6.1.141`; the patch level is left out where it is zero or unknown: `6.13`.
std::string to_string(const Release& release);

/// The moment when a change came in: the mainline release that first has it, the stable series that
/// took it over, and the first Red Hat Enterprise Linux release that did.
struct Since {
  Release mainline;
  std::array<Release, 8> stable{};
  unsigned el = 0;

  constexpr Since() = default;
  // A description says `.since = {3, 5}`.
  constexpr Since(unsigned major, unsigned minor, unsigned patch = 0)
      : mainline{major, minor, patch} {}

  /// The same change, also from `release` on in its stable series.
  [[nodiscard]] constexpr Since and_in(unsigned major, unsigned minor, unsigned patch) const {
    Since wider = *this;
    for (Release& slot : wider.stable)
      if (slot.major == 0) {
        slot = {major, minor, patch};
        return wider;
      }
    throw "no room for another stable series";
  }
  /// The same change, also from Red Hat Enterprise Linux `version` on.
  [[nodiscard]] constexpr Since and_in_el(unsigned version) const {
    Since wider = *this;
    wider.el = version;
    return wider;
  }
  /// Whether a kernel of this release has the change.
  [[nodiscard]] constexpr bool includes(const Release& release) const {
    if (release >= mainline || (el != 0 && release.el >= el)) return true;
    for (const Release& s : stable)
      if (s.major == release.major && s.minor == release.minor && release >= s) return true;
    return false;
  }
};

/// The first release that has a change: mainline's, or a stable series' where mainline never had
/// it.
constexpr Release first_release(const Since& since) {
  return since.mainline.major == 0xffffffff ? since.stable[0] : since.mainline;
}

/// A change in a form that mainline never had: `stable_only.and_in(5, 4, 46)`.
constexpr Since stable_only{0xffffffff, 0};

}  // namespace ko2alias
