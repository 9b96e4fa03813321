#include "domain/id_token.hpp"

#include <cstdint>

#include "domain/codec/base64url.hpp"

namespace chancery {
namespace {

using codec::Json;

std::int64_t seconds(Instant at) { return at.time_since_epoch().count(); }

/// Null unless the member is a text.
const std::string* text(const Json& payload, std::string_view name) {
  const auto* const member = payload.find(name);
  return member == nullptr ? nullptr : member->as_string();
}

bool has_integer(const Json& payload, std::string_view name) {
  const auto* const member = payload.find(name);
  return member != nullptr && member->as_integer() != nullptr;
}

}  // namespace

Json to_json(const IdTokenClaims& claims) {
  auto json = Json::object({{"iss", claims.issuer.value()},
                            {"sub", claims.subject},
                            {"aud", claims.audience.value()},
                            {"exp", seconds(claims.expires_at)},
                            {"iat", seconds(claims.issued_at)},
                            {"auth_time", seconds(claims.authenticated_at)}});
  if (claims.nonce) json.set("nonce", *claims.nonce);
  const auto& [amr, acr] = claims.authentication;
  if (!acr.empty()) json.set("acr", acr);
  if (!amr.empty()) json.set("amr", Json::Array(amr.begin(), amr.end()));
  if (!claims.access_token_hash.empty()) json.set("at_hash", claims.access_token_hash);
  json.set("sid", claims.login.value());
  for (const auto& [name, value] : claims.more) {
    if (json.find(name) == nullptr) json.set(name, value);
  }
  return json;
}

std::string access_token_hash(std::string_view digest) {
  return codec::base64url(digest.substr(0, digest.size() / 2));
}

std::optional<IdTokenHint> read_hint(const Json& payload, const Issuer& issuer) {
  const auto* const from = text(payload, "iss");
  const auto* const subject = text(payload, "sub");
  const auto* const audience = text(payload, "aud");
  const auto* const login = text(payload, "sid");
  if (from == nullptr || *from != issuer.value()) return std::nullopt;
  if (subject == nullptr || audience == nullptr || login == nullptr) return std::nullopt;
  if (!has_integer(payload, "exp") || !has_integer(payload, "auth_time")) return std::nullopt;
  return IdTokenHint{ClientId(*audience), *subject, FamilyId(*login)};
}

}  // namespace chancery
