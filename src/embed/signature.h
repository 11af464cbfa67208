// The signature behind a module: `[ELF file][CMS message][12 bytes][~Module signature
// appended~\n]`. Format: the kernel's Documentation/admin-guide/module-signing.rst; sizes and
// fields as measured on Debian's kernels.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "ko2alias/problem.h"

namespace ko2alias {

struct ModuleSignature {
  /// Where the signature begins, which is where the ELF file ends.
  std::size_t begin = 0;
  /// Who signed: a common name (`Debian Secure Boot Signer`), or else the key's number in hex;
  /// empty where it cannot be read.
  std::string signer{};
  /// The hash that was signed: `sha256`; empty where it cannot be read.
  std::string hash{};
};

/// The signature at a file's end. Nothing where there is none, or what stands before its mark is no
/// signature: to the kernel the module is unsigned then.
std::optional<ModuleSignature> find_signature(std::string_view file);

/// What signs: a private key and a certificate, files in PEM, or one of PEM that has both.
struct SigningKey {
  std::string key{};
  std::string certificate{};
};

/// How a module is to be signed.
struct SigningWish {
  /// `sha256`
  std::string hash{};
  /// The kernel release that the module was built for.
  std::string_view release{};
};

/// Makes the file with a signature behind it, of a module that has none.
using SignModule = std::function<Result<std::string>(std::string module, const SigningWish& wish)>;

/// The hash for a signature in the place of another one: the same where it is a strong one that
/// kernels know, else sha256.
std::string hash_like(const std::optional<ModuleSignature>& signature);

/// Signs with OpenSSL, as the kernel's own program does: a message without the data, certificates
/// and attributes. A key may need KBUILD_SIGN_PIN of the environment. What cannot be read, or does
/// not belong together, is a problem.
Result<std::string> signed_module(std::string module, const SigningKey& key,
                                  const SigningWish& wish);

}  // namespace ko2alias
