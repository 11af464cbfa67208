// How modpost of a release treats a module's tables as wholes: single entries are their bus's
// matter.
#pragma once

#include <string>
#include <string_view>

#include "ko2alias/abi.h"
#include "ko2alias/device_table.h"
#include "ko2alias/release.h"

namespace ko2alias {

/// Whether a repeated alias of a module is dropped, over all its tables.
constexpr bool drops_repeats(const Release& release) { return Since(6, 13).includes(release); }

/// Why modpost of that release passes the table by, though it is one; empty if it does not.
std::string reason_to_pass_by(const DeviceTable& table, const Release& release);

/// The byte order of the machine that most likely built a module: distributions build s390x
/// natively and name it in the release (`6.1.0-28-s390x`), and nearly everybody else builds on
/// little-endian machines.
ByteOrder likely_build_host(std::string_view vermagic);

/// The releases whose modpost knows a spelling: from `first` to before `end`.
struct ReleaseRange {
  Release first;
  Release end;
};
ReleaseRange releases_of(Spelling spelling);

}  // namespace ko2alias
