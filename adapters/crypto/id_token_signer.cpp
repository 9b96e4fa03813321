#include "adapters/crypto/id_token_signer.hpp"

#include <utility>

namespace chancery::crypto {
namespace {

constexpr std::string_view typ_of(outbound::JwtType type) {
  switch (type) {
    case outbound::JwtType::id_token:
    case outbound::JwtType::userinfo: return "JWT";
    case outbound::JwtType::logout_token: return "logout+jwt";
  }
  std::unreachable();
}

}  // namespace

Secret IdTokenSigner::sign(const codec::Json& payload, outbound::JwtType type,
                           SignatureAlgorithm alg) {
  return jwts_.sign(codec::write_json(payload), typ_of(type), alg);
}

std::optional<codec::Json> IdTokenSigner::verify(std::string_view token) {
  const auto genuine = jwts_.verify(token, "jwt");
  auto payload = genuine ? codec::read_json(genuine->payload) : std::nullopt;
  if (!payload || payload->as_object() == nullptr) return std::nullopt;
  return payload;
}

}  // namespace chancery::crypto
