#pragma once

#include "adapters/http/endpoints/browser_pages.hpp"
#include "ports/inbound/redeem_ticket.hpp"
#include "ports/inbound/register_user.hpp"

namespace chancery::http {

/// /reset-password and /invite: the pages where who came by a link chooses a password, for the
/// account or for the one that is made of it.
class NewPasswordEndpoint {
 public:
  struct Ports {
    inbound::RedeemTicket& tickets;
    inbound::RegisterUser& users;
  };

  /// The ports must outlive this.
  NewPasswordEndpoint(BrowserPages pages, Ports ports, pages::NewPasswordReason reason)
      : pages_(std::move(pages)), ports_(ports), reason_(reason) {}

  /// GET
  Reply show(const Request& request) const;
  /// POST
  Reply submit(const Request& request) const;

  /// A password is hashed.
  static Lane lane(const Request& request);

 private:
  /// What was typed before, and what is wrong with it.
  struct Again {
    std::string username{};
    std::optional<pages::NewPasswordProblem> problem{};
  };
  [[nodiscard]] Reply page(const Request& request, const Secret& token, const Again& again) const;
  [[nodiscard]] std::optional<inbound::TicketPreview> preview(const Secret& token) const;
  [[nodiscard]] std::expected<void, inbound::UserRefusal> apply(const Request& request,
                                                                const Secret& token,
                                                                const Form& form) const;
  [[nodiscard]] Reply refused(const Request& request, const Secret& token, const Form& form,
                              const inbound::UserRefusal& refusal) const;

  BrowserPages pages_;
  Ports ports_;
  pages::NewPasswordReason reason_;
};

}  // namespace chancery::http
