#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "domain/mail.hpp"

namespace chancery::outbound {

/// A mail as a store keeps it: all that it says, and whom it goes to, sealed for this row.
struct SealedMail {
  MailId id;
  std::string sealed;
  Instant created_at{};
  Instant next_attempt_at{};
  std::int64_t attempts = 0;

  bool operator==(const SealedMail&) const = default;
};

/// The rows behind a MailOutbox. Thread-safe; every method may throw Unavailable.
class MailStore {
 public:
  virtual ~MailStore() = default;

  /// Adds a mail. One of the same id stays as it is: it is this one, stored by an earlier try.
  virtual void add(const SealedMail& mail) = 0;

  /// As MailOutbox::claim, sealed.
  [[nodiscard]] virtual std::vector<SealedMail> claim(Instant now, Instant leased_until,
                                                      std::size_t limit) = 0;

  /// Puts a mail off that was claimed, unless it has other `attempts` by now.
  virtual void postpone(const MailId& id, std::int64_t attempts, Instant next_attempt_at) = 0;

  virtual void remove(const MailId& id) = 0;
};

}  // namespace chancery::outbound
