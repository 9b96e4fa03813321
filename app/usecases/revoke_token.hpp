#pragma once

#include "ports/inbound/revoke_token.hpp"
#include "ports/outbound/access_token_store.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/refresh_family_store.hpp"
#include "ports/outbound/refresh_token_mint.hpp"
#include "ports/outbound/token_signer.hpp"

namespace chancery {

/// The token's own form says what it is; `token_type_hint` is not needed.
class RevokeToken final : public inbound::RevokeToken {
 public:
  struct Ports {
    outbound::RefreshFamilyStore& families;
    outbound::AccessTokenStore& access_tokens;
    outbound::RefreshTokenMint& mint;
    outbound::TokenSigner& signer;
    const outbound::Clock& clock;
  };

  explicit RevokeToken(Ports ports) : ports_(ports) {}

  std::expected<void, OAuthError> revoke(const Client& client, const Secret& token,
                                         const inbound::RequestContext& context) override {
    return end(token, {client, "revoked", context});
  }
  std::expected<void, OAuthError> log_out(const Client& client, const Secret& token,
                                          const inbound::RequestContext& context) override {
    return end(token, {client, "logout", context});
  }

 private:
  /// Who ends something, and why.
  struct Cause {
    const Client& client;
    const char* reason;
    const inbound::RequestContext& context;
  };
  std::expected<void, OAuthError> end(const Secret& token, const Cause& cause);
  std::expected<void, OAuthError> end_login(const FamilyId& id, const Cause& cause);
  std::expected<void, OAuthError> revoke_access(const AccessTokenClaims& claims,
                                                const Cause& cause);

  Ports ports_;
};

}  // namespace chancery
