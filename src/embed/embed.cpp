// Each step gives the next one its bytes; nothing is written here.
#include "embed/embed.h"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "elf/section_edit.h"
#include "embed/alias_edit.h"
#include "embed/builtin_edit.h"
#include "embed/recompress.h"
#include "input/decompress.h"
#include "input/view_source.h"
#include "module/file_kind.h"
#include "support/text.h"

namespace ko2alias {
namespace {

constexpr std::string_view section_name = ".modinfo";

// A file without its compression and its signature.
struct Unpacked {
  Compression compression = Compression::none;
  /// Looks into the file, or into the buffer.
  std::string_view data{};
  std::optional<ModuleSignature> signature{};
};

Result<Unpacked> unpack(std::string_view file, ReadBuffer& buffer, std::uint64_t max_size) {
  Unpacked unpacked{.compression = detect_compression(file.substr(0, compression_head)),
                    .data = file};
  if (unpacked.compression != Compression::none) {
    // Some sign what they ship, compressed as it is.
    unpacked.signature = find_signature(file);
    if (!is_compressed(file.substr(0, compression_head)))
      return error("compressed as no kernel takes it: xz, zstd and gzip are");
    Decompressor decompressor;
    const auto data = decompressor.decompress(file, buffer, max_size);
    if (!data) return data.problem();
    unpacked.data = *data;
  }
  if (auto signature = find_signature(unpacked.data)) {
    unpacked.data = unpacked.data.substr(0, signature->begin);
    unpacked.signature = std::move(signature);
  }
  return unpacked;
}

// Why the tables do not tell all aliases: to write theirs would lose some.
std::optional<Problem> untold_tables(const DecodedModule& module) {
  const auto problem = [](const std::string& place, const std::string& message) {
    return Problem{.place = place,
                   .message = message + ": to replace all aliases would lose some",
                   .kind = ProblemKind::untold_tables};
  };
  if (module.is_stripped) return problem("", "stripped of its device tables' symbols");
  for (const Problem& one : module.problems) {
    const bool is_lost = one.severity == Severity::error || one.kind == ProblemKind::unknown_type ||
                         one.kind == ProblemKind::lost_table;
    if (is_lost) return problem(one.place, one.message);
  }
  if (module.problems.omitted() != 0) return problem("", "it has too many problems");
  return std::nullopt;
}

// An alias that kmod cannot use is not added. One that is there already is nobody's fault here.
std::optional<Problem> unusable(const AliasEdit& edit, const DecodedModule* module) {
  const auto is_there = [&](const std::string& alias) {
    if (module == nullptr) return false;
    const auto present = module->modinfo.all("alias");
    return std::find(present.begin(), present.end(), alias) != present.end();
  };
  for (const auto* const aliases : {&edit.aliases, &edit.added})
    for (const std::string& alias : *aliases)
      if (const auto reason = unusable_reason(alias); reason && !is_there(alias))
        return error(fmt::format("alias {}: {}", alias, *reason));
  return std::nullopt;
}

AliasEdit edit_of_options(const EmbedOptions& options) {
  return {.added = options.added, .removed = options.removed};
}

Result<AliasEdit> edit_of_tables(const DecodedModule& module, const EmbedOptions& options) {
  AliasEdit edit = edit_of_options(options);
  if (options.is_replacing) {
    if (auto problem = untold_tables(module)) return *problem;
    // What stands in a module without tables was written by hand, and its tables say nothing.
    edit.is_replacing = !module.tables.empty();
    edit.has_order = options.order.has_value();
    for (const Alias& alias : module.aliases) edit.aliases.push_back(alias.pattern);
    if (options.order == AliasOrder::as_compiled)
      std::reverse(edit.aliases.begin(), edit.aliases.end());
  }
  if (auto problem = unusable(edit, &module)) return *problem;
  return edit;
}

// What there is to know of a module whose aliases were replaced.
ProblemList problems_of(const DecodedModule& module, const EmbedOptions& options,
                        const EditedModinfo& edited) {
  ProblemList problems;
  if (!options.is_replacing) return problems;
  problems.add(module.problems);
  const auto present = module.modinfo.all("alias").size();
  if (module.tables.empty() && present != 0)
    problems.add({.severity = Severity::warning,
                  .message = fmt::format(
                      "it has no device tables: its {}",
                      present == 1 ? "alias stays" : with_commas(present) + " aliases stay")});
  else if (!edited.removed.empty() && options.removed.empty())
    problems.add({.severity = Severity::warning,
                  .message = fmt::format("no table makes {} of its aliases, which {}",
                                         with_commas(edited.removed.size()),
                                         edited.removed.size() == 1 ? "goes" : "go"),
                  .kind = ProblemKind::lone_alias});
  return problems;
}

// Whether the signature may go.
std::optional<Problem> guard_signature(const ModuleSignature& signature,
                                       const DecodedModule& module, const EmbedOptions& options) {
  if (options.is_unsigning) return std::nullopt;
  const std::string whose =
      signature.signer.empty() ? "signed" : fmt::format("signed by {}", signature.signer);
  if (module.modinfo.first("intree") == "Y")
    return Problem{
        .message = whose + " as a part of its kernel's tree: the signature would no longer hold",
        .kind = ProblemKind::signed_in_tree};
  if (options.sign) return std::nullopt;
  return Problem{
      .message =
          whose + ": the signature would no longer hold, and kernels refuse the module with it",
      .kind = ProblemKind::signed_module};
}

std::vector<std::string_view> patterns_of(const DecodedModule& module) {
  std::vector<std::string_view> patterns;
  for (const Alias& alias : module.aliases) patterns.push_back(alias.pattern);
  return patterns;
}

// Reads the result as anybody would.
std::optional<Problem> prove(const ModuleImage& before, const DecodedModule& module,
                             std::string_view after, std::string_view modinfo,
                             const EmbedOptions& options) {
  ViewSource source(before.source->name(), after);
  const auto image = open_image(source);
  if (!image) return image.problem();
  if (auto problem = differs_beside(before, *image, section_name)) return problem;
  const auto section = load_section(*image, section_name);
  if (!section) return section.problem();
  if (!section->starts_with(modinfo) ||
      section->find_first_not_of('\0', modinfo.size()) != std::string_view::npos)
    return error("the result does not have the aliases");
  const DecodedModule result = decode_module(*image, options.decode);
  if (patterns_of(module) != patterns_of(result))
    return error("the result's tables make other aliases");
  return std::nullopt;
}

// The file of the edited bytes, which is read once more.
Result<std::string> pack(std::string data, const Unpacked& unpacked, std::string_view vermagic,
                         const EmbedOptions& options) {
  const std::size_t size = data.size();
  if (options.sign) {
    auto signed_data = options.sign(
        std::move(data), {.hash = hash_like(unpacked.signature), .release = take_word(vermagic)});
    if (!signed_data) return signed_data.problem();
    data = std::move(*signed_data);
    const auto signature = find_signature(data);
    if (!signature || signature->begin != size) return error("the result is not signed");
  }
  if (unpacked.compression == Compression::none) return data;
  auto file = compress_module(data, unpacked.compression);
  if (!file) return file;
  ReadBuffer buffer;
  const auto again = unpack(*file, buffer, std::max<std::uint64_t>(options.max_size, data.size()));
  if (!again) return again.problem();
  if (again->data != std::string_view(data).substr(0, size))
    return error("the result does not decompress to what was compressed");
  return file;
}

EmbeddedModule outcome_of(const EditedModinfo& edited, const Unpacked& unpacked) {
  return {.is_changed = edited.is_changed,
          .added = edited.added,
          .removed = edited.removed,
          .signature = unpacked.signature};
}

Result<EmbeddedModule> embed_builtin(const Unpacked& unpacked, const EmbedOptions& options) {
  if (options.is_replacing)
    return error("the records of built-in modules: the tables are in the kernel");
  const AliasEdit edit = edit_of_options(options);
  if (auto problem = unusable(edit, nullptr)) return *problem;
  const auto edited = edit_builtin_modinfo(unpacked.data, edit, options.builtin);
  if (!edited) return edited.problem();
  EmbeddedModule embedded = outcome_of(*edited, unpacked);
  if (edited->is_changed) embedded.file = edited->bytes;
  return embedded;
}

Result<EmbeddedModule> embed_module(const std::string& name, const Unpacked& unpacked,
                                    const EmbedOptions& options) {
  ViewSource source(name, unpacked.data);
  const auto image = open_image(source);
  if (!image) return image.problem();
  if (auto problem = why_no_module(*image)) return *problem;
  if (!image->is_relocatable) return error("a linked file, and no module");
  const auto section = load_section(*image, section_name);
  if (!section) return section.problem();
  const DecodedModule module = decode_module(*image, options.decode);
  const auto edit = edit_of_tables(module, options);
  if (!edit) return edit.problem();
  const EditedModinfo edited = edit_modinfo(*section, *edit);
  EmbeddedModule embedded = outcome_of(edited, unpacked);
  embedded.problems = problems_of(module, options, edited);
  if (!embedded.is_changed) return embedded;
  if (unpacked.signature)
    if (auto problem = guard_signature(*unpacked.signature, module, options)) return *problem;
  auto elf = with_section(*image, section_name, edited.bytes);
  if (!elf) return elf.problem();
  if (auto problem = prove(*image, module, *elf, edited.bytes, options)) return *problem;
  auto file = pack(std::move(*elf), unpacked, module.modinfo.first("vermagic"), options);
  if (!file) return file.problem();
  embedded.file = std::move(*file);
  embedded.is_signed_anew = options.sign != nullptr;
  return embedded;
}

}  // namespace

Result<EmbeddedModule> embed(const std::string& name, std::string_view file,
                             const EmbedOptions& options) {
  ReadBuffer buffer;
  const auto unpacked = unpack(file, buffer, options.max_size);
  if (!unpacked) return unpacked.problem();
  const bool is_bare = unpacked->compression == Compression::none && !unpacked->signature;
  if (is_bare && looks_like_builtin_records(file)) return embed_builtin(*unpacked, options);
  if (may_be_archive(unpacked->data.substr(0, archive_head)))
    return Problem{.message = "an archive", .kind = ProblemKind::archive};
  return embed_module(name, *unpacked, options);
}

}  // namespace ko2alias
