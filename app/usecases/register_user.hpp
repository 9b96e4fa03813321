#pragma once

#include "app/usecases/account_requests.hpp"
#include "app/usecases/accounts.hpp"
#include "app/usecases/tickets.hpp"
#include "domain/registration_policy.hpp"
#include "ports/inbound/register_user.hpp"

namespace chancery {

class RegisterUser final : public inbound::RegisterUser {
 public:
  struct Ports {
    Accounts& accounts;
    Tickets& tickets;
    outbound::AccountTicketStore& ticket_store;
    AccountRequests& requests;
    const AccountMail& mail;
    outbound::Entropy& entropy;
  };
  struct Policy {
    RegistrationPolicy registration = RegistrationPolicy::open;
    bool require_verified_email = false;
  };

  RegisterUser(Ports ports, Policy policy) : ports_(ports), policy_(policy) {}

  std::expected<inbound::Registered, inbound::UserRefusal> register_user(
      const inbound::Registration& registration, const inbound::RequestContext& context) override;

 private:
  using Outcome = std::expected<inbound::Registered, inbound::UserRefusal>;

  Outcome accept(const inbound::Registration& registration, const inbound::RequestContext& context);
  Outcome add(const inbound::Registration& registration, const inbound::RequestContext& context);
  Outcome redeem(const inbound::Registration& registration, const inbound::RequestContext& context);

  Ports ports_;
  Policy policy_;
};

}  // namespace chancery
