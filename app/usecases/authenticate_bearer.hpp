#pragma once

#include "domain/access_token.hpp"
#include "ports/inbound/authenticate_bearer.hpp"
#include "ports/outbound/access_token_store.hpp"
#include "ports/outbound/client_store.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/refresh_family_store.hpp"
#include "ports/outbound/token_signer.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery {

class AuthenticateBearer final : public inbound::AuthenticateBearer {
 public:
  struct Ports {
    outbound::UserStore& users;
    outbound::ClientStore& clients;
    outbound::RefreshFamilyStore& families;
    outbound::AccessTokenStore& access_tokens;
    outbound::TokenSigner& signer;
    const outbound::Clock& clock;
  };

  AuthenticateBearer(Ports ports, Issuer issuer) : ports_(ports), issuer_(std::move(issuer)) {}

  std::expected<inbound::Caller, OAuthError> authenticate(const Secret& access_token) override;

 private:
  /// Why a genuine token opens nothing here; nothing if it does.
  std::optional<OAuthError> objection(const AccessTokenClaims& claims,
                                      const std::optional<Client>& client);
  /// Whose login the token belongs to.
  std::optional<UserId> user_of(const AccessTokenClaims& claims, const Client& client);

  Ports ports_;
  Issuer issuer_;
};

}  // namespace chancery
