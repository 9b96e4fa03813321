#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/access_token.hpp"
#include "domain/client.hpp"
#include "domain/refresh_family.hpp"
#include "domain/secret.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/token_signer.hpp"

namespace chancery {

/// What a grant has decided to put its name to.
struct AccessTokenOrder {
  const Client& client;
  std::string subject;
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

/// Makes the access tokens of every grant (RFC 9068).
class AccessTokenIssuer {
 public:
  AccessTokenIssuer(outbound::TokenSigner& signer, outbound::Entropy& entropy, Issuer issuer,
                    Lifetime lifetime)
      : signer_(signer), entropy_(entropy), issuer_(std::move(issuer)), lifetime_(lifetime) {}

  [[nodiscard]] IssuedAccessToken issue(const AccessTokenOrder& order, Instant now);

  [[nodiscard]] const Issuer& issuer() const { return issuer_; }
  [[nodiscard]] Lifetime lifetime() const { return lifetime_; }

 private:
  outbound::TokenSigner& signer_;
  outbound::Entropy& entropy_;
  Issuer issuer_;
  Lifetime lifetime_;
};

}  // namespace chancery
