#include "adapters/crypto/credential_verifier.hpp"

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <sodium.h>

#include "adapters/crypto/openssl.hpp"

namespace chancery::crypto {
namespace {

using Key = Handle<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using ParameterBuilder = Handle<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using KeyParameters = Handle<OSSL_PARAM, OSSL_PARAM_free>;

/// Null for numbers that are no key.
Key from_parameters(const char* type, OSSL_PARAM* parameters) {
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  require(context && EVP_PKEY_fromdata_init(context.get()) == 1, "preparing a public key");
  EVP_PKEY* key = nullptr;
  EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters);
  return Key(key);
}

/// A point that is not on the curve is refused by OpenSSL as it is read.
Key open(const P256Key& key) {
  auto point = '\x04' + key.x + key.y;
  char curve[] = "prime256v1";
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, curve, 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
      OSSL_PARAM_construct_end()};
  return from_parameters("EC", parameters);
}

BigNumber number(const std::string& bytes) {
  BigNumber read(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr));
  require(read != nullptr, "reading a number");
  return read;
}

Key open(const RsaKey& key) {
  const auto n = number(key.n);
  const auto e = number(key.e);
  const ParameterBuilder builder(OSSL_PARAM_BLD_new());
  require(builder && OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) == 1 &&
              OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) == 1,
          "preparing a public key");
  const KeyParameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
  require(parameters != nullptr, "preparing a public key");
  return from_parameters("RSA", parameters.get());
}

template <class PublicKey>
bool is_one(const PublicKey& key) {
  const CleanErrorQueue clean;
  return open(key) != nullptr;
}

bool is_one(const Ed25519Key& key) {
  return key.x.size() == crypto_core_ed25519_BYTES &&
         crypto_core_ed25519_is_valid_point(bytes_of(key.x)) == 1;
}

template <class PublicKey>
bool is_signed(const PublicKey& key, std::string_view message, std::string_view signature) {
  const CleanErrorQueue clean;
  const auto opened = open(key);
  if (!opened) return false;
  const DigestContext context(EVP_MD_CTX_new());
  require(context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr,
                                          opened.get()) == 1,
          "preparing to verify");
  return EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message),
                          message.size()) == 1;
}

/// libsodium's: OpenSSL takes points of small order for keys, under which anybody can sign.
bool is_signed(const Ed25519Key& key, std::string_view message, std::string_view signature) {
  return key.x.size() == crypto_sign_ed25519_PUBLICKEYBYTES &&
         signature.size() == crypto_sign_ed25519_BYTES &&
         crypto_sign_ed25519_verify_detached(bytes_of(signature), bytes_of(message), message.size(),
                                             bytes_of(key.x)) == 0;
}

}  // namespace

bool CredentialVerifier::is_key(const CredentialKey& key) const {
  return std::visit([](const auto& one) { return is_one(one); }, key);
}

bool CredentialVerifier::verify(const CredentialKey& key, std::string_view message,
                                std::string_view signature) const {
  return std::visit([&](const auto& one) { return is_signed(one, message, signature); }, key);
}

}  // namespace chancery::crypto
