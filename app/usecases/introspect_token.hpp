#pragma once

#include "app/usecases/subjects.hpp"
#include "domain/refresh_token.hpp"
#include "ports/inbound/introspect_token.hpp"
#include "ports/outbound/access_token_store.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/refresh_family_store.hpp"
#include "ports/outbound/refresh_token_mint.hpp"
#include "ports/outbound/token_signer.hpp"

namespace chancery {

class IntrospectToken final : public inbound::IntrospectToken {
 public:
  struct Ports {
    outbound::RefreshFamilyStore& families;
    outbound::AccessTokenStore& access_tokens;
    outbound::RefreshTokenMint& mint;
    outbound::TokenSigner& signer;
    outbound::MessageMac& macs;
    const outbound::Clock& clock;
  };

  IntrospectToken(Ports ports, Issuer issuer, Lifetime idle_lifetime)
      : ports_(ports),
        subjects_(ports.macs),
        issuer_(std::move(issuer)),
        idle_lifetime_(idle_lifetime) {}

  std::expected<std::optional<inbound::ActiveToken>, OAuthError> introspect(
      const Client& client, const Secret& token) override;

 private:
  std::optional<inbound::ActiveToken> refresh_token(const Client& client,
                                                    const RefreshTokenBody& token);
  std::optional<inbound::ActiveToken> access_token(const Client& client,
                                                   const AccessTokenClaims& claims);

  Ports ports_;
  Subjects subjects_;
  Issuer issuer_;
  Lifetime idle_lifetime_;
};

}  // namespace chancery
