#pragma once

#include <string>
#include <string_view>

#include "domain/account_ticket.hpp"
#include "domain/mail.hpp"
#include "domain/user.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/mail_outbox.hpp"

namespace chancery {

/// Mails about accounts, put into the outbox. Thread-safe.
class AccountMail {
 public:
  struct Ports {
    outbound::MailOutbox& outbox;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };
  struct Options {
    Issuer issuer;
    /// Whether somebody empties the outbox.
    bool enabled;
  };

  AccountMail(Ports ports, Options options) : ports_(ports), options_(std::move(options)) {}

  [[nodiscard]] bool is_enabled() const { return options_.enabled; }

  struct Letter {
    MailKind kind;
    std::string to;
    /// Whose account it is about: how they are greeted and in what language, if the account says
    /// so. Null: nobody's yet.
    const User* user;
    /// What whoever asked for it reads.
    std::string languages;
    /// Empty: none.
    std::string link{};
  };
  /// Does nothing where no mail is sent. May throw Unavailable.
  void send(const Letter& letter);

  /// Tells of what has been done, as far as that is possible: it is done all the same.
  void tell(const Letter& letter) noexcept;

  /// The URL of one of our own pages: of the configured issuer, whatever the request said of itself
  /// (attack B82).
  [[nodiscard]] std::string page(std::string_view path) const;

 private:
  Ports ports_;
  Options options_;
};

}  // namespace chancery
