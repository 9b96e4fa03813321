#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/audit_event.hpp"
#include "domain/factor.hpp"
#include "domain/recovery_code.hpp"

namespace chancery::outbound {

/// A user's authenticator app.
struct TotpFactor {
  FactorId id;
  UserId user;
  /// What its user calls it.
  std::string name;
  /// The key, sealed under the master key; text.
  std::string sealed_key;
  /// The newest step whose code has counted; a code of this or an older one is worth nothing.
  std::int64_t last_step = 0;
  Instant created_at{};
  std::optional<Instant> last_used_at{};

  bool operator==(const TotpFactor&) const = default;
};

/// What its user sees of it.
inline Factor factor_of(const TotpFactor& totp) {
  return {.id = totp.id,
          .kind = FactorKind::totp,
          .name = totp.name,
          .created_at = totp.created_at,
          .last_used_at = totp.last_used_at};
}

enum class EnrolOutcome {
  enrolled,
  enrolled_with_codes,  ///< and the recovery codes that came with it are the user's now
  taken,                ///< there is such a credential already, whoever's it is
  too_many,             ///< the user has `max_passkeys` already
  unknown_user,
};

/// Authenticator apps, one a user, and recovery codes; both go with their user. Thread-safe; every
/// method may throw Unavailable, and what was to be written may then have been. Each change and its
/// event are stored both or neither.
class SecondFactorStore {
 public:
  virtual ~SecondFactorStore() = default;

  /// All that the user has, passkeys too.
  [[nodiscard]] virtual EnrolledFactors enrolled(const UserId& user) = 0;

  [[nodiscard]] virtual std::optional<TotpFactor> find_totp(const UserId& user) = 0;

  /// Stores an app; it takes the place of the one that the user had, whose steps stay used. `codes`
  /// are stored if the user has none.
  [[nodiscard]] virtual EnrolOutcome enrol_totp(const TotpFactor& totp,
                                                const std::vector<RecoveryCodeDigest>& codes,
                                                const AuditEvent& event) = 0;

  /// Whether a code of that step counts: the app is still there, and none of this or of a later
  /// step has counted. One conditional step; of concurrent callers exactly one is told true.
  [[nodiscard]] virtual bool use_totp(const FactorId& id, std::int64_t step, Instant now) = 0;

  /// The user has these codes and no others. False, and no change, if there is no such user.
  [[nodiscard]] virtual bool replace_recovery_codes(const UserId& user,
                                                    const std::vector<RecoveryCodeDigest>& codes,
                                                    const AuditEvent& event) = 0;

  /// Whether the user has the code; from now on they have it no more. Of concurrent callers exactly
  /// one is told true.
  [[nodiscard]] virtual bool use_recovery_code(const UserId& user, const RecoveryCodeDigest& code,
                                               const AuditEvent& event) = 0;

  /// False, and no change, if the user has no such app.
  [[nodiscard]] virtual bool rename_totp(const UserId& user, const FactorId& id,
                                         const std::string& name, const AuditEvent& event) = 0;

  /// False if the user has no such app. With a user's last factor their recovery codes go too.
  [[nodiscard]] virtual bool remove_totp(const UserId& user, const FactorId& id,
                                         const AuditEvent& event) = 0;
};

}  // namespace chancery::outbound
