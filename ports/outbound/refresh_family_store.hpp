#pragma once

#include <cstdint>
#include <optional>

#include "domain/audit_event.hpp"
#include "domain/refresh_family.hpp"

namespace chancery::outbound {

/// Where refresh families live, one record each. Thread-safe. Every method may throw Unavailable;
/// when `add`, `rotate` or `end` throws, it may have been done or be done later, and the store has
/// looked if that could be found out: never guess. What a method returned has been made durable
/// before it returned.
class RefreshFamilyStore {
 public:
  virtual ~RefreshFamilyStore() = default;

  /// Stores a new login and its audit event, both or neither. The id is random and new.
  virtual void add(const RefreshFamily& family, const AuditEvent& event) = 0;

  /// Nothing if the family never existed or was ended. The standing of its parties is read in the
  /// same statement, from the users and clients as they are now: `user_gone` or `client_gone` when
  /// there is no such record, `…_ended` when its epoch is not the family's.
  [[nodiscard]] virtual std::optional<FoundFamily> find(const FamilyId& id) = 0;

  struct Rotation {
    TokenDigest from;          ///< what must be current
    TokenDigest to;            ///< what becomes current
    std::uint32_t generation;  ///< of `to`
    std::string seed;
    Instant rotated_at;
    Origin used_from;
  };
  /// Replaces `from` by `to` in one conditional step. False, and no change, if the family is gone
  /// or `from` is no longer current: of concurrent callers exactly one wins.
  [[nodiscard]] virtual bool rotate(const FamilyId& id, const Rotation& rotation) = 0;

  /// Ends the login for good and stores why, both or neither. False, and nothing stored, if it had
  /// ended before: of concurrent callers exactly one gets true; two may when the store lost its
  /// connection and can only tell that it has ended.
  virtual bool end(const FamilyId& id, const AuditEvent& event) = 0;
};

}  // namespace chancery::outbound
