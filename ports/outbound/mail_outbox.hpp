#pragma once

#include <cstddef>
#include <vector>

#include "domain/mail.hpp"

namespace chancery::outbound {

/// Mails that wait to be sent. What is in them is sealed at rest: nobody who reads the database
/// learns an address or a ticket from here, and nobody who writes to it turns a mail to another
/// address. Thread-safe; every method may throw Unavailable.
class MailOutbox {
 public:
  virtual ~MailOutbox() = default;

  /// Puts a mail in. It is sent at least once, from `next_attempt_at` on, or given up.
  virtual void add(const Mail& mail) = 0;

  struct Claim {
    std::vector<Mail> mails{};
    /// How many no master key opens any more: they are removed.
    std::size_t unreadable = 0;
  };
  /// Up to `limit` mails that are due at `now`, the longest due first, each claimed until
  /// `leased_until` by one conditional step: its `next_attempt_at` becomes that, its `attempts` one
  /// more, and it is returned so. Of concurrent callers exactly one gets a mail.
  [[nodiscard]] virtual Claim claim(Instant now, Instant leased_until, std::size_t limit) = 0;

  /// Puts a mail off that was claimed. No change if it was claimed again meanwhile: its `attempts`
  /// are others.
  virtual void postpone(const Mail& claimed, Instant next_attempt_at) = 0;

  /// Removes a mail: it was sent, or is given up.
  virtual void remove(const MailId& id) = 0;
};

}  // namespace chancery::outbound
