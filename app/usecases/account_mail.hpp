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
    /// Null where nobody empties one: no mail is sent.
    outbound::MailOutbox* outbox;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };

  AccountMail(Ports ports, Issuer issuer) : ports_(ports), issuer_(std::move(issuer)) {}

  [[nodiscard]] bool is_enabled() const { return ports_.outbox != nullptr; }

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
    /// What has changed, of `factor_changed`: see Mail. Empty: several things.
    std::string change{};
  };
  /// Does nothing where no mail is sent. May throw Unavailable.
  void send(const Letter& letter);

  /// Tells of what has been done, as far as that is possible: it is done all the same.
  void tell(const Letter& letter) noexcept;

  /// Tells that a second factor came or went, or a recovery code was used.
  void tell_of_factor(const User& user, std::string change, const std::string& languages) noexcept;

  /// The URL of one of our own pages: of the configured issuer, whatever the request said of itself
  /// (attack B82).
  [[nodiscard]] std::string page(std::string_view path) const;

 private:
  Ports ports_;
  Issuer issuer_;
};

}  // namespace chancery
