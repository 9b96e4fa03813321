#pragma once

#include "ports/inbound/read_userinfo.hpp"
#include "ports/outbound/access_token_store.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/token_signer.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery {

class ReadUserinfo final : public inbound::ReadUserinfo {
 public:
  struct Ports {
    outbound::UserStore& users;
    outbound::AccessTokenStore& access_tokens;
    outbound::TokenSigner& signer;
    const outbound::Clock& clock;
  };

  ReadUserinfo(Ports ports, Issuer issuer) : ports_(ports), issuer_(std::move(issuer)) {}

  std::expected<inbound::Userinfo, OAuthError> read(const Secret& access_token) override;

 private:
  /// Why a genuine token opens nothing here; nothing if it does.
  std::optional<OAuthError> objection(const AccessTokenClaims& claims);

  Ports ports_;
  Issuer issuer_;
};

}  // namespace chancery
