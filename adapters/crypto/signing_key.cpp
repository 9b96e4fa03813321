#include "adapters/crypto/signing_key.hpp"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "adapters/crypto/ecdsa_signature.hpp"
#include "adapters/crypto/openssl.hpp"
#include "domain/codec/base64url.hpp"
#include "domain/codec/json.hpp"

namespace chancery::crypto {
namespace {

constexpr int rsa_bits = 2048;
constexpr int max_rsa_bits = 4096;
constexpr int p256_bytes = 32;
constexpr std::size_t ed25519_bytes = 32;

using PrivateKeyInfo = Handle<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;

using Init = int (*)(EVP_MD_CTX*, EVP_PKEY_CTX**, const char*, OSSL_LIB_CTX*, const char*,
                     EVP_PKEY*, const OSSL_PARAM*);

/// The salt is as long as the digest, in signatures made and in those believed (RFC 7518 §3.5).
bool use_pss(EVP_PKEY_CTX* context) {
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

// OpenSSL 3 spends an eighth of an ES256 signature on looking up what this context already knows.
std::shared_ptr<EVP_MD_CTX> prepare(Init init, SignatureAlgorithm alg, EVP_PKEY* key) {
  std::shared_ptr<EVP_MD_CTX> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  require(context != nullptr, "digest context");
  // Ed25519 takes the message itself.
  const char* digest = alg == SignatureAlgorithm::EdDSA ? nullptr : "SHA256";
  EVP_PKEY_CTX* parameters = nullptr;
  require(init(context.get(), &parameters, digest, nullptr, nullptr, key, nullptr) == 1 &&
              (alg != SignatureAlgorithm::PS256 || use_pss(parameters)),
          "preparing a signing key");
  return context;
}

DigestContext copy(const EVP_MD_CTX* prepared) {
  DigestContext context(EVP_MD_CTX_new());
  require(context && EVP_MD_CTX_copy_ex(context.get(), prepared) == 1, "digest context");
  return context;
}

std::shared_ptr<EVP_PKEY> owned(EVP_PKEY* key) {
  return key == nullptr ? nullptr : std::shared_ptr<EVP_PKEY>(key, EVP_PKEY_free);
}

bool is_p256(EVP_PKEY* key) {
  char group[32] = {};
  return EVP_PKEY_is_a(key, "EC") == 1 &&
         EVP_PKEY_get_group_name(key, group, sizeof group, nullptr) == 1 &&
         std::string_view(group) == SN_X9_62_prime256v1;
}

bool is_rsa(EVP_PKEY* key) {
  const auto bits = EVP_PKEY_get_bits(key);
  return EVP_PKEY_is_a(key, "RSA") == 1 && bits >= rsa_bits && bits <= max_rsa_bits;
}

bool is_fit(SignatureAlgorithm alg, EVP_PKEY* key) {
  switch (alg) {
    case SignatureAlgorithm::ES256: return is_p256(key);
    case SignatureAlgorithm::RS256:
    case SignatureAlgorithm::PS256: return is_rsa(key);
    case SignatureAlgorithm::EdDSA: return EVP_PKEY_is_a(key, SN_ED25519) == 1;
  }
  std::unreachable();
}

EVP_PKEY* generate_key(SignatureAlgorithm alg) {
  switch (alg) {
    case SignatureAlgorithm::ES256: return EVP_EC_gen(SN_X9_62_prime256v1);
    case SignatureAlgorithm::RS256:
    case SignatureAlgorithm::PS256: return EVP_RSA_gen(rsa_bits);
    case SignatureAlgorithm::EdDSA: return EVP_PKEY_Q_keygen(nullptr, nullptr, SN_ED25519);
  }
  std::unreachable();
}

/// A parameter as unsigned big-endian base64url, of `length` bytes, or of no more than it needs if
/// that is zero (RFC 7518 §6.2.1.2, §6.3.1.1).
std::string parameter(EVP_PKEY* key, const char* name, int length = 0) {
  BIGNUM* raw = nullptr;
  require(EVP_PKEY_get_bn_param(key, name, &raw) == 1, "reading a public key");
  const BigNumber number(raw);
  std::string bytes(static_cast<std::size_t>(length != 0 ? length : BN_num_bytes(raw)), '\0');
  require(BN_bn2binpad(raw, bytes_of(bytes), static_cast<int>(bytes.size())) >= 0,
          "writing a public key");
  return codec::base64url(bytes);
}

std::string ed25519_point(EVP_PKEY* key) {
  std::string bytes(ed25519_bytes, '\0');
  auto length = bytes.size();
  require(EVP_PKEY_get_raw_public_key(key, bytes_of(bytes), &length) == 1 && length == bytes.size(),
          "reading a public key");
  return codec::base64url(bytes);
}

/// RFC 7518 §6.2.1, §6.3.1, RFC 8037 §2.
codec::Json public_parameters(SignatureAlgorithm alg, EVP_PKEY* key) {
  switch (alg) {
    case SignatureAlgorithm::ES256:
      return codec::Json::object({{"kty", "EC"},
                                  {"crv", "P-256"},
                                  {"x", parameter(key, OSSL_PKEY_PARAM_EC_PUB_X, p256_bytes)},
                                  {"y", parameter(key, OSSL_PKEY_PARAM_EC_PUB_Y, p256_bytes)}});
    case SignatureAlgorithm::RS256:
    case SignatureAlgorithm::PS256:
      return codec::Json::object({{"kty", "RSA"},
                                  {"n", parameter(key, OSSL_PKEY_PARAM_RSA_N)},
                                  {"e", parameter(key, OSSL_PKEY_PARAM_RSA_E)}});
    case SignatureAlgorithm::EdDSA:
      return codec::Json::object({{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", ed25519_point(key)}});
  }
  std::unreachable();
}

}  // namespace

SigningKey::SigningKey(SignatureAlgorithm alg, std::shared_ptr<EVP_PKEY> key)
    : alg_(alg),
      key_(std::move(key)),
      signing_(prepare(EVP_DigestSignInit_ex, alg, key_.get())),
      verifying_(prepare(EVP_DigestVerifyInit_ex, alg, key_.get())) {}

SigningKey SigningKey::generate(SignatureAlgorithm alg) {
  const CleanErrorQueue clean;
  auto key = owned(generate_key(alg));
  require(key != nullptr, "generating a key");
  return {alg, std::move(key)};
}

std::optional<SigningKey> SigningKey::from_pkcs8(SignatureAlgorithm alg, const Secret& der) {
  const CleanErrorQueue clean;
  const auto* begin = bytes_of(der.reveal());
  const auto* end = begin;
  const PrivateKeyInfo info(
      d2i_PKCS8_PRIV_KEY_INFO(nullptr, &end, static_cast<long>(der.reveal().size())));
  if (!info || end != begin + der.reveal().size()) return std::nullopt;
  auto key = owned(EVP_PKCS82PKEY(info.get()));
  if (!key || !is_fit(alg, key.get())) return std::nullopt;
  SigningKey read(alg, std::move(key));
  if (!read.verifies_its_own()) return std::nullopt;
  return read;
}

bool SigningKey::verifies_its_own() const {
  constexpr std::string_view message = "does this key sign?";
  return verify(message, sign(message));
}

Secret SigningKey::pkcs8() const {
  const CleanErrorQueue clean;
  const PrivateKeyInfo info(EVP_PKEY2PKCS8(key_.get()));
  const int length = info ? i2d_PKCS8_PRIV_KEY_INFO(info.get(), nullptr) : 0;
  require(length > 0, "writing a private key");
  std::string der(static_cast<std::size_t>(length), '\0');
  auto* out = bytes_of(der);
  i2d_PKCS8_PRIV_KEY_INFO(info.get(), &out);
  return Secret(std::move(der));
}

std::string SigningKey::public_jwk(const KeyId& kid) const {
  const CleanErrorQueue clean;
  auto jwk = public_parameters(alg_, key_.get());
  jwk.set("use", "sig");
  jwk.set("alg", name(alg_));
  jwk.set("kid", kid.value());
  return codec::write_json(jwk);
}

std::string SigningKey::sign(std::string_view message) const {
  const CleanErrorQueue clean;
  const auto context = copy(signing_.get());
  auto length = static_cast<std::size_t>(EVP_PKEY_get_size(key_.get()));
  std::string signature(length, '\0');
  require(EVP_DigestSign(context.get(), bytes_of(signature), &length, bytes_of(message),
                         message.size()) == 1,
          "signing");
  signature.resize(length);
  return alg_ == SignatureAlgorithm::ES256 ? raw_from_der(signature) : signature;
}

bool SigningKey::verify(std::string_view message, std::string_view signature) const {
  const CleanErrorQueue clean;
  std::string der;
  if (alg_ == SignatureAlgorithm::ES256) {
    if (signature.size() != raw_signature_length) return false;
    signature = der = der_from_raw(signature);
  } else if (signature.size() != static_cast<std::size_t>(EVP_PKEY_get_size(key_.get()))) {
    return false;
  }
  const auto context = copy(verifying_.get());
  return EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message),
                          message.size()) == 1;
}

}  // namespace chancery::crypto
