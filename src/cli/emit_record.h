// `emit` of package metadata: its options, and the modules of a package gathered for one record.
#pragma once

#include "cli/commands.h"

namespace ko2alias {

class OptionTable;
struct EmitOptions;
struct Format;

/// Adds --raw, --into, --id, --name, --summary and what else records take.
void add_record_options(OptionTable& options);

/// Throws UsageError for an option that a format other than a record's has no use for.
void refuse_record_options(const OptionValues& values, const Format& format);

/// Writes the record of the modules behind the paths, with notes that count what it cannot say.
ExitStatus write_record(const OptionValues& values, const EmitOptions& options,
                        const Streams& streams);

}  // namespace ko2alias
