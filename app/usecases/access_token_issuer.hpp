#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/usecases/subjects.hpp"
#include "domain/access_token.hpp"
#include "domain/client.hpp"
#include "domain/refresh_family.hpp"
#include "domain/secret.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/token_signer.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery {

/// What a grant has decided to put its name to.
struct AccessTokenOrder {
  const Client& client;
  Scopes scopes;
  std::vector<std::string> audience;
  /// The login behind it; null for client credentials.
  const RefreshFamily* login = nullptr;
};

struct IssuedAccessToken {
  Secret token;
  TokenId id;
  Lifetime expires_in;
};

/// Makes the access tokens of every grant (RFC 9068). Their `sub` is what the client knows the user
/// by; without a login, the client. They carry the claims of the user that the client's
/// registration releases, as they are now; no user is looked up for a client of no such claims.
class AccessTokenIssuer {
 public:
  struct Ports {
    outbound::TokenSigner& signer;
    outbound::Entropy& entropy;
    outbound::MessageMac& macs;
    outbound::UserStore& users;
  };

  AccessTokenIssuer(Ports ports, Issuer issuer, Lifetime lifetime)
      : ports_(ports), subjects_(ports.macs), issuer_(std::move(issuer)), lifetime_(lifetime) {}

  [[nodiscard]] IssuedAccessToken issue(const AccessTokenOrder& order, Instant now);

  [[nodiscard]] const Issuer& issuer() const { return issuer_; }
  [[nodiscard]] Lifetime lifetime() const { return lifetime_; }

 private:
  [[nodiscard]] codec::Json::Object released(const AccessTokenOrder& order);

  Ports ports_;
  Subjects subjects_;
  Issuer issuer_;
  Lifetime lifetime_;
};

}  // namespace chancery
