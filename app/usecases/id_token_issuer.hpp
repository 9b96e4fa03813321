#pragma once

#include <optional>
#include <string>

#include "app/usecases/subjects.hpp"
#include "domain/client.hpp"
#include "domain/refresh_family.hpp"
#include "domain/secret.hpp"
#include "ports/outbound/hashes.hpp"
#include "ports/outbound/id_token_signer.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery {

/// Makes ID tokens (OpenID Connect Core §2), at login and at each refresh. Thread-safe; may throw
/// Unavailable.
class IdTokenIssuer {
 public:
  struct Ports {
    outbound::IdTokenSigner& signer;
    const outbound::Hashes& hashes;
    outbound::MessageMac& macs;
    outbound::UserStore& users;
  };

  IdTokenIssuer(Ports ports, Issuer issuer)
      : ports_(ports), subjects_(ports.macs), issuer_(std::move(issuer)) {}

  struct Order {
    const Client& client;
    const RefreshFamily& login;
    const Secret& access_token;
    /// It lives as long as the access token does.
    Lifetime lifetime;
    std::optional<std::string> nonce{};
  };
  /// With the claims that were asked for by name, and those that the client's registration
  /// releases, of the account as it is now; without them if it is gone.
  [[nodiscard]] Secret issue(const Order& order, Instant now);

 private:
  [[nodiscard]] codec::Json::Object claims(const Client& client, const RefreshFamily& login);
  [[nodiscard]] std::string hash_of(const Secret& access_token, SignatureAlgorithm alg) const;

  Ports ports_;
  Subjects subjects_;
  Issuer issuer_;
};

/// Whether the tokens of a login come with an ID token: an authorization code made it, and the
/// scope has `openid`.
[[nodiscard]] bool has_id_token(const RefreshFamily& login, const Scopes& scopes);

}  // namespace chancery
