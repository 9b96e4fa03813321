#include "adapters/crypto/jwt_signer.hpp"

#include "adapters/crypto/compact_jws.hpp"
#include "domain/codec/base64url.hpp"
#include "domain/codec/json.hpp"

namespace chancery::crypto {

using codec::Json;

const SigningKey* signing_key_of(KeyRing& ring, const CompactJws& jws) {
  const auto* key = ring.find(jws.key);
  const auto* signing = key != nullptr ? key->signing() : nullptr;
  if (signing == nullptr || jws.algorithm != name(signing->algorithm())) return nullptr;
  return signing;
}

Secret JwtSigner::sign(std::string_view payload, std::string_view typ, SignatureAlgorithm alg) {
  const auto& key = ring_.keys().need_active(signing_use(alg));
  const auto header =
      Json::object({{"alg", name(alg)}, {"typ", typ}, {"kid", key.record.id.value()}});
  auto token = codec::base64url(codec::write_json(header)) + '.' + codec::base64url(payload);
  const auto signature = key.signing()->sign(token);
  token += '.';
  return Secret(token += codec::base64url(signature));
}

std::optional<JwtSigner::Verified> JwtSigner::verify(std::string_view token, std::string_view typ) {
  auto jws = parse_compact_jws(token);
  if (!jws || !is_type(jws->type, typ)) return std::nullopt;
  const auto* key = signing_key_of(ring_, *jws);
  if (key == nullptr || !key->verify(jws->signing_input, jws->signature)) return std::nullopt;
  return Verified{std::move(jws->payload), key->algorithm()};
}

}  // namespace chancery::crypto
