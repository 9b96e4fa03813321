#include "adapters/mail/console_mailer.hpp"

#include <ostream>

namespace chancery::mail {

using outbound::MailFailure;

std::expected<void, MailFailure> ConsoleMailer::send(const outbound::Message& message,
                                                     const std::stop_token& /*stop*/) {
  const std::lock_guard lock(mutex_);
  out_ << "\n--- mail to " << message.to << "\n--- " << message.subject << "\n\n"
       << message.text << "---\n"
       << std::flush;
  if (out_) return {};
  out_.clear();
  return std::unexpected(
      MailFailure{MailFailure::Blame::server, "the console cannot be written to"});
}

}  // namespace chancery::mail
