#pragma once

#include <expected>

#include "domain/client.hpp"
#include "domain/oauth_error.hpp"
#include "domain/secret.hpp"
#include "ports/inbound/request_context.hpp"

namespace chancery::inbound {

/// Token revocation (RFC 7009). Thread-safe; throws Unavailable when nothing was stored, so that a
/// failure is never answered as done (attack B74).
class RevokeToken {
 public:
  virtual ~RevokeToken() = default;
  /// A refresh token ends its login, an access token itself. Done also for text that is no token of
  /// ours. `unauthorized_client`, and no change, for another client's token.
  [[nodiscard]] virtual std::expected<void, OAuthError> revoke(const Client& client,
                                                               const Secret& token,
                                                               const RequestContext& context) = 0;

  /// The same, by a user who logs out.
  [[nodiscard]] virtual std::expected<void, OAuthError> log_out(const Client& client,
                                                                const Secret& token,
                                                                const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
