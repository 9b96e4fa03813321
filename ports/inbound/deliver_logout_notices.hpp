#pragma once

#include <cstddef>

namespace chancery::inbound {

/// Tells clients of logins that have ended (OpenID Connect Back-Channel Logout). Thread-safe, also
/// across nodes; may throw Unavailable.
class DeliverLogoutNotices {
 public:
  virtual ~DeliverLogoutNotices() = default;

  struct Tally {
    std::size_t delivered = 0;
    std::size_t postponed = 0;
    /// Given up after a day.
    std::size_t dropped = 0;

    bool operator==(const Tally&) const = default;
  };
  /// Tries each notice that is due once, at most `limit` of them.
  virtual Tally deliver(std::size_t limit) = 0;
};

}  // namespace chancery::inbound
