// Whole modules: unpacked, edited, proved, signed and packed again.
#include "embed/embed.h"

#include <fstream>

#include "elf/sdio_module.h"
#include "embed/recompress.h"
#include "input/decompress.h"
#include "kit/packing.h"
#include "kit/signing_key.h"
#include "kit/temporary_folder.h"

namespace ko2alias::test {
namespace {

constexpr std::uint64_t max_size = 1 << 22;
const std::string vermagic = "vermagic=6.1.141 SMP ";

std::string module_with(const strings& records, const Abi& abi = lp64_le) {
  return module_of(abi, {sdio_table(abi)}, records);
}

EmbedOptions replacing() { return {.is_replacing = true, .max_size = max_size}; }
EmbedOptions adding(const strings& aliases) { return {.added = aliases, .max_size = max_size}; }

EmbeddedModule embedded(const std::string& file, const EmbedOptions& options) {
  auto module = embed("m.ko", file, options);
  if (!module) FAIL(to_text(module.problem()));
  return std::move(*module);
}

Problem refusal(const std::string& file, const EmbedOptions& options) {
  const auto module = embed("m.ko", file, options);
  return module ? Problem{.message = "accepted"} : module.problem();
}

std::string unpacked(const std::string& file) {
  Decompressor decompressor;
  static ReadBuffer buffer;
  const auto data = decompressor.decompress(file, buffer, max_size);
  REQUIRE(data);
  return std::string(*data);
}

strings aliases_in_modinfo(const std::string& elf) {
  const Decoded decoded = decode(elf);
  const auto aliases = decoded.module.modinfo.all("alias");
  return {aliases.begin(), aliases.end()};
}

// A module with a signature of the test's own key.
std::string signed_file(const std::string& elf, const std::string& hash = "sha256") {
  const TemporaryFolder folder;
  const std::string key = folder.path() / "both.pem";
  std::ofstream(key) << signing_key << signing_certificate;
  const auto file = signed_module(elf, {key, key}, {.hash = hash});
  if (!file) FAIL(to_text(file.problem()));
  return *file;
}

}  // namespace

TEST_CASE("embed: the tables' aliases, in every kind of ELF file", "[embed]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  const std::string elf = module_with({vermagic, "name=test"}, abi);
  const EmbeddedModule module = embedded(elf, replacing());
  CHECK(module.is_changed);
  CHECK(module.added == strings{sdio_alias});
  CHECK(aliases_in_modinfo(module.file) == strings{sdio_alias});
  CHECK(decode(module.file).patterns() == strings{sdio_alias});
  CHECK(module.file.size() > elf.size());
  const EmbeddedModule again = embedded(module.file, replacing());
  CHECK_FALSE(again.is_changed);
  CHECK(again.file.empty());
  const EmbeddedModule shorter =
      embedded(module.file, {.removed = {"sdio:*"}, .max_size = max_size});
  CHECK(shorter.removed == strings{sdio_alias});
  CHECK(shorter.file.size() == module.file.size());
  CHECK(aliases_in_modinfo(shorter.file).empty());
}

TEST_CASE("embed: a file is written as it came", "[embed]") {
  const std::string elf = module_with({vermagic, "alias=x:" + std::string(20000, 'a')});
  const std::string wanted = embedded(elf, adding({"i2c:acme"})).file;
  for (const std::string filter : {"xz", "zstd", "gzip"}) {
    CAPTURE(filter);
    const std::string packed = compressed(elf, filter);
    const EmbeddedModule module = embedded(packed, adding({"i2c:acme"}));
    CHECK(detect_compression(module.file) == detect_compression(packed));
    CHECK(unpacked(module.file) == wanted);
    CHECK_FALSE(embedded(module.file, adding({"i2c:acme"})).is_changed);
  }
  for (const std::string filter : {"bzip2", "lzma", "lz4"})
    CHECK(contains(refusal(compressed(elf, filter), adding({"i2c:acme"})).message,
                   "as no kernel takes it"));
}

// xz: the check is the seventh byte's low half, the dictionary a property of the block header.
TEST_CASE("embed: xz is as the kernel takes it, CRC32 and a dictionary of 1 MiB", "[embed]") {
  const auto data = compress_module(std::string(3 << 20, 'a'), Compression::xz);
  REQUIRE(data);
  constexpr char crc32 = 1;
  CHECK((*data)[7] == crc32);
  // Size and flags of the header, then LZMA2's number, the size of its properties, and 2^20.
  CHECK(data->substr(14, 3) == std::string("\x21\x01\x10", 3));
  CHECK_FALSE(compress_module("x", Compression::none));
}

TEST_CASE("embed: another order counts where one is asked for", "[embed]") {
  const TestTable table{.symbol = symbol_of(Spelling::type_table, "sdio"),
                        .bytes = table_of({entry(lp64_le).u8(7).u16(0x2d0).u16(1).word(1),
                                           entry(lp64_le).u8(7).u16(0x2d0).u16(2).word(1)})};
  const strings forwards{"sdio:c07v02D0d0001*", "sdio:c07v02D0d0002*"};
  const strings backwards(forwards.rbegin(), forwards.rend());
  const std::string elf = module_of(
      lp64_le, {table}, {vermagic, "alias=" + backwards[0], "alias=" + backwards[1], "name=test"});
  EmbedOptions options = replacing();
  CHECK_FALSE(embedded(elf, options).is_changed);
  options.order = AliasOrder::as_compiled;
  CHECK_FALSE(embedded(elf, options).is_changed);
  options.order = AliasOrder::as_tables;
  const EmbeddedModule module = embedded(elf, options);
  CHECK(aliases_in_modinfo(module.file) == forwards);
  CHECK(module.added.empty());
  options.order = AliasOrder::as_compiled;
  CHECK(aliases_in_modinfo(embedded(module.file, options).file) == backwards);
}

TEST_CASE("embed: tables that do not tell all are not written", "[embed]") {
  const TestTable unknown{.symbol = "__mod_acmebus__ids_device_table",
                          .bytes = std::string(64, '\1')};
  const TestTable broken{.symbol = "__mod_pci__ids_device_table", .bytes = std::string(33, '\1')};
  for (const TestTable& table : {unknown, broken}) {
    const std::string elf = module_of(lp64_le, {table, sdio_table(lp64_le, "more")}, {vermagic});
    CHECK(refusal(elf, replacing()).kind == ProblemKind::untold_tables);
    CHECK(embedded(elf, adding({"i2c:acme"})).is_changed);
  }
}

TEST_CASE("embed: aliases that no table makes go with a warning, or stay without a table",
          "[embed]") {
  const auto warning = [](const EmbeddedModule& module) {
    return module.problems.size() == 0 ? "" : module.problems.begin()->message;
  };
  const EmbeddedModule module = embedded(
      module_with({vermagic, "alias=char-major-250-*", "alias=" + sdio_alias}), replacing());
  CHECK(module.removed == strings{"char-major-250-*"});
  CHECK(warning(module) == "no table makes 1 of its aliases, which goes");
  const EmbeddedModule bare =
      embedded(module_of(lp64_le, {}, {vermagic, "alias=fs-acme", "alias=fs-b"}), replacing());
  CHECK_FALSE(bare.is_changed);
  CHECK(warning(bare) == "it has no device tables: its 2 aliases stay");
}

TEST_CASE("embed: what kmod cannot use is not added", "[embed]") {
  const std::string elf = module_with({vermagic, "alias=old one"});
  CHECK(contains(refusal(elf, adding({"i2c:a", "i2c:a b"})).message,
                 "alias i2c:a b: it has a blank"));
  CHECK(contains(refusal(elf, adding({"i2c:["})).message, "bracket"));
  // Nobody's fault here.
  CHECK_FALSE(embedded(elf, adding({"old one"})).is_changed);
}

TEST_CASE("embed: what is no module is refused", "[embed]") {
  const std::string elf = module_with({vermagic});
  CHECK(refusal(deb_of({{"m.ko", elf}}), replacing()).kind == ProblemKind::archive);
  CHECK(refusal(archive_of({{"m.ko", elf}}, "gnutar", "xz"), replacing()).kind ==
        ProblemKind::archive);
  CHECK(contains(refusal("alias x y\n", replacing()).message, "ELF"));
  CHECK(refusal("", replacing()).message == "the file is empty");
  EmbedOptions small = replacing();
  small.max_size = 100;
  CHECK(refusal(compressed(elf, "xz"), small).kind == ProblemKind::too_large);
  const std::string packed = compressed(elf, "xz");
  CHECK(refusal(packed.substr(0, packed.size() - 9), replacing()).message != "accepted");
  CHECK(contains(refusal(module_of(lp64_le, {sdio_table(lp64_le)}, {}), replacing()).message,
                 ".modinfo"));
}

TEST_CASE("embed: every prefix of a module is refused, or is whole but for its end", "[embed]") {
  const std::string elf = module_with({vermagic});
  for (std::size_t size = 0; size < elf.size(); ++size)
    CHECK(refusal(elf.substr(0, size), adding({"i2c:acme"})).message != "accepted");
}

TEST_CASE("embed: a signature is cut only where that is allowed", "[embed]") {
  const std::string elf = module_with({vermagic});
  const std::string file = signed_file(elf);
  const auto found = find_signature(file);
  REQUIRE(found);
  CHECK(found->begin == elf.size());
  CHECK(found->signer == signer_name);
  CHECK(found->hash == "sha256");
  const Problem problem = refusal(file, replacing());
  CHECK(problem.kind == ProblemKind::signed_module);
  CHECK(contains(problem.message, "signed by Acme Module Signing: "));
  EmbedOptions options = replacing();
  options.is_unsigning = true;
  const EmbeddedModule module = embedded(file, options);
  CHECK(module.signature->signer == signer_name);
  CHECK(module.file == embedded(elf, replacing()).file);
  CHECK(unpacked(embedded(compressed(file, "xz"), options).file) == module.file);
  // What changes nothing breaks no signature.
  const std::string done = signed_file(module.file);
  CHECK_FALSE(embedded(done, replacing()).is_changed);
}

TEST_CASE("embed: a module of its kernel's tree keeps its signature", "[embed]") {
  const std::string file = signed_file(module_with({vermagic, "intree=Y"}));
  EmbedOptions options = replacing();
  options.sign = [](std::string module, const SigningWish&) {
    return Result<std::string>(signed_file(module));
  };
  CHECK(refusal(file, options).kind == ProblemKind::signed_in_tree);
  options.is_unsigning = true;
  const EmbeddedModule module = embedded(file, options);
  CHECK(module.is_signed_anew);
  CHECK(find_signature(module.file)->signer == signer_name);
}

TEST_CASE("embed: a new signature has the old one's hash where that is strong", "[embed]") {
  const std::string elf = module_with({vermagic});
  std::string release;
  EmbedOptions options = replacing();
  options.sign = [&](std::string module, const SigningWish& wish) {
    release = wish.release;
    return Result<std::string>(signed_file(module, wish.hash));
  };
  for (const auto& [old_hash, new_hash] :
       {std::pair("sha512", "sha512"), std::pair("sha1", "sha256"), std::pair("", "sha256")}) {
    const std::string file = *old_hash == '\0' ? elf : signed_file(elf, old_hash);
    const EmbeddedModule module = embedded(file, options);
    CHECK(module.is_signed_anew);
    CHECK(find_signature(module.file)->hash == new_hash);
    CHECK(release == "6.1.141");
  }
  options.sign = [](std::string module, const SigningWish&) { return Result<std::string>(module); };
  CHECK(refusal(elf, options).message == "the result is not signed");
}

TEST_CASE("embed: what stands behind a module and is no signature stays", "[embed]") {
  const std::string elf = module_with({vermagic});
  const std::string mark = "~Module signature appended~\n";
  for (const std::string& tail : {mark, std::string(40, '\xff') + mark, mark + "\n"}) {
    CHECK_FALSE(find_signature(elf + tail));
    const std::string file = embedded(elf + tail, adding({"i2c:acme"})).file;
    CHECK(contains(file, tail));
  }
}

TEST_CASE("embed: keys that do not fit are a problem", "[embed]") {
  const TemporaryFolder folder;
  const std::string key = folder.path() / "key.pem";
  const std::string none = folder.path() / "none.pem";
  std::ofstream(key) << signing_key;
  const auto problem = [&](const SigningKey& files, const std::string& hash) {
    const auto file = signed_module("x", files, {.hash = hash});
    return file ? std::string() : file.problem().message;
  };
  CHECK(contains(problem({none, key}, "sha256"), none + ": no private key in PEM"));
  CHECK(contains(problem({key, key}, "sha256"), key + ": no certificate in PEM or DER"));
  CHECK(problem({key, key}, "acme") == "no such hash: acme");
}

}  // namespace ko2alias::test
