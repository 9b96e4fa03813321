#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "adapters/mail/mime.hpp"
#include "domain/secret.hpp"
#include "ports/outbound/mailer.hpp"

namespace chancery::mail {

/// How the way to a mail server is protected.
enum class SmtpSecurity : std::uint8_t {
  /// STARTTLS (RFC 3207), and not a word before it: a server that has none gets no mail.
  starttls,
  /// TLS from the first byte on (RFC 8314 §3.3).
  tls,
  /// None: for a server on this machine or in a network of one's own.
  none,
};

struct SmtpServer {
  std::string host;  ///< a name, or an IP address, an IPv6 one in brackets
  std::uint16_t port = 587;
  SmtpSecurity security = SmtpSecurity::starttls;
  /// Who signs in (AUTH PLAIN or LOGIN, RFC 4954); empty: nobody does.
  std::string user{};
  std::optional<Secret> password{};
  /// PEM certificates of the authorities that count; empty: those of the system.
  std::string authorities{};
};

/// outbound::Mailer over SMTP (RFC 5321), by libcurl. The server's certificate is verified against
/// its host. One message at a time, over one connection as long as the server keeps it. Nothing
/// that the server says but its status codes leaves this class: servers repeat addresses.
class SmtpMailer final : public outbound::Mailer {
 public:
  SmtpMailer(SmtpServer server, Sender from);
  ~SmtpMailer() override;

  std::expected<void, outbound::MailFailure> send(const outbound::Message& message,
                                                  const std::stop_token& stop) override;

  /// Connects and signs in, and sends nothing: whether mail could be sent.
  std::expected<void, outbound::MailFailure> probe();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace chancery::mail
