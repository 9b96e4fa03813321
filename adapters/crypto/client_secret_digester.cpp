#include "adapters/crypto/client_secret_digester.hpp"

#include "adapters/crypto/digest.hpp"
#include "domain/codec/base64url.hpp"

namespace chancery::crypto {
namespace {

std::string mac(const Secret& key, const Secret& client_secret) {
  return codec::base64url(hmac_sha256(key, client_secret.reveal()));
}

}  // namespace

ClientSecretDigest ClientSecretDigester::digest(const Secret& client_secret) {
  const auto& key = ring_.keys().need_active(KeyUse::digest_client_secrets);
  return {.key = key.record.id, .mac = mac(*key.symmetric(), client_secret)};
}

bool ClientSecretDigester::matches(const ClientSecretDigest& digest, const Secret& client_secret) {
  static const Secret no_key(std::string(32, '\0'));
  const auto* key = ring_.keys().find(digest.key.value(), KeyUse::digest_client_secrets);
  const auto* bytes = key != nullptr ? key->symmetric() : nullptr;
  const auto computed = mac(bytes != nullptr ? *bytes : no_key, client_secret);
  const bool equal = constant_time_equal(computed, digest.mac);
  return equal && bytes != nullptr;
}

}  // namespace chancery::crypto
