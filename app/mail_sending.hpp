#pragma once

#include <expected>
#include <memory>

#include "adapters/mail/letters.hpp"
#include "adapters/system/log.hpp"
#include "app/mail_courier.hpp"
#include "app/settings.hpp"
#include "app/usecases/deliver_mail.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/mail_outbox.hpp"
#include "ports/outbound/mailer.hpp"

namespace chancery {

/// The way that mail goes, as the settings have it.
std::unique_ptr<outbound::Mailer> make_mailer(const MailSettings& settings);

/// Signs in to the mail server, which the settings must name, and sends nothing.
std::expected<void, outbound::MailFailure> probe_mail_server(const MailSettings& settings);

/// Everything between the outbox and the mail server. Mail is sent from construction on, until the
/// destructor, which waits for no server.
class MailSending {
 public:
  /// The references must outlive this.
  MailSending(const MailSettings& settings, mail::Letters letters, outbound::MailOutbox& outbox,
              const outbound::Clock& clock, system::Log& log);

 private:
  mail::Letters letters_;
  std::unique_ptr<outbound::Mailer> mailer_;
  DeliverMail deliver_mail_;
  MailCourier courier_;
};

}  // namespace chancery
