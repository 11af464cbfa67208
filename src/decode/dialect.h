// The rules by which a release's modpost passes whole tables by and drops repeated aliases; single
// entries are their bus's matter.
#pragma once

#include <string>
#include <string_view>

#include "ko2alias/abi.h"
#include "ko2alias/device_table.h"
#include "ko2alias/release.h"

namespace ko2alias {

/// Whether modpost of that release drops a repeated alias, over all tables of a module.
constexpr bool drops_repeats(const Release& release) { return Since(6, 13).includes(release); }

/// The reason why modpost of that release passes a device table by; empty if it does not.
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
