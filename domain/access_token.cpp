#include "domain/access_token.hpp"

#include <algorithm>

namespace chancery {

std::expected<std::vector<std::string>, OAuthError> audience_for(
    const Client& client, const Scopes& scopes, const std::vector<std::string>& resources,
    const Issuer& issuer) {
  std::vector<std::string> audience = client.audiences;
  if (!resources.empty()) {
    for (const auto& resource : resources) {
      if (std::ranges::find(client.audiences, resource) == client.audiences.end()) {
        return std::unexpected(invalid_target("the resource is none of the client's audiences"));
      }
    }
    audience = resources;
    std::ranges::sort(audience);
    const auto repeated = std::ranges::unique(audience);
    audience.erase(repeated.begin(), repeated.end());
  }
  const bool speaks_to_us = scopes.contains("openid") || client.first_party || audience.empty();
  if (speaks_to_us && std::ranges::find(audience, issuer.value()) == audience.end()) {
    audience.push_back(issuer.value());
  }
  return audience;
}

Instant access_token_issued_at(const Client& client, Instant now) {
  return std::min(std::max(now, client.tokens_not_before), now + clock_skew);
}

Instant access_token_expires_at(Instant now, Lifetime lifetime,
                                const std::optional<Instant>& login_expires_at) {
  return std::min(now + lifetime, login_expires_at.value_or(Instant::max()));
}

std::optional<std::string> invalidity(const AccessTokenClaims& claims, const Issuer& issuer,
                                      Instant now) {
  if (claims.issuer != issuer) return "the token is of another issuer";
  if (claims.issued_at > now + clock_skew) return "the token is issued in the future";
  if (now >= claims.expires_at) return "the token has expired";
  return std::nullopt;
}

}  // namespace chancery
