#pragma once

#include <string>
#include <vector>

#include "domain/consent.hpp"
#include "ports/inbound/request_context.hpp"

namespace chancery::inbound {

/// A consent, and what people call the client; its id if it has no name, or is gone.
struct GivenConsent {
  Consent consent;
  std::string client_name;

  bool operator==(const GivenConsent&) const = default;
};

/// What users have allowed clients, as they see it and take it back. Thread-safe; may throw
/// Unavailable.
class ManageConsents {
 public:
  virtual ~ManageConsents() = default;

  /// In ascending order of client id.
  [[nodiscard]] virtual std::vector<GivenConsent> list(const UserId& user) = 0;

  /// Takes a consent back and ends the user's logins at the client. False if there is none.
  virtual bool revoke(const UserId& user, const ClientId& client,
                      const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
