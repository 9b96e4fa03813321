#pragma once

#include "app/usecases/access_token_issuer.hpp"
#include "app/usecases/id_token_issuer.hpp"
#include "domain/refresh_family.hpp"
#include "ports/inbound/issue_tokens.hpp"
#include "ports/outbound/audit_trail.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/refresh_family_store.hpp"
#include "ports/outbound/refresh_token_mint.hpp"

namespace chancery {

/// grant_type=refresh_token (RFC 6749 §6): load, decide, apply. Who loses the race to rotate loads
/// and decides again, and is given what the winner was given.
class RefreshTokenGrant {
 public:
  struct Ports {
    outbound::RefreshFamilyStore& families;
    outbound::RefreshTokenMint& mint;
    outbound::AuditTrail& audit;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };

  RefreshTokenGrant(Ports ports, AccessTokenIssuer& access_tokens, IdTokenIssuer& id_tokens,
                    RotationPolicy policy)
      : ports_(ports), access_tokens_(access_tokens), id_tokens_(id_tokens), policy_(policy) {}

  std::expected<inbound::TokenResponse, OAuthError> redeem(
      const Client& client, const inbound::RefreshTokenRequest& request,
      const inbound::RequestContext& context);

 private:
  using Outcome = std::expected<inbound::TokenResponse, OAuthError>;

  /// One presentation of one genuine token, and everything its steps need.
  struct Attempt {
    const Client& client;
    const RefreshTokenBody& token;
    const inbound::RefreshTokenRequest& request;
    const inbound::RequestContext& context;
  };

  /// Nothing when another request was faster: try again.
  std::optional<Outcome> attempt(const Attempt& attempt);
  std::optional<Outcome> rotate(const Attempt& attempt, const RefreshFamily& family,
                                const Rotate& decision, Instant now);
  Outcome replay(const Attempt& attempt, const RefreshFamily& family, const Replay& decision,
                 Instant now);
  Outcome revoke(const Attempt& attempt, const RefreshFamily& family, const Revoke& decision,
                 Instant now);
  Presentation presentation(const Attempt& attempt, const RefreshFamily& family) const;
  inbound::TokenResponse response(const Attempt& attempt, const RefreshFamily& family,
                                  const Secret& secret, Scopes scopes,
                                  std::vector<std::string> audience, Instant now);

  Ports ports_;
  AccessTokenIssuer& access_tokens_;
  IdTokenIssuer& id_tokens_;
  RotationPolicy policy_;
};

}  // namespace chancery
