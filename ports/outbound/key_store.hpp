#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/audit_event.hpp"
#include "domain/key_schedule.hpp"

namespace chancery::outbound {

/// A key as the database holds it.
struct StoredKey {
  KeyRecord record;
  /// The public half as a JWK (RFC 7517) in JSON; empty for keys without one.
  std::string public_jwk;
  /// The private half or symmetric key, sealed under the master key; text.
  std::string sealed;

  bool operator==(const StoredKey&) const = default;
};

/// The keys of every use, shared by all nodes. For each use at most one is `active` and at most one
/// `next`, which the store itself guarantees. Thread-safe; every method may throw Unavailable. Each
/// change and its audit event are stored both or neither.
class KeyStore {
 public:
  virtual ~KeyStore() = default;

  /// In ascending order of creation, then id. Without those of a use that only a newer release
  /// knows, whose nodes may share the database already.
  [[nodiscard]] virtual std::vector<StoredKey> all() = 0;

  /// False, and no change, if the use has a key in that state already: another node was first.
  [[nodiscard]] virtual bool add(const StoredKey& key, const AuditEvent& event) = 0;

  /// `next` becomes active and `previous` retiring at `now`, in one step. False, and no change,
  /// unless `next` is in state next, and `previous` is the active key of its use (or none is).
  [[nodiscard]] virtual bool activate(const KeyId& next, const std::optional<KeyId>& previous,
                                      Instant now, const AuditEvent& event) = 0;

  /// Sets when `next` is to begin to sign. False, and no change, if it is not in state next.
  [[nodiscard]] virtual bool reschedule(const KeyId& next, Instant activates_at,
                                        const AuditEvent& event) = 0;

  /// Deletes a key in state retiring; false if there was none.
  virtual bool remove(const KeyId& id, const AuditEvent& event) = 0;
};

}  // namespace chancery::outbound
