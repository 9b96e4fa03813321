#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "domain/housekeeping.hpp"

namespace chancery::outbound {

/// The removal of records that can be of no use to anybody any more: logins past their idle or
/// absolute end, or whose user or client has left the epoch they began in; revocations of access
/// tokens that have expired; answers to requests that can no longer be repeated; codes that nobody
/// need remember; browser sessions past their absolute end; attempts that count no more; mails too
/// old to be sent; tickets that have expired; consents whose user or client is gone. The audit
/// trail stays. Thread-safe; every method may throw Unavailable.
class Housekeeping {
 public:
  virtual ~Housekeeping() = default;

  /// Until when somebody was to keep house, by the clock of who did; nothing before the first.
  [[nodiscard]] virtual std::optional<Instant> kept_until() = 0;

  /// Whether `node` may keep house until `until`, as one of all nodes may: nobody else holds that
  /// right beyond `now`, or `node` held it already. A right that reaches beyond `until` by more
  /// than `clock_slack` is of somebody whose clock was wrong, and counts for nothing.
  [[nodiscard]] virtual bool claim(const std::string& node, Instant now, Instant until) = 0;

  struct Order {
    /// What was over by then may go: far enough in the past for the clock of every node.
    Instant over_at;
    /// After how long without a refresh a login is over.
    Lifetime idle_lifetime;
    /// How many records to look at, at most; positive.
    std::size_t limit;
  };
  /// Removes what is over, all that the order's limit allows, and nothing else. Never waits for
  /// somebody who refreshes. Repeated until there is no more, it has removed all; but a login may
  /// stay for its first hour, and until its own end if it was stored only after its user or client
  /// had left the epoch, or if the idle lifetime was longer before.
  [[nodiscard]] virtual Swept sweep(const Order& order) = 0;

  /// How many records such sweeps would look at, counted up to the order's limit; not all of them
  /// may have to go.
  [[nodiscard]] virtual Backlog backlog(const Order& order) = 0;
};

}  // namespace chancery::outbound
