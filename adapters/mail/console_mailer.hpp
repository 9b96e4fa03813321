#pragma once

#include <iosfwd>
#include <mutex>

#include "ports/outbound/mailer.hpp"

namespace chancery::mail {

/// outbound::Mailer that shows each message's plain text, for development: links and all. The
/// stream is to outlive it and is not to be the log. Thread-safe.
class ConsoleMailer final : public outbound::Mailer {
 public:
  explicit ConsoleMailer(std::ostream& out) : out_(out) {}

  std::expected<void, outbound::MailFailure> send(const outbound::Message& message,
                                                  const std::stop_token& stop) override;

 private:
  std::ostream& out_;
  std::mutex mutex_;
};

}  // namespace chancery::mail
