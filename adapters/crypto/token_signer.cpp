#include "adapters/crypto/token_signer.hpp"

#include "adapters/crypto/claims.hpp"
#include "adapters/crypto/compact_jws.hpp"
#include "domain/codec/base64url.hpp"

namespace chancery::crypto {
Secret TokenSigner::sign(const AccessTokenClaims& claims, SignatureAlgorithm alg) {
  const auto& key = ring_.keys().need_active(signing_use(alg));
  auto token = key.access_token_header + '.' + codec::base64url(write_claims(claims));
  const auto signature = key.signing()->sign(token);
  token += '.';
  return Secret(token += codec::base64url(signature));
}

std::optional<AccessTokenClaims> TokenSigner::verify(std::string_view token) {
  const auto jws = parse_compact_jws(token);
  if (!jws || !is_type(jws->type, access_token_type)) return std::nullopt;
  const auto* key = ring_.keys().find(jws->key);
  if (key == nullptr || key->signing() == nullptr) return std::nullopt;
  if (jws->algorithm != name(key->signing()->algorithm())) return std::nullopt;
  if (!key->signing()->verify(jws->signing_input, jws->signature)) return std::nullopt;
  return read_claims(jws->payload);
}

}  // namespace chancery::crypto
