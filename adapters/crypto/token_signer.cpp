#include "adapters/crypto/token_signer.hpp"

#include "adapters/crypto/claims.hpp"
#include "adapters/crypto/compact_jws.hpp"
#include "adapters/crypto/digest.hpp"
#include "adapters/crypto/jwt_signer.hpp"
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
  const auto* key = signing_key_of(ring_, *jws);
  if (key == nullptr || !is_genuine(*key, *jws, token)) return std::nullopt;
  return read_claims(jws->payload);
}

// An ES256 signature costs 50 µs to verify, a digest of the whole token 2. The digest covers the
// key's id, and no two keys ever have one id.
bool TokenSigner::is_genuine(const SigningKey& key, const CompactJws& jws, std::string_view token) {
  const auto digest = sha256(token);
  if (verified_.knows(digest)) return true;
  if (!key.verify(jws.signing_input, jws.signature)) return false;
  verified_.learn(digest);
  return true;
}

}  // namespace chancery::crypto
