#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "domain/audit_event.hpp"
#include "domain/user.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery::outbound {

/// An account that was made elsewhere, and the event that tells of its arrival.
struct Arrival {
  UserCredentials account;
  AuditEvent event;
};

enum class ArrivalOutcome {
  added,
  present,         ///< an account has the id or the e-mail address: it stays as it is
  username_taken,  ///< by an account of another id and e-mail address
};

/// Accounts by the thousand, in and out. Uniqueness is that of UserStore, decided by the store in
/// the writing statement. Thread-safe; every method may throw Unavailable.
class UserTransfer {
 public:
  virtual ~UserTransfer() = default;

  /// Adds what can be added, in the order given, each with its event: all of it or, when it throws,
  /// nothing or all. One outcome for each.
  [[nodiscard]] virtual std::vector<ArrivalOutcome> add(std::span<const Arrival> arrivals) = 0;

  /// What `add` would come to of each alone. Changes nothing.
  [[nodiscard]] virtual std::vector<ArrivalOutcome> foresee(std::span<const Arrival> arrivals) = 0;

  /// At most `limit` accounts in ascending order of id, those after `after`.
  [[nodiscard]] virtual std::vector<UserCredentials> page(const std::optional<UserId>& after,
                                                          std::size_t limit) = 0;
};

}  // namespace chancery::outbound
