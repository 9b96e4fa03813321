#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "domain/user_session.hpp"

namespace chancery::outbound {

/// Logins as lists: those of a user, of a client, or all. Only live ones occur: neither idle nor
/// absolute end is over, and user and client are there and of the epochs that the login began in.
/// Ends are RefreshFamilyStore's. Thread-safe; every method may throw Unavailable.
class SessionStore {
 public:
  virtual ~SessionStore() = default;

  struct Query {
    SessionFilter filter;
    Instant now;
    Lifetime idle_lifetime;
  };
  /// At most `limit` live logins that pass the filter, in ascending order of id, those after
  /// `after`. What is asked for by user or client is found by an index.
  [[nodiscard]] virtual std::vector<UserSession> list(const Query& query,
                                                      const std::optional<FamilyId>& after,
                                                      std::size_t limit) = 0;
};

}  // namespace chancery::outbound
