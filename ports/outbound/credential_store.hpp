#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/audit_event.hpp"
#include "domain/webauthn/credential.hpp"
#include "ports/outbound/second_factor_store.hpp"

namespace chancery::outbound {

enum class UseCredentialOutcome {
  used,
  replayed,      ///< it has answered this challenge, or a newer one
  counter_back,  ///< its authenticator has counted as far, or further, already
  gone,
};

/// Passkeys and the keys of security keys; they go with their user. A credential's id is unique
/// among all users. Thread-safe; every method may throw Unavailable, and what was to be written may
/// then have been. Each change and its event are stored both or neither.
class CredentialStore {
 public:
  virtual ~CredentialStore() = default;

  /// `codes` are stored if the user has no recovery codes. Of concurrent callers no more are told
  /// that it is enrolled than there is room for.
  [[nodiscard]] virtual EnrolOutcome enrol(const Credential& credential,
                                           const std::vector<RecoveryCodeDigest>& codes,
                                           const AuditEvent& event) = 0;

  [[nodiscard]] virtual std::optional<Credential> find(const CredentialId& id) = 0;

  /// In the order in which they were made, then of their factors' ids.
  [[nodiscard]] virtual std::vector<Credential> list(const UserId& user) = 0;

  struct Use {
    CredentialId id;
    std::uint32_t sign_count;
    bool backed_up;
    /// `order_of` the challenge that was answered.
    std::int64_t challenge;
    Instant at;
  };
  /// Whether the use counts: it answers a newer challenge than the last one that counted, and the
  /// number it was signed with goes on from the last (`has_counted_on`). One conditional step; of
  /// concurrent callers with one challenge exactly one is told `used`.
  [[nodiscard]] virtual UseCredentialOutcome use(const Use& use) = 0;

  /// False, and no change, if the user has no such factor.
  [[nodiscard]] virtual bool rename(const UserId& user, const FactorId& id, const std::string& name,
                                    const AuditEvent& event) = 0;

  /// False if the user has no such factor. With a user's last factor their recovery codes go too.
  [[nodiscard]] virtual bool remove(const UserId& user, const FactorId& id,
                                    const AuditEvent& event) = 0;
};

}  // namespace chancery::outbound
