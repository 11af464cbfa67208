// What becomes of the alias records of a .modinfo section.
//
//   license=GPL          license=GPL
//   alias=pci:v1*        alias=pci:v1*
//   alias=pci:v2*   →    alias=pci:v3*      behind those that stay, or where the first one stood
//   depends=             depends=
//   vermagic=6.1         vermagic=6.1       every other record as it was, in its order
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ko2alias {

/// What is wanted of a module's aliases.
struct AliasEdit {
  /// All alias records give way to `aliases`, which are in the order in which they are written.
  bool is_replacing = false;
  std::vector<std::string> aliases{};
  /// Whether another order of the same aliases is a change too. kmod looks at none of it.
  bool has_order = false;
  /// Those that are to be there besides; what is there already stays in its place.
  std::vector<std::string> added{};
  /// Those of the others that are to go: an alias, or a pattern in which `*`, `?` and `[…]` stand
  /// for texts.
  std::vector<std::string> removed{};
};

/// The records of a section, and how they differ from what it had.
struct EditedModinfo {
  /// Without padding, each record with a NUL at its end. Where nothing changes, the section as it
  /// was.
  std::string bytes{};
  std::vector<std::string> added{};
  std::vector<std::string> removed{};
  bool is_changed = false;
};

/// Changes the alias records of a section. What is as it is wanted keeps its bytes.
EditedModinfo edit_modinfo(std::string_view section, const AliasEdit& edit);

/// Why kmod could not use an alias: `it is empty`, `it has a blank`; nothing where it can.
/// Facts: kmod 30 and 34 (depmod's lines are split at blanks, brackets are paired, look-ups of
/// more than 4,094 bytes with the module's name fail).
std::optional<std::string> unusable_reason(std::string_view alias);

/// The records between NULs. The empty ones, which padding and repeated NULs leave, are none.
std::vector<std::string_view> records_of(std::string_view section);

}  // namespace ko2alias
