#pragma once

#include <vector>

#include "domain/consent.hpp"
#include "ports/inbound/request_context.hpp"

namespace chancery::inbound {

/// What users have allowed clients, as they see it and take it back. Thread-safe; may throw
/// Unavailable.
class ManageConsents {
 public:
  virtual ~ManageConsents() = default;

  [[nodiscard]] virtual std::vector<Consent> list(const UserId& user) = 0;

  /// Takes a consent back and ends the user's logins at the client. False if there is none.
  virtual bool revoke(const UserId& user, const ClientId& client,
                      const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
