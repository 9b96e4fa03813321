#pragma once

#include "domain/access_token.hpp"
#include "domain/audit_event.hpp"

namespace chancery::outbound {

/// What the database knows of an access token, which otherwise speaks for itself.
enum class AccessTokenStanding {
  live,
  revoked,       ///< its `jti` was revoked
  login_ended,   ///< its login is gone, or the user's or client's epoch has moved
  client_ended,  ///< its client is gone, disabled, or issues tokens anew since
};

/// Revocations of single access tokens, and the standing of what stands behind a token.
/// Thread-safe; every method may throw Unavailable.
class AccessTokenStore {
 public:
  virtual ~AccessTokenStore() = default;

  /// Revokes one token; kept until `claims.expires_at`. Repeating it is no error, and stores no
  /// second event. The event is stored with it, both or neither.
  virtual void revoke(const AccessTokenClaims& claims, const AuditEvent& event) = 0;

  /// One statement for all of it. The first that applies, in the order of the enumerators after
  /// `live`. A token without `login` is asked about its client only.
  [[nodiscard]] virtual AccessTokenStanding standing(const AccessTokenClaims& claims) = 0;
};

}  // namespace chancery::outbound
