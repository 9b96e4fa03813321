#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "domain/authentication.hpp"
#include "domain/client.hpp"
#include "domain/codec/json.hpp"
#include "domain/oauth_error.hpp"
#include "domain/scopes.hpp"
#include "domain/secret.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery::inbound {

/// What RFC 7662 §2.2 says of an active token.
struct ActiveToken {
  bool is_refresh_token = false;
  Issuer issuer;
  std::string subject;
  std::vector<std::string> audience;
  ClientId client;
  Scopes scopes;
  Instant expires_at;
  /// Access tokens only.
  std::optional<Instant> issued_at{};
  std::optional<TokenId> id{};
  /// The login; none for client credentials.
  std::optional<FamilyId> login{};
  /// Claims of the user that an access token carries.
  codec::Json::Object more{};
  /// When and how its user proved who they are (RFC 9470 §6.2); access tokens only.
  std::optional<Instant> authenticated_at{};
  Authentication authentication{};
};

/// Token introspection (RFC 7662). Thread-safe; may throw Unavailable.
class IntrospectToken {
 public:
  virtual ~IntrospectToken() = default;
  /// Nothing when the token is not active, or none of this client's business. `invalid_client` for
  /// public clients.
  [[nodiscard]] virtual std::expected<std::optional<ActiveToken>, OAuthError> introspect(
      const Client& client, const Secret& token) = 0;
};

}  // namespace chancery::inbound
