#pragma once

#include <optional>

#include "app/usecases/access_token_issuer.hpp"
#include "app/usecases/grants/password_grant.hpp"
#include "app/usecases/id_token_issuer.hpp"
#include "domain/authorization_code.hpp"
#include "ports/inbound/issue_tokens.hpp"
#include "ports/outbound/authorization_code_store.hpp"
#include "ports/outbound/hashes.hpp"

namespace chancery {

/// grant_type=authorization_code (RFC 6749 §4.1.3): load, decide, apply. Who loses the race to
/// redeem loads and decides again, and then ends what the winner was given.
class AuthorizationCodeGrant {
 public:
  struct Ports {
    outbound::AuthorizationCodeStore& codes;
    outbound::RefreshFamilyStore& families;
    outbound::UserStore& users;
    outbound::RefreshTokenMint& mint;
    const outbound::Hashes& hashes;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };

  AuthorizationCodeGrant(Ports ports, AccessTokenIssuer& access_tokens, IdTokenIssuer& id_tokens,
                         LoginLifetimes lifetimes)
      : ports_(ports),
        access_tokens_(access_tokens),
        id_tokens_(id_tokens),
        lifetimes_(lifetimes) {}

  std::expected<inbound::TokenResponse, OAuthError> redeem(
      const Client& client, const inbound::AuthorizationCodeRequest& request,
      const inbound::RequestContext& context);

 private:
  using Outcome = std::expected<inbound::TokenResponse, OAuthError>;

  /// One presentation of one code, and everything its steps need.
  struct Attempt {
    const Client& client;
    const AuthorizationCode& code;
    const inbound::RequestContext& context;
    Instant now;
  };

  /// Nothing when another request was faster: try again.
  std::optional<Outcome> attempt(const Client& client,
                                 const inbound::AuthorizationCodeRequest& request,
                                 const inbound::RequestContext& context);
  std::optional<Outcome> apply(const Attempt& attempt);
  Outcome end_login(const Attempt& attempt, const EndLoginOfCode& decision);
  /// Why the parties of the code may not have tokens any more; nothing if they may.
  std::optional<OAuthError> objection(const Attempt& attempt);
  [[nodiscard]] RefreshFamily begin_login(const Attempt& attempt, const Secret& secret);
  [[nodiscard]] inbound::TokenResponse response(const Attempt& attempt, const RefreshFamily& family,
                                                const Secret& secret);
  [[nodiscard]] CodePresentation presentation(
      const inbound::AuthorizationCodeRequest& request) const;
  [[nodiscard]] std::string digest(const Secret& secret) const;

  Ports ports_;
  AccessTokenIssuer& access_tokens_;
  IdTokenIssuer& id_tokens_;
  LoginLifetimes lifetimes_;
};

}  // namespace chancery
