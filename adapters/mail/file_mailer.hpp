#pragma once

#include <filesystem>

#include "adapters/mail/mime.hpp"
#include "ports/outbound/mailer.hpp"

namespace chancery::mail {

/// outbound::Mailer that writes each message into a folder, for development and tests: as
/// `SECONDS-ID.eml`, which mail programs open, whole or not at all, and readable by this user only.
/// Thread-safe.
class FileMailer final : public outbound::Mailer {
 public:
  FileMailer(std::filesystem::path folder, Sender from);

  std::expected<void, outbound::MailFailure> send(const outbound::Message& message,
                                                  const std::stop_token& stop) override;

 private:
  std::filesystem::path folder_;
  Sender from_;
};

}  // namespace chancery::mail
