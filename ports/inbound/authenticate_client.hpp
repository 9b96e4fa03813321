#pragma once

#include <expected>
#include <optional>

#include "domain/client.hpp"
#include "domain/oauth_error.hpp"
#include "domain/secret.hpp"
#include "domain/strong.hpp"

namespace chancery::inbound {

/// What a request says of its client, and how (RFC 6749 §2.3.1). That only one way was used has
/// been checked before.
struct ClientCredentials {
  ClientId client;
  /// How RFC 6749 calls the way they were sent; a client is held to the one it is registered with.
  /// None: in the JSON body of the first-party API, which is that API's way for a client of either
  /// secret method, and without a secret for a public one.
  std::optional<ClientAuthMethod> method{};
  /// None when a public client names itself.
  std::optional<Secret> secret{};
};

/// Client authentication (RFC 6749 §2.3). Thread-safe; may throw Unavailable.
class AuthenticateClient {
 public:
  virtual ~AuthenticateClient() = default;
  /// The registration, or `invalid_client`: the same, after the same work, for an unknown client, a
  /// disabled one, another method than the registered one, and a wrong secret (attacks B28, B29).
  [[nodiscard]] virtual std::expected<Client, OAuthError> authenticate(
      const ClientCredentials& credentials) = 0;
};

}  // namespace chancery::inbound
