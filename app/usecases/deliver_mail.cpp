#include "app/usecases/deliver_mail.hpp"

namespace chancery {

using outbound::MailFailure;

DeliverMail::Delivery DeliverMail::deliver_next(const std::stop_token& stop) {
  // One at a time: a lease must not run out while others are waited for.
  const auto now = ports_.clock.now();
  const auto claim = ports_.outbox.claim(now, now + mail_lease, 1);
  if (claim.unreadable > 0) return {.outcome = Outcome::unreadable};
  if (claim.mails.empty()) return {};
  return deliver(claim.mails.front(), stop);
}

DeliverMail::Delivery DeliverMail::deliver(const Mail& mail, const std::stop_token& stop) {
  if (ports_.clock.now() >= mail.created_at + mail_lifetime(mail.kind)) {
    return give_up(mail, "it is too old");
  }
  const auto message = ports_.writer.write(mail);
  if (!message) return give_up(mail, "it has no address, or no link to the issuer");
  const auto sent = ports_.mailer.send(*message, stop);
  if (!sent) return settle_failure(mail, sent.error(), stop);
  ports_.outbox.remove(mail.id);
  return {.outcome = Outcome::sent, .mail = mail.id, .kind = mail.kind};
}

DeliverMail::Delivery DeliverMail::settle_failure(const Mail& mail, const MailFailure& failure,
                                                  const std::stop_token& stop) {
  using enum MailFailure::Blame;
  if (failure.blame == address) return give_up(mail, failure.reason);
  const auto now = ports_.clock.now();
  const auto at = stop.stop_requested() ? now : next_attempt_at(mail, now);
  if (!at) return give_up(mail, failure.reason);
  ports_.outbox.postpone(mail, *at);
  return {.outcome = failure.blame == server ? Outcome::stalled : Outcome::postponed,
          .mail = mail.id,
          .kind = mail.kind,
          .reason = failure.reason};
}

DeliverMail::Delivery DeliverMail::give_up(const Mail& mail, std::string reason) {
  ports_.outbox.remove(mail.id);
  return {.outcome = Outcome::given_up,
          .mail = mail.id,
          .kind = mail.kind,
          .reason = std::move(reason)};
}

}  // namespace chancery
