#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "domain/audit_event.hpp"
#include "domain/client.hpp"

namespace chancery::outbound {

enum class UpdateClientOutcome {
  updated,
  unknown,  ///< there is no such client
  stale,    ///< somebody else updated it since it was read: read again, decide again
};

/// Client registrations. Thread-safe; every method may throw Unavailable. Each change and its audit
/// event are stored both or neither.
class ClientStore {
 public:
  virtual ~ClientStore() = default;

  /// False, and no change, if the id is taken.
  [[nodiscard]] virtual bool add(const Client& client, const AuditEvent& event) = 0;

  [[nodiscard]] virtual std::optional<Client> find(const ClientId& id) = 0;

  /// Every client, in ascending order of id.
  [[nodiscard]] virtual std::vector<Client> list() = 0;

  /// Replaces the record if its version is still `client.version`, and counts the version up.
  [[nodiscard]] virtual UpdateClientOutcome update(const Client& client,
                                                   const AuditEvent& event) = 0;

  /// Deletes the client. False if there was none.
  virtual bool remove(const ClientId& id, const AuditEvent& event) = 0;

  /// Whether a client that is not disabled has a redirect URI of that web origin (RFC 6454).
  [[nodiscard]] virtual bool has_redirect_origin(std::string_view origin) = 0;
};

}  // namespace chancery::outbound
