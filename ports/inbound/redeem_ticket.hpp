#pragma once

#include <expected>
#include <optional>
#include <string>

#include "domain/account_ticket.hpp"
#include "domain/secret.hpp"
#include "ports/inbound/request_context.hpp"
#include "ports/inbound/user_refusal.hpp"

namespace chancery::inbound {

/// What a page may say of a link before it is followed.
struct TicketPreview {
  TicketPurpose purpose;
  /// The address that it was sent to.
  std::string email;
};

/// Links that were sent by mail, followed. A ticket counts once; one that does not count is
/// `invalid_link`, whatever the reason (attack B83). Thread-safe; may throw Unavailable.
class RedeemTicket {
 public:
  virtual ~RedeemTicket() = default;

  /// Nothing for a ticket that does not count. Changes nothing: programs that look into mails open
  /// links too.
  [[nodiscard]] virtual std::optional<TicketPreview> preview(const Secret& ticket) = 0;

  /// Proves an address: the account's, or the one that it is to have. The old one is told, if there
  /// was another. `email_taken` if another account has the new one by now; the ticket stays.
  [[nodiscard]] virtual std::expected<void, UserRefusal> verify(const Secret& ticket,
                                                                const RequestContext& context) = 0;

  /// Sets a password and ends every login; the address is verified by that, and told. Nobody is
  /// logged in: a second factor stays what it is. A weak password leaves the ticket.
  [[nodiscard]] virtual std::expected<void, UserRefusal> reset_password(
      const Secret& ticket, const Secret& password, const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
