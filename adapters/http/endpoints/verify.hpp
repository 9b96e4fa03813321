#pragma once

#include "adapters/http/endpoints/ask_email.hpp"
#include "ports/inbound/redeem_ticket.hpp"

namespace chancery::http {

/// /verify: the page that a link to confirm an address leads to. Opening it changes nothing, for
/// programs open links too; its button does. Without a ticket it asks where to send one.
class VerifyEndpoint {
 public:
  /// The ports must outlive this.
  VerifyEndpoint(const BrowserPages& pages, inbound::RedeemTicket& tickets,
                 inbound::RequestAccountMail& mails)
      : pages_(pages), tickets_(tickets), ask_(pages, mails, pages::AskEmailReason::verify_email) {}

  /// GET
  Reply show(const Request& request) const;
  /// POST; counts against a rate limit only when it asks for a mail.
  Reply submit(const Request& request) const;

 private:
  [[nodiscard]] Reply verified(const Secret& token, const Request& request) const;

  BrowserPages pages_;
  inbound::RedeemTicket& tickets_;
  AskEmailEndpoint ask_;
};

}  // namespace chancery::http
