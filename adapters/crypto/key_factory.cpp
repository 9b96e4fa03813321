#include "adapters/crypto/key_factory.hpp"

#include "adapters/crypto/sealed_keys.hpp"
#include "adapters/crypto/signing_key.hpp"
#include "domain/codec/base64url.hpp"

namespace chancery::crypto {
namespace {

constexpr std::size_t id_bytes = 12;

}  // namespace

outbound::StoredKey KeyFactory::make(KeyUse use, KeyState state) {
  const KeyRecord record{
      .id = KeyId(codec::base64url(entropy_.bytes(id_bytes))), .use = use, .state = state};
  const auto alg = signature_algorithm(use);
  if (!alg) {
    const Secret bytes(entropy_.bytes(symmetric_key_length));
    return {.record = record, .public_jwk = "", .sealed = seal_key(sealer_, record, bytes)};
  }
  const auto key = SigningKey::generate(*alg);
  return {.record = record,
          .public_jwk = key.public_jwk(record.id),
          .sealed = seal_key(sealer_, record, key.pkcs8())};
}

}  // namespace chancery::crypto
