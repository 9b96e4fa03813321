#pragma once

#include <cstddef>
#include <vector>

#include "domain/logout_notice.hpp"

namespace chancery::outbound {

/// Logout notices that wait for their delivery; BrowserSessionStore puts them in. Thread-safe;
/// every method may throw Unavailable.
class LogoutOutbox {
 public:
  virtual ~LogoutOutbox() = default;

  /// Up to `limit` notices that are due at `now`, the longest due first, each claimed until
  /// `leased_until` by one conditional step: its `next_attempt_at` becomes that, its `attempts` one
  /// more, and it is returned so. Of concurrent callers exactly one gets a notice.
  [[nodiscard]] virtual std::vector<LogoutNotice> claim(Instant now, Instant leased_until,
                                                        std::size_t limit) = 0;

  /// Puts a notice off that was claimed. No change if it was claimed again meanwhile: its
  /// `attempts` are others.
  virtual void postpone(const LogoutNotice& claimed, Instant next_attempt_at) = 0;

  /// Puts off to `until` every notice of the client that would be due before; one that is claimed
  /// stays so.
  virtual void put_off(const ClientId& client, Instant until) = 0;

  /// Removes a notice: it was delivered, or is given up.
  virtual void remove(const NoticeId& id) = 0;
};

}  // namespace chancery::outbound
