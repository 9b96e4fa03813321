#pragma once

#include "app/usecases/subjects.hpp"
#include "ports/inbound/read_userinfo.hpp"
#include "ports/outbound/access_token_store.hpp"
#include "ports/outbound/client_store.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/id_token_signer.hpp"
#include "ports/outbound/refresh_family_store.hpp"
#include "ports/outbound/token_signer.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery {

class ReadUserinfo final : public inbound::ReadUserinfo {
 public:
  struct Ports {
    outbound::UserStore& users;
    outbound::ClientStore& clients;
    outbound::RefreshFamilyStore& families;
    outbound::AccessTokenStore& access_tokens;
    outbound::TokenSigner& signer;
    outbound::IdTokenSigner& jwts;
    outbound::MessageMac& macs;
    const outbound::Clock& clock;
  };

  ReadUserinfo(Ports ports, Issuer issuer)
      : ports_(ports), subjects_(ports.macs), issuer_(std::move(issuer)) {}

  std::expected<inbound::Userinfo, OAuthError> read(const Secret& access_token) override;

 private:
  /// Why a genuine token opens nothing here; nothing if it does.
  std::optional<OAuthError> objection(const AccessTokenClaims& claims);
  [[nodiscard]] inbound::Userinfo answer(const AccessTokenClaims& token, const Client& client,
                                         const User& user, const RefreshFamily& login);

  Ports ports_;
  Subjects subjects_;
  Issuer issuer_;
};

}  // namespace chancery
