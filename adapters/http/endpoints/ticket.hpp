#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/redeem_ticket.hpp"

namespace chancery::http {

/// POST /api/v1/auth/verify and /api/v1/auth/reset-password: what the links in mails are good for,
/// for apps that show pages of their own. 204; 400 `invalid_link` for a link that does not count.
class TicketEndpoint {
 public:
  explicit TicketEndpoint(inbound::RedeemTicket& tickets) : tickets_(tickets) {}

  Reply verify(const Request& request) const;
  /// May wait for a slow hash.
  Reply reset_password(const Request& request) const;

 private:
  inbound::RedeemTicket& tickets_;
};

}  // namespace chancery::http
