// OpenSSL reads and makes the CMS message; the frame around it is ours.
#include "embed/signature.h"

#include <algorithm>
#include <climits>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <utility>

#include <fmt/core.h>

#include "embed/crypto.h"
#include "support/bytes.h"

namespace ko2alias {
namespace {

constexpr std::string_view mark = "~Module signature appended~\n";
// algorithm, hash, kind, length of the signer's name, of the key's number, three of padding, and
// the message's length, big-endian.
constexpr std::size_t frame_size = 12;
constexpr std::size_t kind_at = 2;
constexpr std::size_t length_at = 8;
constexpr char kind_of_cms = 2;

template <class T>
using Owned = std::unique_ptr<T, void (*)(T*)>;

// What OpenSSL does, once its library is there.
class Openssl {
 public:
  explicit Openssl(const Crypto& crypto) : crypto_(crypto) {}

  void read_message(std::string_view message, ModuleSignature& signature) const;
  [[nodiscard]] Result<std::string> make_message(std::string_view module, const SigningKey& files,
                                                 const std::string& hash) const;

 private:
  using Bio = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
  using Cms = Owned<CMS_ContentInfo>;
  using Certificate = Owned<X509>;
  using Key = Owned<EVP_PKEY>;

  [[nodiscard]] Bio bio(BIO* one) const { return {one, crypto_.BIO_free_all}; }
  [[nodiscard]] Bio file(const std::string& path) const {
    return bio(crypto_.BIO_new_file(path.c_str(), "r"));
  }
  [[nodiscard]] Bio view(std::string_view bytes) const {
    return bio(crypto_.BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
  }
  [[nodiscard]] Cms cms(CMS_ContentInfo* one) const { return {one, crypto_.CMS_ContentInfo_free}; }

  [[nodiscard]] std::string_view text_of(const ASN1_STRING& text) const;
  [[nodiscard]] std::string hex_of(const ASN1_STRING& text) const;
  [[nodiscard]] std::string common_name_of(const X509_NAME& name) const;
  [[nodiscard]] std::string signer_of(CMS_SignerInfo* signer) const;
  [[nodiscard]] std::string hash_of(CMS_SignerInfo* signer) const;
  [[nodiscard]] Problem problem(const std::string& what) const;
  [[nodiscard]] Result<Key> read_key(const std::string& path) const;
  [[nodiscard]] Result<Certificate> read_certificate(const std::string& path) const;

  const Crypto& crypto_;
};

std::string_view Openssl::text_of(const ASN1_STRING& text) const {
  return {reinterpret_cast<const char*>(crypto_.ASN1_STRING_get0_data(&text)),
          static_cast<std::size_t>(crypto_.ASN1_STRING_length(&text))};
}

std::string Openssl::hex_of(const ASN1_STRING& text) const {
  std::string hex;
  for (const char byte : text_of(text))
    hex += fmt::format("{}{:02X}", hex.empty() ? "" : ":", static_cast<unsigned char>(byte));
  return hex;
}

std::string Openssl::common_name_of(const X509_NAME& name) const {
  const int index = crypto_.X509_NAME_get_index_by_NID(&name, NID_commonName, -1);
  if (index < 0) return {};
  const auto* const entry = crypto_.X509_NAME_get_entry(&name, index);
  return std::string(text_of(*crypto_.X509_NAME_ENTRY_get_data(entry)));
}

std::string Openssl::signer_of(CMS_SignerInfo* signer) const {
  ASN1_OCTET_STRING* key = nullptr;
  X509_NAME* issuer = nullptr;
  ASN1_INTEGER* number = nullptr;
  if (crypto_.CMS_SignerInfo_get0_signer_id(signer, &key, &issuer, &number) != 1) return {};
  std::string name = issuer == nullptr ? std::string() : common_name_of(*issuer);
  if (name.empty() && key != nullptr) name = hex_of(*key);
  if (name.empty() && number != nullptr) name = hex_of(*number);
  return name;
}

std::string Openssl::hash_of(CMS_SignerInfo* signer) const {
  X509_ALGOR* digest = nullptr;
  crypto_.CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, nullptr);
  if (digest == nullptr) return {};
  const ASN1_OBJECT* object = nullptr;
  crypto_.X509_ALGOR_get0(&object, nullptr, nullptr, digest);
  const char* const name = crypto_.OBJ_nid2sn(crypto_.OBJ_obj2nid(object));
  std::string hash = name == nullptr ? "" : name;
  // As the kernel and modinfo spell it.
  std::transform(hash.begin(), hash.end(), hash.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return hash;
}

// A message of more is none: OpenSSL counts in int.
constexpr std::size_t longest_message = 1 << 20;

void Openssl::read_message(std::string_view message, ModuleSignature& signature) const {
  if (message.size() > longest_message) return;
  const Bio bytes = view(message);
  const Cms read = cms(crypto_.d2i_CMS_bio(bytes.get(), nullptr));
  if (read == nullptr) return crypto_.ERR_clear_error();
  const auto* const signers =
      reinterpret_cast<const OPENSSL_STACK*>(crypto_.CMS_get0_SignerInfos(read.get()));
  if (signers == nullptr || crypto_.OPENSSL_sk_num(signers) == 0) return;
  auto* const signer = static_cast<CMS_SignerInfo*>(crypto_.OPENSSL_sk_value(signers, 0));
  signature.signer = signer_of(signer);
  signature.hash = hash_of(signer);
}

// The library's own words for what failed last.
Problem Openssl::problem(const std::string& what) const {
  const unsigned long number = crypto_.ERR_peek_last_error();
  const char* const reason = crypto_.ERR_reason_error_string(number);
  crypto_.ERR_clear_error();
  return error(
      fmt::format("{}: {}", what, reason == nullptr ? fmt::format("error {}", number) : reason));
}

// The pass phrase that the kernel's build takes too; nobody is asked for one.
int pass_phrase(char* buffer, int size, int /*is_writing*/, void* /*data*/) {
  const char* const pin = std::getenv("KBUILD_SIGN_PIN");
  const std::string_view text = pin == nullptr ? "" : pin;
  if (text.empty() || text.size() > static_cast<std::size_t>(size)) return -1;
  return static_cast<int>(text.copy(buffer, text.size()));
}

Result<Openssl::Key> Openssl::read_key(const std::string& path) const {
  const Bio in = file(path);
  Key key(in == nullptr ? nullptr
                        : crypto_.PEM_read_bio_PrivateKey(in.get(), nullptr, pass_phrase, nullptr),
          crypto_.EVP_PKEY_free);
  if (key == nullptr) return problem(path + ": no private key in PEM");
  return key;
}

Result<Openssl::Certificate> Openssl::read_certificate(const std::string& path) const {
  const Bio in = file(path);
  Certificate certificate(
      in == nullptr ? nullptr : crypto_.PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr),
      crypto_.X509_free);
  if (certificate == nullptr) {
    // A kernel's build and DKMS keep their own in DER.
    const Bio der = file(path);
    certificate.reset(der == nullptr ? nullptr : crypto_.d2i_X509_bio(der.get(), nullptr));
  }
  if (certificate == nullptr) return problem(path + ": no certificate in PEM or DER");
  return certificate;
}

// As the kernel reads it: a message without the data, certificates and attributes.
Result<std::string> Openssl::make_message(std::string_view module, const SigningKey& files,
                                          const std::string& hash) const {
  if (module.size() > INT_MAX) return error("too large to be signed");
  const EVP_MD* const digest = crypto_.EVP_get_digestbyname(hash.c_str());
  if (digest == nullptr) return error("no such hash: " + hash);
  const auto key = read_key(files.key);
  if (!key) return key.problem();
  const auto certificate = read_certificate(files.certificate);
  if (!certificate) return certificate.problem();
  constexpr unsigned flags =
      CMS_NOCERTS | CMS_PARTIAL | CMS_BINARY | CMS_DETACHED | CMS_STREAM | CMS_NOSMIMECAP;
  const Cms message = cms(crypto_.CMS_sign(nullptr, nullptr, nullptr, nullptr, flags));
  if (message == nullptr || crypto_.CMS_add1_signer(message.get(), certificate->get(), key->get(),
                                                    digest, flags | CMS_NOATTR) == nullptr)
    return problem(files.key + " and " + files.certificate);
  const Bio data = view(module);
  const Bio out = bio(crypto_.BIO_new(crypto_.BIO_s_mem()));
  if (crypto_.CMS_final(message.get(), data.get(), nullptr, flags) != 1 ||
      crypto_.i2d_CMS_bio_stream(out.get(), message.get(), nullptr, 0) != 1)
    return problem("the signature");
  char* bytes = nullptr;
  const long size = crypto_.BIO_ctrl(out.get(), BIO_CTRL_INFO, 0, &bytes);
  return std::string(bytes, static_cast<std::size_t>(size));
}

}  // namespace

std::optional<ModuleSignature> find_signature(std::string_view file) {
  if (!file.ends_with(mark)) return std::nullopt;
  file.remove_suffix(mark.size());
  if (file.size() < frame_size) return std::nullopt;
  const Bytes frame(file.substr(file.size() - frame_size), ByteOrder::big);
  file.remove_suffix(frame_size);
  const std::uint64_t size = frame.number(length_at, 4);
  // Before the messages (kernels up to 4.2) the signer's name and the key's number stood there.
  const std::uint64_t name_size = frame.number(3, 1);
  const std::uint64_t all = size + name_size + frame.number(4, 1);
  if (size == 0 || all > file.size()) return std::nullopt;
  ModuleSignature signature{.begin = file.size() - all};
  if (frame.text()[kind_at] != kind_of_cms)
    signature.signer = file.substr(signature.begin, name_size);
  else if (const Crypto* const crypto = load_crypto())
    Openssl(*crypto).read_message(file.substr(signature.begin), signature);
  return signature;
}

std::string hash_like(const std::optional<ModuleSignature>& signature) {
  constexpr std::string_view strong[] = {"sha256",   "sha384",   "sha512",
                                         "sha3-256", "sha3-384", "sha3-512"};
  const auto* const found = signature
                                ? std::find(std::begin(strong), std::end(strong), signature->hash)
                                : std::end(strong);
  return std::string(found == std::end(strong) ? strong[0] : *found);
}

Result<std::string> signed_module(std::string module, const SigningKey& key,
                                  const SigningWish& wish) {
  const Crypto* const crypto = load_crypto();
  if (crypto == nullptr) return error("OpenSSL's library is not there: libcrypto.so.3");
  const auto message = Openssl(*crypto).make_message(module, key, wish.hash);
  if (!message) return message.problem();
  module += *message;
  std::string frame(frame_size, '\0');
  frame[kind_at] = kind_of_cms;
  for (std::size_t i = 0; i < 4; ++i)
    frame[length_at + i] = static_cast<char>(message->size() >> (8 * (3 - i)) & 0xff);
  return std::move(module.append(frame).append(mark));
}

}  // namespace ko2alias
