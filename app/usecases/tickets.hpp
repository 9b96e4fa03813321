#pragma once

#include <expected>
#include <initializer_list>
#include <optional>
#include <string>

#include "app/usecases/account_mail.hpp"
#include "domain/account_ticket.hpp"
#include "domain/secret.hpp"
#include "ports/inbound/request_context.hpp"
#include "ports/inbound/user_refusal.hpp"
#include "ports/outbound/account_ticket_store.hpp"
#include "ports/outbound/hashes.hpp"

namespace chancery {

/// The tickets behind the links in mails: issued, sent, and found again. Thread-safe; may throw
/// Unavailable.
class Tickets {
 public:
  struct Ports {
    outbound::AccountTicketStore& store;
    outbound::UserStore& users;
    const outbound::Hashes& hashes;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };

  Tickets(Ports ports, AccountMail& mail) : ports_(ports), mail_(mail) {}

  struct Order {
    TicketPurpose purpose;
    std::string to;
    /// Null for an invitation.
    const User* user;
    /// When somebody asked for it who may be anybody: `ticket_pause` is kept then, and the answer
    /// to a request that is looked at twice is one.
    std::optional<Instant> asked_at{};
  };
  struct Issued {
    Secret link;
    Instant expires_at;
  };
  /// Issues a ticket in the place of an older one, and mails it where mail is sent. Nothing, and no
  /// mail, within the pause.
  std::optional<Issued> issue(const Order& order, const inbound::RequestContext& context);

  /// A ticket that counts, and its user.
  struct Live {
    AccountTicket ticket;
    std::optional<User> user;
  };
  /// The ticket that was brought back; `invalid_link` unless it is good for one of `purposes`.
  [[nodiscard]] std::expected<Live, inbound::UserRefusal> find(
      const Secret& secret, std::initializer_list<TicketPurpose> purposes);

  /// Why a ticket does not count, for the log.
  static inbound::UserRefusal invalid_link(std::string_view detail);

 private:
  Ports ports_;
  AccountMail& mail_;
};

}  // namespace chancery
