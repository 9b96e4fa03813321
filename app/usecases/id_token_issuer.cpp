#include "app/usecases/id_token_issuer.hpp"

#include "domain/id_token.hpp"
#include "domain/standard_claims.hpp"

namespace chancery {

Secret IdTokenIssuer::issue(const Order& order, Instant now) {
  const auto& [client, login, access_token, lifetime, nonce] = order;
  const IdTokenClaims claims{.issuer = issuer_,
                             .subject = subjects_.of(client, login.user),
                             .audience = client.id,
                             .issued_at = now,
                             .expires_at = now + lifetime,
                             .authenticated_at = login.authenticated_at,
                             .nonce = nonce,
                             .authentication = login.authentication,
                             .access_token_hash = hash_of(access_token, client.id_token_alg),
                             .login = login.id,
                             .more = this->claims(client, login)};
  return ports_.signer.sign(to_json(claims), outbound::JwtType::id_token, client.id_token_alg);
}

codec::Json::Object IdTokenIssuer::claims(const Client& client, const RefreshFamily& login) {
  const bool releases = releases_to(client.released_claims, ClaimTarget::id_token);
  if (login.claims.id_token.empty() && !releases) return {};
  const auto user = ports_.users.find(login.user);
  if (!user) return {};
  auto claims = claims_of(*user, {}, names(login.claims.id_token));
  for (auto& claim : released_claims(*user, client.released_claims, ClaimTarget::id_token)) {
    claims.push_back(std::move(claim));
  }
  return claims;
}

std::string IdTokenIssuer::hash_of(const Secret& access_token, SignatureAlgorithm alg) const {
  // Ed25519 hashes with SHA-512; the other algorithms name SHA-256.
  const auto& text = access_token.reveal();
  const bool is_eddsa = alg == SignatureAlgorithm::EdDSA;
  return access_token_hash(is_eddsa ? ports_.hashes.sha512(text) : ports_.hashes.sha256(text));
}

bool has_id_token(const RefreshFamily& login, const Scopes& scopes) {
  return !login.authentication.acr.empty() && scopes.contains("openid");
}

}  // namespace chancery
