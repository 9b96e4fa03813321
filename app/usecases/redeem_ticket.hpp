#pragma once

#include "app/usecases/accounts.hpp"
#include "app/usecases/slow_guesses.hpp"
#include "app/usecases/tickets.hpp"
#include "ports/inbound/redeem_ticket.hpp"

namespace chancery {

class RedeemTicket final : public inbound::RedeemTicket {
 public:
  struct Ports {
    outbound::AccountTicketStore& store;
    const outbound::Clock& clock;
    SlowGuesses& guesses;
  };

  RedeemTicket(Ports ports, Accounts& accounts, Tickets& tickets, AccountMail& mail)
      : ports_(ports), accounts_(accounts), tickets_(tickets), mail_(mail) {}

  std::optional<inbound::TicketPreview> preview(const Secret& ticket) override;
  std::expected<void, inbound::UserRefusal> verify(const Secret& ticket,
                                                   const inbound::RequestContext& context) override;
  std::expected<void, inbound::UserRefusal> reset_password(
      const Secret& ticket, const Secret& password,
      const inbound::RequestContext& context) override;

 private:
  using Outcome = std::expected<void, inbound::UserRefusal>;

  /// Nothing when somebody else changed the account meanwhile: look again.
  std::optional<Outcome> redeem(const Tickets::Live& live,
                                const std::optional<PasswordHash>& password,
                                const inbound::RequestContext& context);
  void know(const User& owner, const inbound::RequestContext& context);
  void tell(const Tickets::Live& live, const inbound::RequestContext& context);

  Ports ports_;
  Accounts& accounts_;
  Tickets& tickets_;
  AccountMail& mail_;
};

}  // namespace chancery
