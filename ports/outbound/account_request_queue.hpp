#pragma once

#include <cstddef>
#include <vector>

#include "domain/account_request.hpp"

namespace chancery::outbound {

/// Requests that wait to be looked at. Thread-safe; every method may throw Unavailable.
class AccountRequestQueue {
 public:
  virtual ~AccountRequestQueue() = default;

  /// Puts a request in, by one statement that looks at no account. Does nothing while one of the
  /// same kind for the same address waits, written in whatever case: it will do for both.
  virtual void add(const AccountRequest& request) = 0;

  /// Up to `limit` requests that are due at `now`, the longest due first, each claimed until
  /// `leased_until` by one conditional step: its `next_attempt_at` becomes that, its `attempts` one
  /// more, and it is returned so. Of concurrent callers exactly one gets a request.
  [[nodiscard]] virtual std::vector<AccountRequest> claim(Instant now, Instant leased_until,
                                                          std::size_t limit) = 0;

  /// Removes a request: it was answered, or is given up.
  virtual void remove(const AccountRequestId& id) = 0;
};

}  // namespace chancery::outbound
