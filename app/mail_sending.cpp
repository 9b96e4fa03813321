#include "app/mail_sending.hpp"

#include <iostream>
#include <utility>

#include "adapters/mail/console_mailer.hpp"
#include "adapters/mail/file_mailer.hpp"
#include "adapters/mail/smtp_mailer.hpp"

namespace chancery {
namespace {

mail::SmtpSecurity security_of(MailServer::Security security) {
  switch (security) {
    case MailServer::Security::starttls: return mail::SmtpSecurity::starttls;
    case MailServer::Security::tls: return mail::SmtpSecurity::tls;
    case MailServer::Security::none: return mail::SmtpSecurity::none;
  }
  std::unreachable();
}

mail::Sender sender_of(const MailSettings& settings) {
  return {.name = settings.from.name, .address = settings.from.address};
}

mail::SmtpServer server_of(const MailServer& server, const MailSettings& settings) {
  return {.host = server.host,
          .port = server.port,
          .security = security_of(server.security),
          .user = server.user,
          .password = settings.password};
}

}  // namespace

std::unique_ptr<outbound::Mailer> make_mailer(const MailSettings& settings) {
  if (const auto* const server = std::get_if<MailServer>(&settings.url)) {
    return std::make_unique<mail::SmtpMailer>(server_of(*server, settings), sender_of(settings));
  }
  if (const auto* const folder = std::get_if<MailFolder>(&settings.url)) {
    return std::make_unique<mail::FileMailer>(folder->folder, sender_of(settings));
  }
  // Standard output is the log's.
  return std::make_unique<mail::ConsoleMailer>(std::cerr);
}

std::expected<void, outbound::MailFailure> probe_mail_server(const MailSettings& settings) {
  const auto& server = std::get<MailServer>(settings.url);
  return mail::SmtpMailer(server_of(server, settings), sender_of(settings)).probe();
}

MailSending::MailSending(const MailSettings& settings, mail::Letters letters,
                         outbound::MailOutbox& outbox, const outbound::Clock& clock,
                         system::Log& log)
    : letters_(std::move(letters)),
      mailer_(make_mailer(settings)),
      deliver_mail_({outbox, letters_, *mailer_, clock}),
      courier_(deliver_mail_, log) {}

}  // namespace chancery
