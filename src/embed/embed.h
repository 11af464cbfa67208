// Other aliases for a finished module: from its bytes to the bytes that take their place.
//
//   unpack   .ko.xz → .ko, and the signature behind it is cut off
//   edit     the alias records of .modinfo (alias_edit.h)
//   place    the section's bytes in the file (elf/section_edit.h)
//   prove    the result is read again: every other byte is as it was, and the aliases are there
//   pack     signed again where a key is given, compressed as it came
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "embed/signature.h"
#include "input/magic.h"
#include "ko2alias/decode.h"

namespace ko2alias {

/// The order in which aliases of tables are written: as file2alias writes them, or reversed, as
/// gcc leaves them in .modinfo.
enum class AliasOrder : std::uint8_t { as_tables, as_compiled };

struct EmbedOptions {
  /// All alias records give way to the aliases of the tables.
  bool is_replacing = false;
  /// Their order; one that is given counts, so that another one of the same aliases is changed.
  std::optional<AliasOrder> order{};
  std::vector<std::string> added{};
  std::vector<std::string> removed{};
  /// In a modules.builtin.modinfo, the only module that is changed; all where it is empty.
  std::string builtin{};
  /// Whether a signature, which would no longer hold, is taken off.
  bool is_unsigning = false;
  /// Signs the result; null where it is not signed.
  SignModule sign{};
  DecodeOptions decode{};
  /// The most bytes that a module may have once it is unpacked.
  std::uint64_t max_size = 0;
};

struct EmbeddedModule {
  bool is_changed = false;
  /// The whole file as it is to be written; empty where nothing changes.
  std::string file{};
  std::vector<std::string> added{};
  std::vector<std::string> removed{};
  /// The signature that the file had.
  std::optional<ModuleSignature> signature{};
  bool is_signed_anew = false;
  /// What is to be known of the tables, and of aliases that go.
  ProblemList problems{};
};

/// Edits a module as it stands in its file, compressed or not, or a modules.builtin.modinfo. A
/// problem where that cannot be, and nothing is to be written then: what is no module, tables that
/// do not tell all aliases where they are to be replaced by theirs, an alias that kmod cannot use,
/// a signature that nobody allowed to break.
Result<EmbeddedModule> embed(const std::string& name, std::string_view file,
                             const EmbedOptions& options);

}  // namespace ko2alias
