#pragma once

#include "app/usecases/accounts.hpp"
#include "app/usecases/tickets.hpp"
#include "ports/inbound/invite_users.hpp"

namespace chancery {

class InviteUsers final : public inbound::InviteUsers {
 public:
  InviteUsers(Accounts& accounts, Tickets& tickets, const AccountMail& mail)
      : accounts_(accounts), tickets_(tickets), mail_(mail) {}

  std::expected<inbound::Invitation, inbound::UserRefusal> invite(
      const std::string& email, const inbound::RequestContext& context) override;

 private:
  Accounts& accounts_;
  Tickets& tickets_;
  const AccountMail& mail_;
};

}  // namespace chancery
