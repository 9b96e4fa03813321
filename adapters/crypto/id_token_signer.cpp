#include "adapters/crypto/id_token_signer.hpp"

namespace chancery::crypto {
namespace {

std::string_view typ(outbound::JwtType type) {
  return type == outbound::JwtType::logout_token ? "logout+jwt" : "JWT";
}

}  // namespace

Secret IdTokenSigner::sign(const codec::Json& payload, outbound::JwtType type,
                           SignatureAlgorithm alg) {
  return jwts_.sign(codec::write_json(payload), typ(type), alg);
}

std::optional<codec::Json> IdTokenSigner::verify(std::string_view token) {
  const auto verified = jwts_.verify(token, "jwt");
  if (!verified) return std::nullopt;
  auto payload = codec::read_json(verified->payload);
  if (!payload || payload->as_object() == nullptr) return std::nullopt;
  return payload;
}

}  // namespace chancery::crypto
