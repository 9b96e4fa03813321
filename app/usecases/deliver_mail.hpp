#pragma once

#include "ports/inbound/deliver_mail.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/mail_outbox.hpp"
#include "ports/outbound/mail_writer.hpp"
#include "ports/outbound/mailer.hpp"

namespace chancery {

class DeliverMail final : public inbound::DeliverMail {
 public:
  struct Ports {
    outbound::MailOutbox& outbox;
    outbound::MailWriter& writer;
    outbound::Mailer& mailer;
    const outbound::Clock& clock;
  };

  explicit DeliverMail(Ports ports) : ports_(ports) {}

  Delivery deliver_next(const std::stop_token& stop) override;

 private:
  Delivery deliver(const Mail& mail, const std::stop_token& stop);
  Delivery settle_failure(const Mail& mail, const outbound::MailFailure& failure,
                          const std::stop_token& stop);
  Delivery give_up(const Mail& mail, std::string reason);

  Ports ports_;
};

}  // namespace chancery
