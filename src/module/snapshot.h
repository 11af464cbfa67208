// Snapshots: the JSON that `emit --format json` writes, read back, and the lines of `--format
// jsonl`.
//
//   {"schema_version": 1, "modules": [
//   {"path": "lib/modules/6.12/kernel/e1000.ko", "name": "e1000", "builtin": false, …,
//    "aliases": [{"pattern": "pci:v0000…", "table": "__mod_pci__…", "entry": 0, …}]}
//   ], "kernel": {"source": "all", "modules.order": "kernel/…", …}}
//
// A line is a module's object alone. Lines of several runs may stand behind each other.
#pragma once

#include <string_view>

#include "ko2alias/problem.h"
#include "module/listing.h"

namespace ko2alias {

/// The modules of a snapshot, and the kernel's files, which older snapshots do not record.
Result<Listing> parse_snapshot(std::string_view path, std::string_view text);

}  // namespace ko2alias
