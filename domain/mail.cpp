#include "domain/mail.hpp"

#include "domain/attempts.hpp"

namespace chancery {

std::optional<Instant> next_attempt_at(const Mail& mail, Instant now) {
  return next_attempt_at(Attempts{.count = mail.attempts,
                                  .created_at = mail.created_at,
                                  .lifetime = mail_lifetime(mail.kind)},
                         now);
}

}  // namespace chancery
