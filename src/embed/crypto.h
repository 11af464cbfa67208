// OpenSSL's library, which is loaded when a signature is met. Linked in, it would make every start
// of the program a fifth slower.
//
//   if (const Crypto* crypto = load_crypto()) crypto->CMS_ContentInfo_free(cms);
#pragma once

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>

namespace ko2alias {

// The functions that are used. What is a macro or inline in the headers is called by what it calls.
#define KO2ALIAS_CRYPTO_FUNCTIONS(X) \
  X(BIO_ctrl)                        \
  X(BIO_free_all)                    \
  X(BIO_new)                         \
  X(BIO_new_file)                    \
  X(BIO_new_mem_buf)                 \
  X(BIO_s_mem)                       \
  X(CMS_ContentInfo_free)            \
  X(CMS_SignerInfo_get0_algs)        \
  X(CMS_SignerInfo_get0_signer_id)   \
  X(CMS_add1_signer)                 \
  X(CMS_final)                       \
  X(CMS_get0_SignerInfos)            \
  X(CMS_sign)                        \
  X(d2i_CMS_bio)                     \
  X(i2d_CMS_bio_stream)              \
  X(ERR_clear_error)                 \
  X(ERR_peek_last_error)             \
  X(ERR_reason_error_string)         \
  X(EVP_PKEY_free)                   \
  X(EVP_get_digestbyname)            \
  X(PEM_read_bio_PrivateKey)         \
  X(PEM_read_bio_X509)               \
  X(d2i_X509_bio)                    \
  X(X509_free)                       \
  X(X509_ALGOR_get0)                 \
  X(X509_NAME_ENTRY_get_data)        \
  X(X509_NAME_get_entry)             \
  X(X509_NAME_get_index_by_NID)      \
  X(ASN1_STRING_get0_data)           \
  X(ASN1_STRING_length) X(OBJ_nid2sn) X(OBJ_obj2nid) X(OPENSSL_sk_num) X(OPENSSL_sk_value)

struct Crypto {
#define KO2ALIAS_MEMBER(name) decltype(&::name) name = nullptr;  // NOLINT(*-macro-parentheses)
  KO2ALIAS_CRYPTO_FUNCTIONS(KO2ALIAS_MEMBER)
#undef KO2ALIAS_MEMBER
};

/// The library's functions; null where it is not installed.
const Crypto* load_crypto();

}  // namespace ko2alias
