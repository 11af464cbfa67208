#include "embed/crypto.h"

#include <dlfcn.h>

#include <optional>

namespace ko2alias {
namespace {

std::optional<Crypto> loaded_crypto() {
  // The name has the ABI's version, which is that of the headers.
  void* const library = ::dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return std::nullopt;
  Crypto crypto;
  bool has_all = true;
#define KO2ALIAS_LOAD(name)                                                       \
  crypto.name = reinterpret_cast<decltype(crypto.name)>(::dlsym(library, #name)); \
  has_all = has_all && crypto.name != nullptr;
  KO2ALIAS_CRYPTO_FUNCTIONS(KO2ALIAS_LOAD)
#undef KO2ALIAS_LOAD
  if (!has_all) return std::nullopt;
  return crypto;
}

}  // namespace

const Crypto* load_crypto() {
  static const std::optional<Crypto> crypto = loaded_crypto();
  return crypto ? &*crypto : nullptr;
}

}  // namespace ko2alias
