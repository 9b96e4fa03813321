#pragma once

#include <optional>
#include <vector>

#include "domain/audit_event.hpp"
#include "domain/consent.hpp"

namespace chancery::outbound {

/// What users have allowed clients: at most one record for a user and a client. Thread-safe; every
/// method may throw Unavailable. Each change and its audit event are stored both or neither.
class ConsentStore {
 public:
  virtual ~ConsentStore() = default;

  [[nodiscard]] virtual std::optional<Consent> find(const UserId& user, const ClientId& client) = 0;

  /// In ascending order of client.
  [[nodiscard]] virtual std::vector<Consent> list(const UserId& user) = 0;

  /// Stores the consent in the place of any older one. Of two that are given at once one is lost,
  /// and is asked for again.
  virtual void give(const Consent& consent, const AuditEvent& event) = 0;

  /// Removes the consent, ends every login of the user at the client, and burns the codes that
  /// nobody has redeemed yet, in one transaction. False, and no change, if there is no such
  /// consent.
  virtual bool revoke(const UserId& user, const ClientId& client, const AuditEvent& event) = 0;
};

}  // namespace chancery::outbound
